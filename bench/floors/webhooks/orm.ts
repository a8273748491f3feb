/**
 * Runs as a process: a webhook made durable on PostgreSQL by the ORM's unit of work, one transaction for each. It
 * checks the same signature and writes the same rows.
 */
import { createHash, createSecretKey } from 'node:crypto';
import { raw } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import type { EntityManager } from '@mikro-orm/postgresql';
import { entities } from '../../../src/store/entities/index.ts';
import { Event } from '../../../src/store/entities/log/event.ts';
import { Evidence } from '../../../src/store/entities/evidence.ts';
import { EventState } from '../../../src/store/entities/log/event-state.ts';
import { Merchant } from '../../../src/store/entities/merchants/merchant.ts';
import { Order } from '../../../src/store/entities/order.ts';
import { WebhookDelivery } from '../../../src/store/entities/webhook-delivery.ts';
import { serveCommands } from '../../support/process.ts';
import { answerJson, listen } from '../http.ts';
import { isGenuine, paid, stateOf, statementOf } from './genuine.ts';
import type { Webhook } from './genuine.ts';

export type OrmCommands = typeof commands;

const commands = {
  async open(options: { database: string; accountId: string; signKey: string }) {
    const key = createSecretKey(Buffer.from(options.signKey));
    const orm = await MikroORM.init({
      clientUrl: options.database,
      entities,
      logger: () => undefined,
      pool: { max: 8 },
    });
    let count = 0;
    return listen(({ headers }, body, response) => {
      if (!isGenuine(key, headers, body)) {
        answerJson(response, 401, '{}');
        return;
      }
      count += 1;
      const one = {
        number: String(count).padStart(26, '0'),
        body,
        headers: JSON.stringify(headers),
      };
      orm.em
        .fork()
        .transactional((em) => write(em, options.accountId, one))
        .then(
          () => answerJson(response, 200, '{"retcode":200,"retmsg":"SUCCESS"}'),
          (error: unknown) => answerJson(response, 500, JSON.stringify(String(error))),
        );
    });
  },
};

async function write(
  em: EntityManager,
  accountId: string,
  { number, body, headers }: { number: string; body: Buffer; headers: string },
): Promise<void> {
  const now = Date.now();
  const { eventId, timestamp, data } = JSON.parse(body.toString('utf8')) as Webhook;
  const at = timestamp * 1000;
  const reference = { account: accountId, providerReference: data.orderNo };
  const order = await em.findOneOrFail(Order, reference);
  const merchantId = order.merchant.id;
  const deliveryId = `whd_${number}`;
  em.create(WebhookDelivery, {
    id: deliveryId,
    merchant: merchantId,
    account: accountId,
    status: 'APPLIED',
    eventId,
    identity: eventId,
    about: data.orderNo,
    headers,
    body,
    attempts: 1,
    receivedAt: now,
  });
  const seen = { PAID: { recordedAt: now, firstAt: at, lastAt: at } };
  const evidence = { ...(JSON.parse(order.evidence) as object), seen, paid };
  em.assign(order, {
    status: 'PAID',
    evidence: JSON.stringify(evidence),
    refundable: paid.minor,
    checkAt: null,
    version: order.version + 1,
    revision: order.revision + 1,
    updatedAt: now,
  });
  const { orderNo, sysid } = data;
  const paidOrder = {
    accountId,
    reference: orderNo,
    providerOrderId: sysid,
    requested: (JSON.parse(order.request) as { amount: object }).amount,
    paid,
    at,
    expiresAt: order.expiresAt ?? 0,
  };
  const statement = statementOf(paidOrder);
  em.create(Evidence, {
    subjectId: order.id,
    digest: createHash('sha256').update(statement).update(number).digest('base64url'),
    id: `evi_${number}`,
    cause: 'WEBHOOK',
    deliveryId,
    statement,
    rule: 'DECIDES',
    fromStatus: 'AWAITING_PAYMENT',
    toStatus: 'PAID',
    recordedAt: now,
    lastRecordedAt: now,
  });
  await em.flush();
  // The counter's row orders the commits, so it is locked as late as possible.
  await em.nativeUpdate(Merchant, { id: merchantId }, { lastSeq: raw<number>('last_seq + 1') });
  const merchant = await em.findOneOrFail(Merchant, { id: merchantId }, { refresh: true });
  em.create(EventState, {
    subjectId: order.id,
    seq: merchant.lastSeq,
    ...stateOf(paidOrder),
  });
  em.create(Event, {
    merchantId,
    seq: merchant.lastSeq,
    id: `evt_${number}`,
    type: 'ORDER_STATUS_CHANGED',
    subjectId: order.id,
    orderId: order.id,
    version: order.version,
    fromStatus: 'AWAITING_PAYMENT',
    toStatus: 'PAID',
    cause: 'WEBHOOK',
    deliveryId,
    occurredAt: at,
    recordedAt: now,
  });
}

serveCommands(commands);
