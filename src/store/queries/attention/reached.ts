import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

/** An account whose provider the last call did not reach. Epoch milliseconds. */
export interface UnreachedAccount {
  id: string;
  merchantId: string;
  unreachedSince: number;
  isEnabled: boolean;
  reconcileAt: number | null;
}

const unreached = statement()(({ db }) =>
  db
    .selectFrom('provider_accounts')
    .select(['id', 'merchant_id', 'unreached_since', 'enabled', 'reconcile_at'])
    .where('unreached_since', 'is not', null),
);

export async function unreachedAccounts(sql: Sql): Promise<UnreachedAccount[]> {
  return (await sql.all(unreached, {})).map((row) => ({
    id: row.id,
    merchantId: row.merchant_id,
    unreachedSince: row.unreached_since ?? 0,
    isEnabled: row.enabled === 1,
    reconcileAt: row.reconcile_at,
  }));
}

const mark = statement<{ id: string; since: number }>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({ unreached_since: at.since })
    .where('id', '=', at.id)
    .where('unreached_since', 'is', null),
);

/** A call did not reach the provider. What another process has written before stays. */
export async function markUnreached(tx: Sql, id: string, since: number): Promise<void> {
  await tx.run(mark, { id, since });
}

const clear = statement<{ id: string; at: number }>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({ unreached_since: null })
    .where('id', '=', at.id)
    .where('unreached_since', '<=', at.at),
);

/** A call reached the provider. False where all that did not reach it were later. */
export async function markReached(tx: Sql, id: string, at: number): Promise<boolean> {
  return (await tx.run(clear, { id, at })) === 1;
}

const near = statement<{ id: string; at: number }>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({ reconcile_at: at.at })
    .where('id', '=', at.id)
    .where('reconcile_at', '>', at.at),
);

export async function bringReconciliationNear(tx: Sql, id: string, at: number): Promise<void> {
  await tx.run(near, { id, at });
}

const some = statement<{ after: string; limit: number }>()(({ db }, at) =>
  db
    .selectFrom('provider_accounts')
    .select('id')
    .where('id', '>', at.after)
    .orderBy('id')
    .limit(at.limit),
);

/** Ids of accounts of all merchants, in their order. */
export async function someAccountIds(sql: Sql, after: string, limit: number): Promise<string[]> {
  return (await sql.all(some, { after, limit })).map(({ id }) => id);
}
