/**
 * PostgreSQL's texts have no NUL, and no half of a character: each becomes what UTF-8 makes of such a half, also in
 * what is looked for.
 */
export const asStored = (value: unknown): unknown =>
  typeof value === 'string' && !isStorable(value)
    ? value.toWellFormed().replaceAll('\0', '\uFFFD')
    : value;

const isStorable = (text: string): boolean => text.isWellFormed() && !text.includes('\0');

/** Rows as a JSON array, for json_populate_recordset. Bytes are written as PostgreSQL reads them from a text. */
export function rowsInJson(rows: readonly object[]): string {
  const [first] = rows;
  const hasBytes = Object.values(first ?? {}).some((value) => value instanceof Uint8Array);
  const json = hasBytes ? null : JSON.stringify(rows);
  // Most have neither: looking through the text takes less than looking at each value.
  if (json !== null && !/\\u(?:0000|d[89a-f])/.test(json)) return json;
  return JSON.stringify(
    rows.map((row) =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, inJson(value)])),
    ),
  );
}

const inJson = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : asStored(value);
