import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import type { Money } from '../../../src/domain/money.ts';
import type { Sqlite } from '../sqlite.ts';
import { stateOf, statementOf } from './genuine.ts';

/** A webhook that says that an order was paid. */
export interface Paid {
  headers: IncomingHttpHeaders;
  body: Buffer;
  /** What makes another one a repetition. */
  identity: string;
  eventId: string | null;
  topic: string | null;
  /** The order's. */
  reference: string;
  providerOrderId: string;
  /** When it was paid; epoch milliseconds. */
  at: number;
  /** The query that confirmed it, where it does not count by itself. */
  call: QueryCall | null;
}

export interface QueryCall {
  operation: string;
  at: number;
  request: string;
  response: string;
}

interface Amounts {
  /** Minor units, as text. */
  paid: { minor: string } & Pick<Money, 'currency' | 'network'>;
  refundable: string;
}

/** Writes the rows that a webhook writes, by prepared statements. */
export function openWebhookRows(
  sqlite: Sqlite,
  accountId: string,
  { paid, refundable }: Amounts,
): (webhook: Paid) => void {
  const sample = sqlite
    .prepare('select merchant_id, evidence, request from orders where account_id = ? limit 1')
    .get(accountId) as { merchant_id: string; evidence: string; request: string };
  const merchantId = sample.merchant_id;
  const before = JSON.parse(sample.evidence) as { seen: object };
  const { amount: requested } = JSON.parse(sample.request) as { amount: object };
  const insertDelivery = sqlite.prepare(
    `insert into webhook_deliveries (id, merchant_id, account_id, status, event_id, topic,
      identity, about, headers, body, attempts, received_at)
     values (?, ?, ?, 'APPLIED', ?, ?, ?, ?, ?, ?, 1, ?)
     on conflict (account_id, identity) do nothing`,
  );
  const updateOrder = sqlite.prepare(
    `update orders set status = 'PAID', evidence = ?, refundable = ?, check_at = null,
      version = version + 1, revision = revision + 1, updated_at = ?
     where account_id = ? and provider_reference = ? returning id, version, expires_at`,
  );
  const nextNumber = sqlite.prepare(
    'update merchants set last_seq = last_seq + 1 where id = ? returning last_seq',
  );
  const insertEvent = sqlite.prepare(
    `insert into events (merchant_id, seq, id, type, subject_id, order_id, version, from_status,
      to_status, cause, delivery_id, occurred_at, recorded_at)
     values (?, ?, ?, 'ORDER_STATUS_CHANGED', ?, ?, ?, 'AWAITING_PAYMENT', 'PAID', 'WEBHOOK', ?, ?, ?)`,
  );
  const insertState = sqlite.prepare(
    'insert into event_states (subject_id, seq, state, movements) values (?, ?, ?, ?)',
  );
  const insertEvidence = sqlite.prepare(
    `insert into evidence (subject_id, digest, id, cause, delivery_id, statement, rule, from_status,
      to_status, recorded_at, last_recorded_at)
     values (?, ?, ?, 'WEBHOOK', ?, ?, 'DECIDES', 'AWAITING_PAYMENT', 'PAID', ?, ?)`,
  );
  const insertCall = sqlite.prepare(
    `insert into provider_calls (id, subject_id, operation, outcome, http_status, duration_ms,
      request, response, at) values (?, ?, ?, 'ANSWERED', 200, ?, ?, ?, ?)`,
  );
  let count = 0;
  return ({ headers, body, identity, eventId, topic, reference, providerOrderId, at, call }) => {
    const now = Date.now();
    count += 1;
    const number = String(count).padStart(26, '0');
    const deliveryId = `whd_${number}`;
    const names = [deliveryId, merchantId, accountId, eventId, topic, identity, reference];
    const written = insertDelivery.run(...names, JSON.stringify(headers), body, now);
    if (written.changes === 0) return;
    const seen = { ...before.seen, PAID: { recordedAt: now, firstAt: at, lastAt: at } };
    const evidence = JSON.stringify({ ...(JSON.parse(sample.evidence) as object), seen, paid });
    const order = updateOrder.get(evidence, refundable, now, accountId, reference) as {
      id: string;
      version: number;
      expires_at: number;
    };
    const { id } = order;
    if (call !== null) {
      const { operation, request, response } = call;
      insertCall.run(`cal_${number}`, id, operation, now - call.at, request, response, call.at);
    }
    const known = { accountId, reference, providerOrderId, requested, paid, at };
    const paidOrder = { ...known, expiresAt: order.expires_at };
    const statement = statementOf(paidOrder);
    const digest = createHash('sha256').update(statement).update(number).digest('base64url');
    insertEvidence.run(id, digest, `evi_${number}`, deliveryId, statement, now, now);
    const { last_seq: seq } = nextNumber.get(merchantId) as { last_seq: number };
    const { state, movements } = stateOf(paidOrder);
    insertState.run(id, seq, state, movements);
    insertEvent.run(merchantId, seq, `evt_${number}`, id, id, order.version, deliveryId, at, now);
  };
}
