/** The bodies that somebody may have signed who sent this one, or that somebody may check who got it. */
import {
  compact,
  layouts,
  layoutsOf,
  mapMembers,
  mapScalars,
  readJsonText,
  writeJsonText,
} from './json-text.ts';
import type { JsonText, Layout, Member } from './json-text.ts';
import type { Cause } from './cause.ts';
import {
  escapeHtml,
  escapeHtmlWidely,
  escapeNonAscii,
  escapeNonAsciiUpper,
  escapeSlashes,
} from './escapes.ts';

export interface OtherBody extends Cause {
  body: Buffer;
}

/**
 * Specific mistakes first: where two lead to the same bytes, the first one names them. At most about 100, because
 * members of the outermost object are left out one by one only where there are few.
 */
export function* otherBodies(body: Buffer): Generator<OtherBody> {
  yield* otherBytes(body);
  const text = body.toString('utf8');
  const json = readJsonText(text);
  if (json !== null) yield* otherJson(text, json);
}

const other = (code: string, message: string, body: string | Buffer): OtherBody => ({
  code,
  message,
  body: Buffer.from(body as string),
});

/** Mistakes with any body. */
function* otherBytes(body: Buffer): Generator<OtherBody> {
  const text = body.toString('utf8');
  const whitespace = 'The body was signed with other whitespace at its ends.';
  yield other('WHITESPACE', whitespace, text.trim());
  yield other('WHITESPACE', whitespace, `${text}\n`);
  yield other('WHITESPACE', whitespace, `${text}\r\n`);
  const lines = 'The body was signed with other line ends: LF and CRLF were taken for each other.';
  yield other('LINE_ENDINGS', lines, text.replaceAll('\r\n', '\n'));
  yield other('LINE_ENDINGS', lines, text.replaceAll(/\r?\n/g, '\r\n'));
  const mark =
    'The body was signed with a byte order mark that is not sent, or without the one that is.';
  yield other('BYTE_ORDER_MARK', mark, text.startsWith('\uFEFF') ? text.slice(1) : `\uFEFF${text}`);
  const charset =
    'The bytes of the body were read in another character set than UTF-8 before they were signed.';
  yield other('BODY_CHARSET', charset, body.toString('latin1'));
  yield other('BODY_CHARSET', charset, Buffer.from(text, 'latin1'));
  if (body.length === 0) {
    const added = 'There is no body, and one was signed nevertheless.';
    for (const empty of ['{}', 'null', '""', '[]']) yield other('EMPTY_BODY_AS_JSON', added, empty);
    return;
  }
  yield other('BODY_NOT_SIGNED', 'The body was not signed.', '');
  yield other('BODY_IN_BASE64', 'The body was signed in Base64.', body.toString('base64'));
  yield other(
    'BODY_IN_QUOTES',
    'The body was serialised twice: as a JSON text.',
    JSON.stringify(text),
  );
}

/** Mistakes with JSON, each in the layout of the body and in a compact one. */
function* otherJson(text: string, json: JsonText): Generator<OtherBody> {
  const again =
    'The body was parsed and written again before it was signed; the exact bytes count.';
  const trimmed = text.trim();
  let own: Layout | null = null;
  for (const layout of layoutsOf(json)) {
    const written = writeJsonText(json, layout);
    if (written === trimmed) own ??= layout;
    yield other('BODY_RESERIALISED', again, written);
  }
  const both = new Set([own ?? compact, compact]);
  function* changed(code: string, message: string, ...ways: Way[]): Generator<OtherBody> {
    for (const way of ways) {
      const changedJson = way();
      for (const layout of both) yield other(code, message, writeJsonText(changedJson, layout));
    }
  }
  yield* changed(
    'MEMBER_ORDER',
    'The members were signed in another order than they are sent.',
    () => mapMembers(json, sorted),
    () => mapMembers(json, (members, level) => (level === 0 ? sorted(members) : members)),
    () => mapMembers(json, (members) => members.toReversed()),
  );
  yield* otherScalars(json, changed);
  yield* otherMembers(json, changed);
  for (const [written, layout] of asSerialisersWrite(text, json)) {
    yield other('BODY_RESERIALISED', again, writeJsonText(written, layout));
  }
  yield other(
    'BODY_AS_FORM',
    'The body was signed as a form: name=value, joined by &.',
    formOf(json),
  );
}

/** Made only when its turn comes: each takes milliseconds with a long body. */
type Way = () => JsonText;
type Changed = (code: string, message: string, ...ways: Way[]) => Generator<OtherBody>;

function* otherScalars(json: JsonText, changed: Changed): Generator<OtherBody> {
  const having =
    (change: (text: string) => string, names = false): Way =>
    () =>
      mapScalars(json, change, { names });
  yield* changed(
    'NUMBER_RERENDERED',
    'A number was written in another way when it was signed, such as 100 for 100.00.',
    ...numberWriters.map((write) => having(ofNumbers(write))),
    ...numberWriters.map((write) => having(ofQuotedNumbers(write))),
  );
  yield* changed(
    'NUMBER_AS_TEXT',
    'Numbers were signed in quotes.',
    having((text) => (isNumber(text) ? `"${text}"` : text)),
  );
  yield* changed(
    'TEXT_AS_NUMBER',
    'Texts that look like numbers were signed without quotes.',
    having((text) => (isQuotedNumber(text) ? text.slice(1, -1) : text)),
    having((text) => (isQuotedNumber(text) && text.includes('.') ? text.slice(1, -1) : text)),
  );
  yield* changed(
    'NON_ASCII_ESCAPED',
    'Characters beyond ASCII were signed as \\u escapes and sent as they are, or the reverse.',
    having(escapeNonAscii, true),
    having(escapeNonAsciiUpper, true),
    having(rewritten, true),
  );
  yield* changed(
    'SLASHES_ESCAPED',
    'Slashes were signed as \\/ and sent as they are, or the reverse.',
    having(ofTexts(escapeSlashes), true),
    having((text) => text.replaceAll('\\/', '/'), true),
  );
  yield* changed(
    'HTML_ESCAPED',
    'The characters <, > and & were signed as \\u escapes and sent as they are, or the reverse.',
    having(escapeHtml, true),
    having(escapeHtmlWidely, true),
  );
}

const mostSingly = 30;

function* otherMembers(json: JsonText, changed: Changed): Generator<OtherBody> {
  const without =
    (isLeftOut: (text: string) => boolean): Way =>
    () =>
      mapMembers(json, (members) =>
        members.filter(([, value]) => value.kind !== 'SCALAR' || !isLeftOut(value.text)),
      );
  const empty = 'Members without a value were left out when it was signed, and are sent.';
  yield* changed(
    'NULL_FIELD_DROPPED',
    empty,
    without((text) => text === 'null'),
  );
  yield* changed(
    'EMPTY_FIELD_DROPPED',
    empty,
    without((text) => text === '""'),
    without((text) => text === '""' || text === 'null'),
  );
  if (json.kind !== 'OBJECT' || json.members.length > mostSingly) return;
  for (const member of json.members) {
    const [name, value] = member;
    const rest = json.members.filter((one) => one !== member);
    yield* changed('FIELD_NOT_SIGNED', `The member ${name} was not signed.`, () => ({
      kind: 'OBJECT',
      members: rest,
    }));
    if (value.kind === 'SCALAR') continue;
    yield* changed('FIELD_ALONE', `Only the value of the member ${name} was signed.`, () => value);
  }
}

/** What JavaScript, Python and PHP write after they have parsed it. */
function* asSerialisersWrite(text: string, json: JsonText): Generator<[JsonText, Layout]> {
  const javaScript = readJsonText(JSON.stringify(JSON.parse(text)));
  if (javaScript !== null) yield [javaScript, compact];
  const [, spaced = compact] = layouts;
  const ascii = mapScalars(mapScalars(json, rewritten, { names: true }), escapeNonAscii, {
    names: true,
  });
  const python = mapScalars(ascii, ofNumbers(shortestFloat));
  yield [python, spaced];
  yield [mapMembers(python, sorted), spaced];
  yield [mapMembers(python, sorted), compact];
  const php = mapScalars(ascii, ofTexts(escapeSlashes));
  yield [php, compact];
}

const byName = ([a]: Member, [b]: Member): number => (a < b ? -1 : Number(a > b));
const sorted = (members: readonly Member[]): readonly Member[] => members.toSorted(byName);

const isNumber = (text: string): boolean => /^-?\d/.test(text);
const isQuotedNumber = (text: string): boolean => /^"-?\d+(?:\.\d+)?"$/.test(text);

type NumberWriter = (text: string) => string;
const ofNumbers =
  (write: NumberWriter): NumberWriter =>
  (text) =>
    isNumber(text) ? write(text) : text;
const ofQuotedNumbers =
  (write: NumberWriter): NumberWriter =>
  (text) =>
    isQuotedNumber(text) && text.includes('.') ? `"${write(text.slice(1, -1))}"` : text;

const shortestFloat: NumberWriter = (text) => (/[.eE]/.test(text) ? withPoint(Number(text)) : text);
const withPoint = (value: number): string => {
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
};
/** A run of zeros is matched from its first one alone: from each of them it takes quadratic time. */
const withoutZeros: NumberWriter = (text) =>
  text.includes('.') && !/[eE]/.test(text) ? text.replace(/(?:\.|(?<![.0]))0+$/, '') : text;
const withDecimals =
  (count: number): NumberWriter =>
  (text) => {
    if (/[eE]/.test(text)) return text;
    const [whole = '', fraction = ''] = text.split('.');
    return /[1-9]/.test(fraction.slice(count))
      ? text
      : `${whole}.${fraction.slice(0, count).padEnd(count, '0')}`;
  };
/** Only what is a decimal already gets other decimals: an id is not an amount. */
const ofDecimals =
  (write: NumberWriter): NumberWriter =>
  (text) =>
    text.includes('.') ? write(text) : text;

const numberWriters: readonly NumberWriter[] = [
  withoutZeros,
  shortestFloat,
  (text) => String(Number(text)),
  ...[1, 2, 4, 6, 8].map((count) => ofDecimals(withDecimals(count))),
  ...[1, 2, 4].map(withDecimals),
];

const ofTexts =
  (write: (text: string) => string) =>
  (text: string): string =>
    text.startsWith('"') ? write(text) : text;
/** A text as JSON.stringify writes it. */
const rewritten = (text: string): string =>
  text.startsWith('"') ? JSON.stringify(JSON.parse(text)) : text;

/** The members of the outermost object, as in a form. */
function formOf(json: JsonText): string {
  if (json.kind !== 'OBJECT') return writeJsonText(json);
  return json.members.map(([name, value]) => `${plainText(name)}=${formValue(value)}`).join('&');
}

const formValue = (value: JsonText): string =>
  value.kind === 'SCALAR' ? plainText(value.text) : writeJsonText(value);

/** Without quotes and escapes. */
const plainText = (text: string): string =>
  text.startsWith('"') ? String(JSON.parse(text)) : text;
