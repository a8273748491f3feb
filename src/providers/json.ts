/** JSON whose numbers never pass through a float: they keep the digits that were read, and are written with them. */

/**
 * The most bytes of a webhook that has to be parsed before its signature can be checked: about ten times what any
 * provider sends. Strangers can make us parse, and a longer body costs tens of milliseconds.
 */
export const longestUnproven = 16 * 1024;

/** Node has these two functions of the JSON.parse source-text proposal; TypeScript's library does not declare them. */
interface JsonWithSource {
  parse(
    text: string,
    reviver?: (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
  rawJSON(text: string): object;
}
const json = JSON as unknown as JsonWithSource;

const numberPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** A JSON number with the exact text in which it was read or will be written. */
export class JsonNumber {
  readonly lexeme: string;

  /** Throws a RangeError for text that is no JSON number. */
  constructor(lexeme: string) {
    if (!numberPattern.test(lexeme)) throw new RangeError('not a JSON number');
    this.lexeme = lexeme;
  }

  toJSON(): object {
    return json.rawJSON(this.lexeme);
  }

  toString(): string {
    return this.lexeme;
  }
}

/** Like JSON.parse, but every number is a `JsonNumber`. Throws a SyntaxError. */
export function parseJson(text: string): unknown {
  try {
    return losesDigits.test(text) ? parseBySource(text) : withExactNumbers(json.parse(text));
  } catch {
    // The engine's message quotes the text. That may hold personal data, and would be stored with the error.
    throw new SyntaxError('not JSON');
  }
}

/**
 * Matches a number that a float may write differently: an exponent, a fraction that ends in a zero, more than fifteen
 * digits, less than a millionth, or a negative zero. Text in quotes may match too, which costs only time.
 */
const losesDigits =
  /(?:^|[\s:,[])-?(?:\d+(?:\.\d+)?[eE]|\d+\.\d*0(?!\d)|(?:\d\.?){16}|0\.00000|0(?<=-0))/;

/** Four times slower than plain parsing. */
const parseBySource = (text: string): unknown =>
  json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? new JsonNumber(source) : value,
  );

/** Changes `value` in place. For values whose numbers lost no digit in parsing. */
function withExactNumbers(value: unknown): unknown {
  if (typeof value === 'number') return new JsonNumber(String(value));
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Record<string, unknown>;
  for (const key of Object.keys(members)) {
    const member = members[key];
    if (typeof member === 'number' || typeof member === 'object') {
      members[key] = withExactNumbers(member);
    }
  }
  return value;
}

/**
 * Parses one JSON object in valid UTF-8, from the first byte to the last, in which no object has a member twice.
 * Throws a SyntaxError or a TypeError for anything else. For messages whose hash must leave only one reading.
 */
export function parseJsonObject(bytes: Uint8Array): Record<string, unknown> {
  const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  const value = parseJson(text);
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  if (!isObject || value instanceof JsonNumber) throw new SyntaxError('not a JSON object');
  if (hasRepeatedMember(text)) throw new SyntaxError('a member is there twice');
  return value as Record<string, unknown>;
}

/** `text` must be valid JSON. */
function hasRepeatedMember(text: string): boolean {
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]:]/g)) {
    if (token === '{' || token === '[') open.push(token === '{' ? new Set() : null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') {
      const name = String(JSON.parse(last));
      const members = open.at(-1);
      if (members?.has(name)) return true;
      members?.add(name);
    } else last = token;
  }
  return false;
}

/** Writes compact JSON. Leaves out members that are undefined; writes a `JsonNumber` as its lexeme. */
export function stringifyJson(value: object): string {
  return JSON.stringify(value);
}

/** Largest power of ten that is written out. A number beyond it is not an amount of money. */
const maxExponent = 60;

/** Writes a lexeme without an exponent: "1.5e3" becomes "1500". Null where that would be too long. */
export function plainDecimal(lexeme: string): string | null {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(lexeme);
  if (match === null) return null;
  const [, sign = '', whole = '', fraction = '', exponent] = match;
  if (exponent === undefined) return lexeme;
  const shift = Number(exponent);
  if (Math.abs(shift) > maxExponent) return null;
  const digits = whole + fraction;
  const point = whole.length + shift;
  const written =
    point <= 0
      ? `0.${'0'.repeat(-point)}${digits}`
      : `${digits.slice(0, point).padEnd(point, '0')}.${digits.slice(point)}`;
  return sign + written.replace(/^0+(?=\d)/, '').replace(/\.$/, '');
}

/** Remembers what was read of a body for as long as the body is there: it is read to verify it and to translate it. */
export function readOnce<Read>(read: (body: Buffer) => Read): (body: Buffer) => Read {
  const known = new WeakMap<Buffer, { value: Read }>();
  return (body) => {
    const before = known.get(body);
    if (before !== undefined) return before.value;
    const value = read(body);
    known.set(body, { value });
    return value;
  };
}
