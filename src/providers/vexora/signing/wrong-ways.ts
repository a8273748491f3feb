import { cause } from '../../../domain/signatures/cause.ts';
import { escapeNonAscii } from '../../../domain/signatures/escapes.ts';
import { readJsonText, writeJsonText } from '../../../domain/signatures/json-text.ts';
import type { SignedPart, WrongWay } from '../../../domain/signatures/how-signed.ts';
import type { ReceivedField } from './received-fields.ts';
import { sortedFields } from '../../kit/signing.ts';
import type { SignedField } from '../../kit/signing.ts';

/** The secret stands at the end of what is signed. */
export const secretPart: SignedPart = {
  rule: 'The appSecret, without a separator.',
  value: '',
  isSecret: true,
};

const mostSingly = 40;

/** Mistakes with the fields. Those with the body itself are the same for all providers. */
export function* wrongWays(
  received: readonly ReceivedField[],
  body: Buffer,
  merchantNo: string,
): Generator<WrongWay> {
  if (received.length === 0) return;
  const all = received.map(([name, value]): SignedField => [name, value ?? '']);
  const unsigned = all.filter(([name]) => name !== 'sign');
  const fields = unsigned.filter(([, value]) => value !== '').toSorted(byName);
  yield* joinedOtherwise(fields);
  yield* otherSecrets(fields);
  yield* otherSelections(unsigned, fields, merchantNo);
  yield* otherValues(fields);
  const raw = 'The body was signed as it is sent, and its members have to be signed.';
  yield way('BODY_NOT_CANONICAL', raw, [part(body), secretPart]);
  const json = readJsonText(body.toString('utf8'));
  if (json?.kind !== 'OBJECT') return;
  const members = json.members.filter(([name]) => name !== '"sign"');
  const unsignedBody = writeJsonText({ kind: 'OBJECT', members });
  yield way('BODY_NOT_CANONICAL', raw, [part(unsignedBody), secretPart]);
}

const part = (value: string | Uint8Array): SignedPart => ({ rule: 'What was signed.', value });
const way = (code: string, message: string, parts: readonly SignedPart[]): WrongWay => ({
  ...cause(code, message),
  parts,
});
const byName = ([a]: SignedField, [b]: SignedField): number => (a < b ? -1 : Number(a > b));
const pairs = (fields: readonly SignedField[], joint = ''): string =>
  fields.map((field) => field.join('=')).join(joint);

function* joinedOtherwise(fields: readonly SignedField[]): Generator<WrongWay> {
  const message =
    'Something was signed between the members, which follow each other without separators.';
  for (const joint of ['&', ',', '|', '\n', ';']) {
    for (const before of ['', joint, `${joint}key=`, `${joint}secret=`, `${joint}appSecret=`]) {
      yield way('SEPARATORS_ADDED', message, [part(pairs(fields, joint) + before), secretPart]);
    }
  }
  const equals = 'Something else than = was signed between name and value.';
  for (const sign of ['', ':']) {
    const text = fields.map((field) => field.join(sign)).join('');
    yield way('SEPARATORS_ADDED', equals, [part(text), secretPart]);
  }
  const values = fields.map(([, value]) => value).join('');
  yield way('NAMES_NOT_SIGNED', 'Only the values were signed.', [part(values), secretPart]);
}

function* otherSecrets(fields: readonly SignedField[]): Generator<WrongWay> {
  const text = part(pairs(fields));
  yield way('SECRET_FIRST', 'The appSecret was put first, and belongs at the end.', [
    secretPart,
    text,
  ]);
  const twice = 'The appSecret was put first and at the end.';
  yield way('SECRET_FIRST', twice, [secretPart, text, secretPart]);
  yield way('SECRET_NOT_SIGNED', 'The appSecret was not appended.', [text]);
  const named = 'The appSecret was appended with a name, and has none.';
  for (const name of ['key=', 'secret=', 'appSecret=']) {
    yield way('SECRET_NAMED', named, [text, part(name), secretPart]);
  }
  const sorted = 'The appSecret was sorted among the members, and belongs at the end.';
  for (const name of ['appSecret', 'key', 'secret']) {
    const before = fields.filter((field) => byName(field, [name, '']) < 0);
    const after = fields.slice(before.length);
    const parts = [part(`${pairs(before)}${name}=`), secretPart, part(pairs(after))];
    yield way('SECRET_NAMED', sorted, parts);
  }
}

const signed = (code: string, message: string, selected: readonly SignedField[]): WrongWay =>
  way(code, message, [part(pairs(selected)), secretPart]);

function* otherSelections(
  unsigned: readonly SignedField[],
  fields: readonly SignedField[],
  merchantNo: string,
): Generator<WrongWay> {
  const order = 'The members were signed in the order of the body, and have to be sorted by name.';
  yield signed(
    'MEMBER_ORDER',
    order,
    unsigned.filter(([, value]) => value !== ''),
  );
  yield signed('MEMBER_ORDER', order, unsigned);
  const down = 'The members were sorted downwards.';
  yield signed('MEMBER_ORDER', down, fields.toReversed());
  const letters = 'The names were sorted without regard to upper and lower case.';
  const folded = fields.toSorted(([a], [b]) =>
    byName([a.toLowerCase(), ''], [b.toLowerCase(), '']),
  );
  yield signed('SORT_IGNORES_CASE', letters, folded);
  const empty = 'Members without a value were signed, and are left out.';
  yield signed('EMPTY_FIELD_SIGNED', empty, unsigned.toSorted(byName));
  const own = 'The member for the signature was signed with an empty value, and is left out.';
  yield signed('SIGN_FIELD_SIGNED', own, [...fields, ['sign', ''] as const].toSorted(byName));
  const header = 'The merchant number was signed. It is a header, and headers are not signed.';
  for (const name of ['merchantNo', 'merchantno']) {
    const field: SignedField = [name, merchantNo];
    yield signed('HEADER_SIGNED', header, [...fields, field].toSorted(byName));
  }
  if (fields.length > mostSingly) return;
  for (const field of fields) {
    const rest = fields.filter((one) => one !== field);
    const missing = `The member ${field[0]} was not signed.`;
    yield way('FIELD_NOT_SIGNED', missing, [...sortedFields(rest), secretPart]);
  }
}

function* otherValues(fields: readonly SignedField[]): Generator<WrongWay> {
  const changed = (code: string, message: string, change: (value: string) => string): WrongWay =>
    way(code, message, [
      part(pairs(fields.map(([name, value]) => [name, change(value)]))),
      secretPart,
    ]);
  const space = 'Whitespace at the ends of values was left out.';
  yield changed('VALUE_TRIMMED', space, (value) => value.trim());
  const encoded = 'The values were signed percent-encoded.';
  yield changed('VALUE_ENCODED', encoded, percentEncoded);
  const form = (value: string) => percentEncoded(value).replaceAll('%20', '+');
  yield changed('VALUE_ENCODED', encoded, form);
  const quoted = 'The values were signed in quotes.';
  yield changed('VALUE_QUOTED', quoted, (value) => JSON.stringify(value));
  const letters = 'The text was signed in another case.';
  yield changed('VALUE_CASE', letters, (value) => value.toLowerCase());
  yield changed('VALUE_CASE', letters, (value) => value.toUpperCase());
  const ascii = 'Characters beyond ASCII were signed as \\u escapes.';
  yield changed('NON_ASCII_ESCAPED', ascii, escapeNonAscii);
}

const percentEncoded = (value: string): string => encodeURIComponent(value.toWellFormed());
