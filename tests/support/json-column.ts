import type { Texts } from '../../src/store/sql.ts';

/** Changes a JSON column of one row, past everything that guards it. Resolves to the number of rows. */
export async function changeJson(
  tx: Texts,
  { table, id, column = 'evidence' }: { table: string; id: string; column?: string },
  change: (value: Record<string, unknown>) => object,
): Promise<number> {
  const text = `select ${column} as value from ${table} where id = ?`;
  const row = await tx.get<{ value: string }>(text, id);
  if (row === undefined) throw new Error(`no ${id}`);
  const changed = JSON.stringify(change(JSON.parse(row.value) as Record<string, unknown>));
  return tx.run(`update ${table} set ${column} = ? where id = ?`, changed, id);
}
