import { readLog } from '../../../src/store/queries/events.ts';
import { abnormalPaymentsOfOrders } from '../../../src/store/queries/abnormal-payments.ts';
import { evidenceOf } from '../../../src/store/queries/evidence.ts';
import { ordersByIds } from '../../../src/store/queries/orders.ts';
import { refundsOfOrders } from '../../../src/store/queries/refunds.ts';
import type {
  AbnormalPaymentRecord,
  EventRecord,
  EvidenceRecord,
  OrderRecord,
  RefundRecord,
} from '../../../src/store/records.ts';
import type { Sql, Texts } from '../../../src/store/sql.ts';

export interface Delivery {
  id: string;
  eventId: string | null;
  status: string;
  checkAt: number | null;
}

/** Everything that is stored of a merchant. */
export interface Rows {
  orders: readonly OrderRecord[];
  refunds: readonly RefundRecord[];
  payments: readonly AbnormalPaymentRecord[];
  events: readonly EventRecord[];
  lastSeq: number;
  evidence: ReadonlyMap<string, readonly EvidenceRecord[]>;
  deliveries: readonly Delivery[];
}

export const noRows: Rows = {
  orders: [],
  refunds: [],
  payments: [],
  events: [],
  lastSeq: 0,
  evidence: new Map(),
  deliveries: [],
};

const most = 10_000;

/** The committed rows. `before`: rows that were read earlier; those that cannot have changed are not read again. */
export async function readRows(
  read: Sql & Texts,
  merchantId: string,
  before: Rows = noRows,
): Promise<Rows> {
  const text = 'select id from orders where merchant_id = ?';
  const ids = (await read.all<{ id: string }>(text, merchantId)).map(({ id }) => id);
  const orders = await ordersByIds(read, ids);
  const refunds = await refundsOfOrders(read, ids);
  const payments = await abnormalPaymentsOfOrders(read, ids);
  const known = new Map([...before.orders, ...before.refunds].map((one) => [one.id, one.revision]));
  const evidence = new Map(before.evidence);
  for (const { id, revision } of [...orders, ...refunds]) {
    if (known.get(id) === revision) continue;
    evidence.set(id, await evidenceOf(read, id, { first: most, after: null }));
  }
  const head = 'select last_seq as "lastSeq" from merchants where id = ?';
  const lastSeq = (await read.get<{ lastSeq: number }>(head, merchantId))?.lastSeq ?? -1;
  const earlier = before.events;
  const isNew = lastSeq !== earlier.length;
  const events = isNew
    ? [...earlier, ...(await readLog(read, merchantId, earlier.length, most))]
    : earlier;
  const deliveriesSql = `select id, event_id as "eventId", status, check_at as "checkAt" from webhook_deliveries
    where merchant_id = ?`;
  const deliveries = await read.all<Delivery>(deliveriesSql, merchantId);
  return { orders, refunds, payments, events, lastSeq, evidence, deliveries };
}
