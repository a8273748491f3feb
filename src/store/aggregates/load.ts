import type { AbnormalPayment, Order } from '../../domain/aggregates/aggregate.ts';
import { WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { KeyToLoad, SubjectKind } from '../../domain/aggregates/working-set.ts';
import { abnormalPaymentsByKeys, abnormalPaymentsOfOrders } from '../queries/abnormal-payments.ts';
import type { RecordKey } from '../queries/instructions.ts';
import { ordersByKeys, ordersThatLeft } from '../queries/orders.ts';
import { refundsByKeys, refundsOfOrders } from '../queries/refunds.ts';
import { settlementsByKeys } from '../queries/settlements.ts';
import type { Sql } from '../sql.ts';
import type { Pause } from './steps.ts';

/**
 * Loads the aggregates that the keys lead to, as they are in the write transaction, each as far as it is needed: an
 * order with its refunds and abnormal payments where a key says so, or is the key of one of those. All rows of a table
 * are read at once. `locks`: see `byKeys`.
 */
export async function load(
  sql: Sql,
  keys: readonly KeyToLoad[],
  pause: Pause,
  locks = true,
): Promise<WorkingSet> {
  const set = new WorkingSet();
  const byKind = Map.groupBy(keys, ({ kind }) => kind);
  const keysOf = (kind: SubjectKind): readonly KeyToLoad[] => byKind.get(kind) ?? [];

  const read = { sql, locks };
  const settlementKeys = keysOf('SETTLEMENT');
  const settlements = await found(read, settlementKeys, settlementsByKeys, providerReference);
  for (const key of settlementKeys) {
    const settlement = settlements.get(textOf(key));
    if (settlement === undefined) set.place(key, null);
    else set.put({ kind: 'SETTLEMENT', settlement });
  }
  await pause();

  const orderKeys = [...keysOf('ORDER')];
  const ofOrder = (key: KeyToLoad, id: string | null | undefined): void => {
    if (id === undefined || id === null) set.place(key, null);
    else orderKeys.push({ kind: 'ORDER', id, whole: true });
  };
  const refunds = await found(read, keysOf('REFUND'), refundsByKeys, providerReference);
  for (const key of keysOf('REFUND')) ofOrder(key, refunds.get(textOf(key))?.orderId);
  const paymentKeys = keysOf('ABNORMAL_PAYMENT');
  const payments = await found(read, paymentKeys, abnormalPaymentsByKeys, providersId);
  for (const key of paymentKeys) {
    const payment = payments.get(textOf(key));
    if (payment?.orderId === null) set.put({ kind: 'ABNORMAL_PAYMENT', payment });
    else ofOrder(key, payment?.orderId);
  }
  await pause();

  await putOrders(read, set, orderKeys, pause);
  return set;
}

interface Read {
  sql: Sql;
  locks: boolean;
}

async function putOrders(
  { sql, locks }: Read,
  set: WorkingSet,
  keys: readonly KeyToLoad[],
  pause: Pause,
): Promise<void> {
  const known = await found({ sql, locks }, keys, ordersByKeys, providerReference);
  const left = keys.flatMap((key) => ('id' in key || known.has(textOf(key)) ? [] : [key]));
  // Found by the reference that the order had at an account that it has left.
  const gone = left.length === 0 ? [] : await ordersThatLeft(sql, left);
  for (const { order, ...key } of gone) known.set(textOf(key), order);
  await pause();
  const orders = new Map<string, Order>();
  const whole = new Set<string>();
  for (const key of keys) {
    const order = known.get(textOf(key));
    set.place(key, order === undefined ? null : { root: order.id, id: order.id });
    if (order === undefined) continue;
    orders.set(order.id, order);
    if (key.whole === true) whole.add(order.id);
  }
  const ids = [...whole];
  const refunds = ids.length === 0 ? [] : await refundsOfOrders(sql, ids);
  const payments = ids.length === 0 ? [] : await abnormalPaymentsOfOrders(sql, ids);
  const refundsOf = Map.groupBy(refunds, ({ orderId }) => orderId);
  const paymentsOf = Map.groupBy(payments, ({ orderId }) => orderId);
  for (const [id, order] of orders) {
    set.put({
      kind: 'ORDER',
      order,
      refunds: whole.has(id) ? (refundsOf.get(id) ?? []) : null,
      abnormalPayments: whole.has(id) ? (paymentsOf.get(id) ?? []) : null,
    });
  }
}

/** Records of a table, by the text of their key. */
async function found<Known extends { id: string; accountId: string }>(
  { sql, locks }: Read,
  keys: readonly RecordKey[],
  byKeys: (sql: Sql, keys: readonly RecordKey[], locks: boolean) => Promise<Known[]>,
  number: (record: Known) => string,
): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  if (keys.length === 0) return known;
  for (const record of await byKeys(sql, keys, locks)) {
    const { id, accountId } = record;
    known.set(id, record);
    known.set(textOf({ accountId, reference: number(record) }), record);
  }
  return known;
}

const textOf = (key: RecordKey): string =>
  'id' in key ? key.id : `${key.accountId} ${key.reference}`;

const providerReference = (record: { providerReference: string }): string =>
  record.providerReference;

const providersId = ({ providerAbnormalPaymentId }: AbnormalPayment): string =>
  providerAbnormalPaymentId;
