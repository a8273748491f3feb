import { cause } from '../../../domain/signatures/cause.ts';
import type { Cause } from '../../../domain/signatures/cause.ts';
import type { ReadSigned, SignedPart, WireMessage } from '../../../domain/signatures/how-signed.ts';
import { shownText } from '../../../domain/signatures/how-signed.ts';
import { Secret } from '../../../domain/secret.ts';
import { longestUnproven } from '../../json.ts';
import { tryParseJson } from '../../kit/answer.ts';
import { sortedFields } from '../../kit/signing.ts';
import type { VexoraConfig } from '../config.ts';
import { fieldsOf, readings } from './received-fields.ts';
import type { ReceivedField } from './received-fields.ts';
import * as replies from '../replies.ts';
import { sign } from '../signature.ts';
import { secretPart, wrongWays } from './wrong-ways.ts';

/** Tells how requests and callbacks of an account are signed (docs/providers/vexora.md#signatures). */
export function signedReader({ merchantNo, appSecret }: VexoraConfig): ReadSigned {
  return (message) => {
    if (message.direction === 'RESPONSE') {
      return { unsigned: cause('NOT_SIGNED', 'Vexora does not sign its answers.') };
    }
    const parsed = tryParseJson(message.body);
    const fields = fieldsOf(parsed) ?? [];
    const ways = waysOf(fields);
    return {
      signature: fields.find(([name]) => name === 'sign')?.[1] ?? '',
      encoding: 'ANY_HEX',
      hash: 'md5',
      key: appSecret,
      keyed: 'PLAIN',
      rightWays: ways.map((parts) => ({
        parts: [...parts, secretPart],
        signature: sign(shownText(parts), appSecret.reveal()),
      })),
      refusals: bodyRefusals(message, parsed),
      wrongKeys: [{ ...otherField, key: new Secret(merchantNo) }],
      wrongWays: () => wrongWays(fields, message.body, merchantNo),
      withBody: (other) =>
        waysOf(fieldsOf(tryParseJson(other)) ?? []).map((parts) => [...parts, secretPart]),
    };
  };
}

const otherField = cause(
  'WRONG_KEY_FIELD',
  'The merchant number was used in the place of the appSecret.',
);

/** One for each reading of a null (docs/providers/vexora.md#signed-values). Empty for a body without fields. */
const waysOf = (fields: readonly ReceivedField[]): readonly (readonly SignedPart[])[] =>
  fields.length === 0 ? [] : readings(fields).map((one) => sortedFields(one));

function bodyRefusals({ direction, body }: WireMessage, parsed: unknown): readonly Cause[] {
  if (direction === 'WEBHOOK' && body.length > longestUnproven) {
    return [cause('BODY_TOO_LONG', `A callback has at most ${longestUnproven} bytes.`)];
  }
  if (fieldsOf(parsed) === null) {
    const flat =
      'The body must be a JSON object of texts and numbers, without objects or lists in it.';
    return [cause('BODY_UNREADABLE', flat)];
  }
  if (direction === 'REQUEST') return [];
  const issues = replies.callback.safeParse(parsed).error?.issues ?? [];
  if (issues.length === 0) return [];
  const names = [...new Set(issues.map(({ path }) => path.join('.')))].join(', ');
  const shape = `A callback must have its members in their documented form, because others may sign alike: ${names}.`;
  return [cause('MEMBER_SHAPE', shape)];
}
