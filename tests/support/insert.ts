import type { Param, Texts } from '../../src/store/sql.ts';

/** Inserts a row as it is given into a table of any name. */
export function insert(
  tx: Pick<Texts, 'run'>,
  table: string,
  columns: Readonly<Record<string, Param>>,
): Promise<number> {
  const names = Object.keys(columns);
  const places = names.map(() => '?').join(', ');
  const text = `insert into ${table} (${names.join(', ')}) values (${places})`;
  return tx.run(text, ...Object.values(columns));
}
