import { Kind } from 'graphql';
import type { ValueNode } from 'graphql';
import { isDecimal } from '../domain/money.ts';
import { builder } from './builder.ts';
import { badUserInput } from './refusals.ts';

/** The same parser for variables and literals. Both must be strings: a number that looks right is refused. */
function fromString<Value>(name: string, read: (text: string) => Value | null, expected: string) {
  const parse = (value: unknown, node?: ValueNode): Value => {
    const parsed = typeof value === 'string' ? read(value) : null;
    if (parsed === null) throw badUserInput(`${name} must be ${expected}.`, node);
    return parsed;
  };
  return {
    parseValue: (value: unknown) => parse(value),
    parseLiteral: (node: ValueNode) => parse(node.kind === Kind.STRING ? node.value : null, node),
  };
}

/** Epoch milliseconds of an RFC 3339 time with `Z` or an offset, on a date that exists; else null. */
export function parseDateTime(text: string): number | null {
  const pattern =
    /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
  const [, date] = pattern.exec(text) ?? [];
  if (date === undefined) return null;
  const midnight = new Date(`${date}T00:00:00Z`);
  // Date accepts the 30th of February and makes it a day in March.
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(date)) return null;
  return Date.parse(text);
}

export function parseWebUrl(text: string): string | null {
  if (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) return null;
  return text;
}

const currencyPattern = /^[A-Z][A-Z0-9]{2,7}$/;

const dayMs = 86_400_000;
/** No Date is later, and this one is the first moment of its day. */
const farthestMs = 100_000_000 * dayMs;

const twoDigits = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

/** The day that was printed last. The times of an answer are of few days, and `toISOString` takes six times as long. */
let last = { day: NaN, text: '' };

/** Epoch milliseconds as RFC 3339, as `toISOString` prints them. */
function printTime(at: number): string {
  if (!Number.isInteger(at) || at >= farthestMs) return new Date(at).toISOString();
  const day = Math.floor(at / dayMs);
  if (day !== last.day) {
    const text = new Date(at).toISOString();
    last = { day, text: text.slice(0, text.indexOf('T') + 1) };
  }
  const ms = at - day * dayMs;
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hour = twoDigits[Math.floor(minutes / 60)];
  const time = `${hour}:${twoDigits[minutes % 60]}:${twoDigits[seconds % 60]}`;
  return `${last.text}${time}.${String(1000 + (ms % 1000)).slice(1)}Z`;
}

builder.scalarType('DateTime', {
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339.html',
  description:
    'RFC 3339, UTC, millisecond precision: 2026-11-21T10:00:00.000Z. ' +
    'On input any offset is taken, and fractions of a second of up to nine digits are cut to milliseconds.',
  serialize: printTime,
  ...fromString('DateTime', parseDateTime, 'an RFC 3339 time such as "2026-11-21T10:00:00.000Z"'),
});

builder.scalarType('Decimal', {
  specifiedByURL: 'https://www.w3.org/TR/xmlschema11-2/#decimal',
  description: `An exact decimal as a JSON string, no exponent: "100.89". JSON numbers are refused on input. Never rounded.
Printed with all decimals of a fiat currency ("100.00", "300" for TWD), for tokens without trailing zeros past the second decimal.
An optional minus sign, digits without superfluous leading zeros, and an optional fraction; at most 60 characters on input.`,
  serialize: (text) => text,
  ...fromString(
    'Decimal',
    (text) => (isDecimal(text) ? text : null),
    'a decimal as a string of at most 60 characters, such as "100.89"',
  ),
});

builder.scalarType('CurrencyCode', {
  specifiedByURL: 'https://www.iso.org/iso-4217-currency-codes.html',
  description:
    'ISO 4217 (USD, TWD, BRL, INR) or a token symbol (USDT, USDC, WUSD). Three to eight capital letters and digits.',
  serialize: (code) => code,
  ...fromString(
    'CurrencyCode',
    (text) => (currencyPattern.test(text) ? text : null),
    'three to eight capital letters and digits, such as "USD"',
  ),
});

builder.scalarType('URL', {
  specifiedByURL: 'https://url.spec.whatwg.org/',
  description:
    "An absolute URI. On input http or https only; on output any scheme that the payer's device opens (upi://…).",
  serialize: (url) => url,
  ...fromString('URL', parseWebUrl, 'an absolute http or https URL'),
});

// The field checks whether a cursor can be continued from: a stream answers with RESET.
builder.scalarType('EventCursor', {
  specifiedByURL: 'https://relay.dev/graphql/connections.htm#sec-Cursor',
  description:
    "Opaque position in one merchant's event log. The same cursor works in `events` the query and in every subscription. " +
    'At most 200 characters. Cursors cannot be compared: the same position has the same cursor, and nothing else follows.',
  serialize: (cursor) => cursor,
  ...fromString('EventCursor', (text) => text, 'a string'),
});
