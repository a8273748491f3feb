import type { Sql } from '../sql.ts';

/** Another number once anything has been committed, by whichever process. */
export async function databaseVersion(sql: Sql): Promise<number> {
  const row = await sql.get<{ version: number }>(
    'select data_version as version from pragma_data_version',
  );
  if (row === undefined) throw new Error('a database without a version');
  return row.version;
}
