import { ValidationError } from '../../../domain/errors.ts';
import { signatureDirections } from '../../../domain/signatures/how-signed.ts';
import { explainSignature } from '../../../operations/signatures/explain-signature.ts';
import { builder } from '../../builder.ts';
import { merchantOf } from '../../context.ts';
import { badUserInput } from '../../refusals.ts';
import { described } from '../enums/described.ts';
import { MetadataEntryInput } from '../metadata.ts';
import { SignatureExplanation } from './signature-explanation.ts';

const SignatureDirection = builder.enumType('SignatureDirection', {
  description: 'Who sent a signed message.',
  values: described(signatureDirections, {
    REQUEST: 'A request of ours.',
    RESPONSE: "The provider's answer.",
    WEBHOOK: "The provider's webhook.",
  }),
});

const ExplainSignatureInput = builder.inputType('ExplainSignatureInput', {
  description: 'A message between Paygraph and a provider, as it went over the wire.',
  fields: (t) => ({
    account: t.id({ required: true, description: 'The account that it belongs to: acc_…' }),
    direction: t.field({
      type: SignatureDirection,
      required: true,
      description: 'Who sent it.',
    }),
    method: t.string({
      description:
        'Of a RESPONSE that of the request. Required for a REQUEST and a RESPONSE of a provider that signs it; not needed for a WEBHOOK.',
    }),
    url: t.string({
      description:
        'Of a RESPONSE that of the request. Absolute, or a path at the address of the account. Required where the provider signs it; ' +
        "for a WEBHOOK by default whichever of the account's addresses fits. At most 4,096 characters.",
    }),
    headers: t.field({
      type: [MetadataEntryInput],
      required: true,
      description:
        'Those that carry signature and time suffice. At most 100; a name has up to 256 characters and is there once, a value up to 8,192.',
    }),
    body: t.string({
      description: 'The exact text, at most 65,536 bytes. Null: none.',
    }),
    bodyBase64: t.string({
      description: 'The exact bytes in Base64, in the place of `body`, where it is no text.',
    }),
    receivedAt: t.field({
      type: 'DateTime',
      description:
        'When it came in; null: now. A time in the message that lies outside of the window at this moment makes it invalid.',
    }),
  }),
});

builder.queryField('explainSignature', (t) =>
  t.field({
    type: SignatureExplanation,
    nullable: true,
    description:
      "Scope MANAGE. Explains a signature without calling anybody: null for an account that is not the caller's. " +
      'BAD_USER_INPUT for a message that is too large or lacks something that is signed. Some hundred usual mistakes are ' +
      'tried: it names the one that gives the received signature.',
    authScopes: { key: 'MANAGE' },
    args: {
      input: t.arg({
        type: ExplainSignatureInput,
        required: true,
        description: 'The message.',
      }),
    },
    resolve: async (_root, { input }, context) => {
      try {
        return await explainSignature(context.deps, merchantOf(context), input);
      } catch (error) {
        if (error instanceof ValidationError) throw badUserInput(describe(error));
        throw error;
      }
    },
  }),
);

function describe({ issues }: ValidationError): string {
  return issues.map(({ path, message }) => `"${path.join('.')}" ${message}.`).join(' ');
}
