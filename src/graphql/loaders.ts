import DataLoader from 'dataloader';
import {
  abnormalPaymentsByIds,
  abnormalPaymentsOfOrders,
} from '../store/queries/abnormal-payments.ts';
import { outcomesOfAuditEntries, subjectsOfAuditEntries } from '../store/queries/audit.ts';
import { eventsOfDeliveries, firstEventsOfOrders } from '../store/queries/events.ts';
import { evidenceOf } from '../store/queries/evidence.ts';
import { accountsByIds, apiKeysByIds, merchantsByIds } from '../store/queries/merchants.ts';
import { ordersByIds } from '../store/queries/orders.ts';
import { providerCallsOf } from '../store/queries/provider-calls.ts';
import { refundsByIds, refundsOfOrders } from '../store/queries/refunds.ts';
import { settlementsByIds } from '../store/queries/settlements.ts';
import type { EventRecord } from '../store/records.ts';
import type { Owner, Sql } from '../store/sql.ts';

export type Loaders = ReturnType<typeof createLoaders>;

/**
 * They batch and never remember: the context of a subscription lives as long as its socket. What is somebody else's
 * they do not find, so no path through the schema leads to it.
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
    /** Oldest first. */
    refundsOfOrder: grouped(
      (ids) => refundsOfOrders(read, ids),
      ({ orderId }) => orderId,
    ),
    firstEventsOfOrder: beginnings(read),
    abnormalPaymentsOfOrder: grouped(
      (ids) => abnormalPaymentsOfOrders(read, ids),
      ({ orderId }) => orderId,
    ),
    providerCalls: grouped(
      (ids) => providerCallsOf(read, ids),
      ({ subjectId }) => subjectId,
    ),
    /** In the order in which it was first heard. */
    evidence: grouped(
      (ids) => evidenceOf(read, ids),
      ({ subjectId }) => subjectId,
    ),
    eventsOfDelivery: grouped(
      (ids) => eventsOfDeliveries(read, ids),
      ({ deliveryId }) => deliveryId,
    ),
    auditSubjects: grouped(
      (ids) => subjectsOfAuditEntries(read, ids),
      ({ entryId }) => entryId,
    ),
    auditOutcomes: byId((ids) => outcomesOfAuditEntries(read, ids)),
    /** The timeline of a merchant's log. It never changes, so this one remembers. */
    timelines: new DataLoader<string, string>((ids) =>
      Promise.all(ids.map(async (id) => (await present(merchants, id)).timeline)),
    ),
  };
}

/** For what is referred to by a row that exists. */
export async function present<Row>(
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

/** Each may have many: they are read in steps. */
const atOnce = 10;

function grouped<Row>(
  load: (ids: readonly string[]) => Promise<readonly Row[]>,
  keyOf: (row: Row) => string | null,
): DataLoader<string, readonly Row[]> {
  return batching(async (ids) => {
    const rows: Row[] = [];
    const all = distinct(ids);
    for (let at = 0; at < all.length; at += atOnce) {
      rows.push(...(await load(all.slice(at, at + atOnce))));
    }
    const groups = Map.groupBy(rows, keyOf);
    return ids.map((id) => groups.get(id) ?? []);
  });
}

/** The first `limit` events of an order, oldest first. */
function beginnings(
  read: Sql,
): DataLoader<{ orderId: string; limit: number }, readonly EventRecord[]> {
  return new DataLoader(
    async (asked) => {
      const ids = distinct(asked.map(({ orderId }) => orderId));
      const most = Math.max(...asked.map(({ limit }) => limit));
      const logs = Map.groupBy(await firstEventsOfOrders(read, ids, most), (one) => one.orderId);
      return asked.map(({ orderId, limit }) => (logs.get(orderId) ?? []).slice(0, limit));
    },
    { cache: false },
  );
}

function batching<Value>(
  load: (ids: readonly string[]) => Promise<readonly Value[]>,
): DataLoader<string, Value> {
  return new DataLoader<string, Value>(load, { cache: false });
}

const distinct = (ids: readonly string[]): readonly string[] => [...new Set(ids)];
