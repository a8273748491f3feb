/**
 * Runs as a process: the least that makes a webhook durable. It checks the same signature, writes the same rows to
 * the same tables, and uses one transaction for all webhooks that wait. No folding, no checks, no metrics.
 */
import { createHash, createSecretKey } from 'node:crypto';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { WebSocketServer } from 'ws';
import { serveCommands } from '../../support/process.ts';
import { answerJson, listen } from '../http.ts';
import { createGroups, openSqlite } from '../sqlite.ts';
import type { Sqlite } from '../sqlite.ts';
import { isGenuine, paid } from './genuine.ts';
import type { Webhook } from './genuine.ts';

export type WebhookFloorCommands = typeof commands;

const commands = {
  async open(options: { databaseFile: string; accountId: string; signKey: string }) {
    const key = createSecretKey(Buffer.from(options.signKey));
    const write = createWriter(openSqlite(options.databaseFile), options.accountId);
    return listen(({ headers }, body, response) => {
      if (isGenuine(key, headers, body)) write({ headers, body, response });
      else answerJson(response, 401, '{}');
    }, sockets);
  },
  /** What every socket is sent after each commit of a webhook. */
  tell(text: string): void {
    frame = Buffer.from(text);
  },
};

const sockets = new WebSocketServer({ noServer: true });
let frame = Buffer.from('');

interface Delivery {
  headers: IncomingHttpHeaders;
  body: Buffer;
  response: ServerResponse;
}

function createWriter(sqlite: Sqlite, accountId: string): (delivery: Delivery) => void {
  const prepareDelivery = prepare(sqlite, accountId);
  const grouped = createGroups(sqlite);
  return (delivery) =>
    grouped(
      () => prepareDelivery(delivery),
      () => {
        answerJson(delivery.response, 200, '{"retcode":200,"retmsg":"SUCCESS"}');
        for (const socket of sockets.clients) socket.send(frame, { binary: false });
      },
    );
}

function prepare(sqlite: Sqlite, accountId: string): (delivery: Delivery) => void {
  const sample = sqlite
    .prepare('select merchant_id, evidence from orders where account_id = ? limit 1')
    .get(accountId) as { merchant_id: string; evidence: string };
  const merchantId = sample.merchant_id;
  const insertDelivery = sqlite.prepare(
    `insert into webhook_deliveries (id, merchant_id, account_id, status, event_id, identity,
      headers, body, attempts, received_at) values (?, ?, ?, 'APPLIED', ?, ?, ?, ?, 1, ?)
     on conflict (account_id, identity) do nothing`,
  );
  const updateOrder = sqlite.prepare(
    `update orders set status = 'PAID', evidence = ?, refundable = ?, check_at = null,
      version = version + 1, revision = revision + 1, updated_at = ?
     where account_id = ? and provider_reference = ? returning id, version`,
  );
  const nextNumber = sqlite.prepare(
    'update merchants set last_seq = last_seq + 1 where id = ? returning last_seq',
  );
  const insertEvent = sqlite.prepare(
    `insert into events (merchant_id, seq, id, type, subject_id, order_id, version, from_status,
      to_status, cause, delivery_id, occurred_at, recorded_at)
     values (?, ?, ?, 'ORDER_STATUS_CHANGED', ?, ?, ?, 'AWAITING_PAYMENT', 'PAID', 'WEBHOOK', ?, ?, ?)`,
  );
  const insertEvidence = sqlite.prepare(
    `insert into evidence (subject_id, digest, id, cause, delivery_id, statement, rule, from_status,
      to_status, recorded_at, last_recorded_at)
     values (?, ?, ?, 'WEBHOOK', ?, ?, 'DECIDES', 'AWAITING_PAYMENT', 'PAID', ?, ?)`,
  );
  let count = 0;
  return ({ headers, body }) => {
    const now = Date.now();
    const { eventId, timestamp, data } = JSON.parse(body.toString('utf8')) as Webhook;
    count += 1;
    const number = String(count).padStart(26, '0');
    const deliveryId = `whd_${number}`;
    const written = insertDelivery.run(
      deliveryId,
      merchantId,
      accountId,
      eventId,
      eventId,
      JSON.stringify(headers),
      body,
      now,
    );
    if (written.changes === 0) return;
    const at = timestamp * 1000;
    const seen = { PAID: { recordedAt: now, firstAt: at, lastAt: at } };
    const evidence = { ...(JSON.parse(sample.evidence) as object), seen, paid };
    const order = updateOrder.get(
      JSON.stringify(evidence),
      paid.minor,
      now,
      accountId,
      data.orderNo,
    ) as { id: string; version: number };
    const statement = JSON.stringify({ subject: 'ORDER', status: 'PAID', occurredAt: at, paid });
    const digest = createHash('sha256').update(statement).update(number).digest('base64url');
    insertEvidence.run(order.id, digest, `evi_${number}`, deliveryId, statement, now, now);
    const { last_seq: seq } = nextNumber.get(merchantId) as { last_seq: number };
    insertEvent.run(
      merchantId,
      seq,
      `evt_${number}`,
      order.id,
      order.id,
      order.version,
      deliveryId,
      at,
      now,
    );
  };
}

serveCommands(commands);
