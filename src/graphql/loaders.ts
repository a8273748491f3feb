import DataLoader from 'dataloader';
import { abnormalPaymentsByIds } from '../store/queries/abnormal-payments.ts';
import { outcomesOfAuditEntries } from '../store/queries/audit.ts';
import { accountsByIds, apiKeysByIds, merchantsByIds } from '../store/queries/merchants.ts';
import { ordersByIds } from '../store/queries/orders.ts';
import { providerCallsByIds } from '../store/queries/provider-calls.ts';
import { refundsByIds } from '../store/queries/refunds.ts';
import { settlementsByIds } from '../store/queries/settlements.ts';
import type { Owner, Sql } from '../store/sql.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * Loaders that batch without a cache: the context of a subscription lives as long as its socket. They do not find what
 * belongs to another merchant, so no path through the schema leads to it.
 */
export function createLoaders(read: Sql, owner: Owner) {
  const merchants = byId((ids) => merchantsByIds(read, ids, owner));
  return {
    merchants,
    accounts: byId((ids) => accountsByIds(read, ids, owner)),
    apiKeys: byId((ids) => apiKeysByIds(read, ids, owner)),
    orders: byId((ids) => ordersByIds(read, ids, owner)),
    refunds: byId((ids) => refundsByIds(read, ids, owner)),
    settlements: byId((ids) => settlementsByIds(read, ids, owner)),
    abnormalPayments: byId((ids) => abnormalPaymentsByIds(read, ids, owner)),
    /** Without a check of the owner: for calls of a subject that is already known to be the caller's. */
    providerCalls: byId((ids) => providerCallsByIds(read, ids)),
    auditOutcomes: byId((ids) => outcomesOfAuditEntries(read, ids)),
    /** The timeline of a merchant's log. It never changes, so this loader has a cache. */
    timelines: new DataLoader<string, string>((ids) =>
      Promise.all(ids.map(async (id) => (await loadExisting(merchants, id)).timeline)),
    ),
  };
}

/** For a row that another row refers to. Throws where it does not exist. */
export async function loadExisting<Row>(
  loader: DataLoader<string, Row | null>,
  id: string,
): Promise<Row> {
  const row = await loader.load(id);
  if (row === null) throw new Error(`${id} is referred to and does not exist`);
  return row;
}

function byId<Row extends { id: string }>(
  load: (ids: readonly string[]) => Promise<readonly Row[]>,
): DataLoader<string, Row | null> {
  return batching(async (ids) => {
    const rows = new Map((await load(distinct(ids))).map((row) => [row.id, row]));
    return ids.map((id) => rows.get(id) ?? null);
  });
}

function batching<Value>(
  load: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  return new DataLoader<string, Value>(load, { cache: false });
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
