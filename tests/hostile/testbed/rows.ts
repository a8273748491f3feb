import { createHash } from 'node:crypto';
import { Database } from '../../crash/testbed/database.ts';

/** Count and digest of each table's rows. */
export type Rows = ReadonlyMap<string, { count: number; digest: string }>;

/** Columns that may change by mere use, by table. */
const moving: Readonly<Record<string, readonly string[]>> = { api_keys: ['last_used_at'] };

/** Reads the whole file while the process may be writing to it: what is committed at one moment. */
export function readRows(path: string): Rows {
  const database = new Database(path);
  const tables = database.all<{ name: string }>(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
  );
  return new Map(
    tables.map(({ name }) => {
      const rows = database.all<Record<string, unknown>>(`select * from ${name} order by rowid`);
      const hash = createHash('sha256');
      for (const row of rows) hash.update(textOf(row, moving[name] ?? []));
      return [name, { count: rows.length, digest: hash.digest('hex') }];
    }),
  );
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
