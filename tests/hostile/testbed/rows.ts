import { createHash } from 'node:crypto';
import { Database } from '../../crash/testbed/database.ts';

/** Count and digest of each table's rows. */
export type Rows = ReadonlyMap<string, { count: number; digest: string }>;

/** Columns that may change by mere use, by table. */
const moving: Readonly<Record<string, readonly string[]>> = { api_keys: ['last_used_at'] };

/** Reads all rows while the process may be writing. */
export async function readRows(databaseUrl: string): Promise<Rows> {
  const rows = new Map<string, { count: number; digest: string }>();
  for await (const [name, texts] of textsOf(databaseUrl)) {
    const hash = createHash('sha256');
    for (const text of texts) hash.update(text);
    rows.set(name, { count: texts.length, digest: hash.digest('hex') });
  }
  return rows;
}

/** The rows of each table, as text, in the order of that. */
export async function* textsOf(databaseUrl: string): AsyncGenerator<[table: string, string[]]> {
  const database = new Database(databaseUrl);
  try {
    for (const name of await database.tables()) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const rows = await database.all<Record<string, unknown>>(`select * from ${name}`);
      yield [name, rows.map((row) => textOf(row, moving[name] ?? [])).toSorted()];
    }
  } finally {
    await database.close();
  }
}

/** Tables whose rows differ, except those in `but`. */
export function changedTables(before: Rows, after: Rows, but: readonly string[] = []): string[] {
  return [...after].flatMap(([name, { count, digest }]) => {
    const was = before.get(name);
    if (but.includes(name) || was?.digest === digest) return [];
    return [`${name}: ${was?.count ?? 0} rows before, ${count} after`];
  });
}

function textOf(row: Record<string, unknown>, without: readonly string[]): string {
  const columns = Object.entries(row).filter(([column]) => !without.includes(column));
  return JSON.stringify(columns, (_name, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
  );
}
