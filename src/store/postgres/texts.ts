import { storableText } from '../texts.ts';

/** Escapes in JSON of what no text may have. Most have none: looking for them takes less than looking at each value. */
const escaped = /\\u(?:0000|d[89a-f])/;

/** A list of texts, or of pairs, for a statement that reads several rows. */
const listStart = /^\[\[?"/;

/** A parameter as PostgreSQL takes it. */
export function asStored(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (listStart.test(value) && escaped.test(value)) return storableJson(JSON.parse(value));
  return storableText(value);
}

/** Rows as a JSON array, for json_populate_recordset. Bytes are written as PostgreSQL reads them from a text. */
export function rowsInJson(rows: readonly object[]): string {
  const [first] = rows;
  const hasBytes = Object.values(first ?? {}).some((value) => value instanceof Uint8Array);
  const json = hasBytes ? null : JSON.stringify(rows);
  return json === null || escaped.test(json) ? storableJson(rows) : json;
}

const storableJson = (value: unknown): string =>
  // `JSON.stringify` gives typed arrays as objects, so they are looked at before.
  JSON.stringify(value, function replace(this: unknown, key: string, written: unknown) {
    const member = (this as Record<string, unknown>)[key];
    if (member instanceof Uint8Array) return `\\x${Buffer.from(member).toString('hex')}`;
    return typeof written === 'string' ? storableText(written) : written;
  });
