import type { Sql } from '../sql.ts';

/** Another one once anything has been committed, by whichever process. */
export async function databaseVersion(sql: Sql): Promise<string> {
  const text = 'select data_version as version from pragma_data_version';
  return versionIn(await sql.get<{ version: number }>(text));
}

/** Another one once anything has changed of what a payer is shown of the order: its row and those that belong to it. */
export async function orderVersion(sql: Sql, id: string): Promise<string> {
  const text = `select revision || '.' ||
      (select updated_at from provider_accounts where id = account_id) || '.' ||
      (select coalesce(sum(revision + 1), 0) from refunds where order_id = orders.id) || '.' ||
      (select coalesce(sum(revision + 1), 0) from abnormal_payments where order_id = orders.id)
      as version
    from orders where id = ?`;
  return versionIn(await sql.get<{ version: string }>(text, id));
}

function versionIn(row: { version: string | number } | undefined): string {
  if (row === undefined) throw new Error('there is nothing that could have a version');
  return String(row.version);
}
