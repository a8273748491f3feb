import type { Cause } from '../../../domain/signatures/cause.ts';
import { shownValue } from '../../../domain/signatures/how-signed.ts';
import type { SignedPart } from '../../../domain/signatures/how-signed.ts';
import type { SignatureExplanation as Explained } from '../../../operations/signatures/explain-message.ts';
import { builder } from '../../builder.ts';

const SignaturePart = builder.objectRef<SignedPart>('SignaturePart').implement({
  description: 'A part of what is signed.',
  fields: (t) => ({
    rule: t.exposeString('rule', { description: 'Why the part is there, for a person.' }),
    value: t.string({
      description:
        'The text that is signed. "***" in the place of a secret. Bytes that are not UTF-8 are shown as U+FFFD.',
      resolve: shownValue,
    }),
  }),
});

const SignatureCause = builder.objectRef<Cause>('SignatureCause').implement({
  description: 'Why a signature may be wrong.',
  fields: (t) => ({
    code: t.exposeString('code', {
      description:
        'Stable, in capitals: BODY_RESERIALISED, TIMESTAMP_IN_SECONDS, … There may be more in time.',
    }),
    message: t.exposeString('message', {
      description:
        'A sentence for a person. Where a mistake was found that gives the received signature, with the first place ' +
        'in which what was signed differs from what has to be.',
    }),
  }),
});

export const SignatureExplanation = builder.objectRef<Explained>('SignatureExplanation').implement({
  description:
    'How a message has to be signed, and why the signature that it carries is not accepted.',
  fields: (t) => ({
    valid: t.exposeBoolean('valid', {
      description:
        'Whether the message is accepted as signed. False also where it carries no signature, or a time outside of the window.',
    }),
    parts: t.expose('parts', {
      type: [SignaturePart],
      description:
        'What has to be signed: all parts in order, without anything between them. Secrets are never in it. ' +
        'Empty where the message cannot be read, or is of a kind that the provider does not sign.',
    }),
    expectedDigest: t.exposeString('expectedDigest', {
      nullable: true,
      description:
        'The digest of the right signature under a secret of the process: comparable with `receivedDigest` of the ' +
        'same answer, and with nothing else. Never the signature itself. Null where there is none.',
    }),
    receivedDigest: t.exposeString('receivedDigest', {
      nullable: true,
      description:
        'The digest of the received signature, in the same way. Null where there is none.',
    }),
    causes: t.expose('causes', {
      type: [SignatureCause],
      description:
        'Most likely first. Empty if and only if `valid`. A mistake comes before others where making it gives the ' +
        'received signature.',
    }),
  }),
});
