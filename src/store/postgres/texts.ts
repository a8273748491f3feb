import { storableText } from '../texts.ts';

/** Escapes in JSON of what no text may have. Most have none: looking for them takes less than looking at each value. */
const escaped = /\\u(?:0000|d[89a-f])/;

/** A list of texts, or of pairs, for a statement that reads several rows. */
const listStart = /^\[\[?"/;

/** A parameter as PostgreSQL takes it. */
export function asStored(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return listStart.test(value) && escaped.test(value) ? storableList(value) : storableText(value);
}

function storableList(value: string): string {
  try {
    return storableJson(JSON.parse(value));
  } catch {
    // A caller's text that only begins like one.
    return storableText(value);
  }
}

/** Rows as a JSON array, for json_populate_recordset. Bytes are written as PostgreSQL reads them from a text. */
export function rowsInJson(rows: readonly object[]): string {
  const withTexts = rows.map(withTextForBytes);
  const json = JSON.stringify(withTexts);
  return escaped.test(json) ? storableJson(withTexts) : json;
}

/** A replacer that looked at every member would take several times as long. */
function withTextForBytes(row: object): object {
  let copy: Record<string, unknown> | null = null;
  for (const [column, value] of Object.entries(row)) {
    if (!(value instanceof Uint8Array)) continue;
    const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
    copy ??= { ...row };
    copy[column] = `\\x${bytes.toString('hex')}`;
  }
  return copy ?? row;
}

const storableJson = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'string' ? storableText(member) : member,
  );
