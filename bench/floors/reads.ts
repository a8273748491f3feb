import { createHash } from 'node:crypto';
import { openSqlite } from './sqlite.ts';

/** Rows as the statements give them: the names of the contract's fields wherever a column needs no more work. */
export interface OrderRow {
  id: string;
  reference: string;
  status: string;
  request: string;
  providerReference: string;
  version: number;
  createdAt: number;
}
export interface RefundRow {
  id: string;
  orderId: string;
  status: string;
  amount: string;
  createdAt: number;
}
export interface EventRow {
  id: string;
  orderId: string;
  type: string;
  fromStatus: string | null;
  toStatus: string;
  recordedAt: number;
}
export interface PaymentRow {
  id: string;
  orderId: string;
  type: string;
  status: string;
  evidence: string;
  pending: string;
  createdAt: number;
}

/** What the queries of `documents.ts` need from the database: the floors and the peers read by the same statements. */
export interface Reads {
  /** The merchant whose key an Authorization header carries. */
  merchantOf(authorization: string | undefined): string | null;
  order(merchant: string, id: string): OrderRow | undefined;
  newest(merchant: string, count: number): OrderRow[];
  /** Each of these takes the orders' ids as JSON. */
  refunds(ids: string): RefundRow[];
  events(ids: string): EventRow[];
  payments(ids: string): PaymentRow[];
}

export function openReads(databaseFile: string): Reads {
  const sqlite = openSqlite(databaseFile);
  const key = sqlite.prepare(
    'select merchant_id as merchant from api_keys where hash = ? and revoked_at is null',
  );
  const columns = `id, reference, status, request, provider_reference as providerReference, version,
    created_at as createdAt`;
  const order = sqlite.prepare(`select ${columns} from orders where id = ? and merchant_id = ?`);
  const newest = sqlite.prepare(
    `select ${columns} from orders where merchant_id = ? order by id desc limit ?`,
  );
  const within = 'order_id in (select value from json_each(?))';
  const refunds = sqlite.prepare(
    `select id, order_id as orderId, status, amount, created_at as createdAt from refunds
     where ${within} order by id desc`,
  );
  const events = sqlite.prepare(
    `select id, order_id as orderId, type, from_status as "fromStatus", to_status as "toStatus",
       recorded_at as recordedAt from events where ${within} order by seq`,
  );
  const payments = sqlite.prepare(
    `select id, order_id as orderId, type, status, evidence, pending, created_at as createdAt
     from abnormal_payments where ${within} order by id`,
  );
  return {
    merchantOf(authorization) {
      const secret = /^Bearer (\S+)$/.exec(authorization ?? '')?.[1];
      if (secret === undefined) return null;
      const hash = createHash('sha256').update(secret).digest('hex');
      return (key.get(hash) as { merchant: string } | undefined)?.merchant ?? null;
    },
    order: (merchant, id) => order.get(id, merchant) as OrderRow | undefined,
    newest: (merchant, count) => newest.all(merchant, count) as OrderRow[],
    refunds: (ids) => refunds.all(ids) as RefundRow[],
    events: (ids) => events.all(ids) as EventRow[],
    payments: (ids) => payments.all(ids) as PaymentRow[],
  };
}

export function grouped<Row extends { orderId: string }>(rows: readonly Row[]): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(row.orderId);
    if (group === undefined) groups.set(row.orderId, [row]);
    else group.push(row);
  }
  return groups;
}
