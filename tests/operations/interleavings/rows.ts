import { readLog } from '../../../src/store/queries/events.ts';
import { abnormalPaymentById } from '../../../src/store/queries/abnormal-payments.ts';
import { evidenceOf } from '../../../src/store/queries/evidence.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { refundById } from '../../../src/store/queries/refunds.ts';
import type {
  AbnormalPaymentRecord,
  EventRecord,
  EvidenceRecord,
  OrderRecord,
  RefundRecord,
} from '../../../src/store/records.ts';
import type { Reader, Sql } from '../../../src/store/sql.ts';

/** All that is stored of a merchant. */
export interface Rows {
  orders: readonly OrderRecord[];
  refunds: readonly RefundRecord[];
  payments: readonly AbnormalPaymentRecord[];
  events: readonly EventRecord[];
  lastSeq: number;
  evidence: ReadonlyMap<string, readonly EvidenceRecord[]>;
  /** Of deliveries: how many wait for their subject. */
  deliveries: readonly { id: string; status: string; checkAt: number | null }[];
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

/** As they are committed. */
export async function readRows(read: Reader, merchantId: string): Promise<Rows> {
  const all = async <T>(table: string, byId: (sql: Sql, id: string) => Promise<T | null>) => {
    const text = `select id from ${table} where merchant_id = ? order by rowid`;
    const found = await read.all<{ id: string }>(text, merchantId);
    const records = await Promise.all(found.map(({ id }) => byId(read, id)));
    return records.filter((record) => record !== null);
  };
  const orders = await all('orders', orderById);
  const refunds = await all('refunds', refundById);
  const payments = await all('abnormal_payments', abnormalPaymentById);
  const events = await readLog(read, merchantId, 0, most);
  const evidence = new Map<string, readonly EvidenceRecord[]>();
  for (const { id } of [...orders, ...refunds]) {
    evidence.set(id, await evidenceOf(read, id, { first: most, after: null }));
  }
  const head = 'select last_seq as lastSeq from merchants where id = ?';
  const lastSeq = (await read.get<{ lastSeq: number }>(head, merchantId))?.lastSeq ?? -1;
  const text = `select id, status, check_at as checkAt from webhook_deliveries where merchant_id = ?`;
  const deliveries = await read.all<Rows['deliveries'][number]>(text, merchantId);
  return { orders, refunds, payments, events, lastSeq, evidence, deliveries };
}
