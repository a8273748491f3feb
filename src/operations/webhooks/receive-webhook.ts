import { createHash } from 'node:crypto';
import { NotFoundError, UnavailableError } from '../../domain/errors.ts';
import type { RawDelivery, WebhookAck } from '../../providers/provider.ts';
import { accountById } from '../../store/queries/merchants.ts';
import { deliveryById, insertDelivery, isKnownDelivery } from '../../store/queries/webhooks.ts';
import type { AccountRecord, WebhookDeliveryRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { lineOf, present } from '../find.ts';
import type { Line } from '../find.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';
import { afterAttempt, afterEffects, apply, note } from './apply-delivery.ts';
import { keptHeaders, openBody, sealBody } from './kept.ts';
import { describeError, understand } from './understand-webhook.ts';
import type { Translated } from './understand-webhook.ts';

/** The same for an unknown account and a bad signature: nobody learns which accounts there are. */
const refused: WebhookAck = {
  status: 401,
  contentType: 'application/json',
  body: '{"error":"not accepted"}',
};

export interface IncomingWebhook extends RawDelivery {
  accountId: string;
}

/**
 * Verifies before anything is parsed or stored; then writes the delivery and what follows from it in one
 * transaction, and only then acknowledges. What cannot be applied is kept, acknowledged and tried again; where
 * nothing can be kept it is not acknowledged.
 */
export async function receiveWebhook(deps: Deps, incoming: IncomingWebhook): Promise<WebhookAck> {
  const account = await accountById(deps.read, incoming.accountId);
  if (account === null) return refuseStranger(deps, incoming);
  const line: Line = { account, ...deps.connections.of(account) };
  const { webhook } = line.connection;
  const verdict = webhook.verify({ ...incoming, url: addressOf(deps, account, incoming) });
  if (!verdict.genuine) return refuse(deps, account.provider, account.id, verdict.reason);
  const delivery = newDelivery(deps, account, incoming, verdict.eventId);
  // One after the other: of the same message that comes many times at once, only the first is looked into.
  const turn = `${account.id} ${delivery.identity}`;
  await deps.locks.run(turn, () => keep(deps, line, delivery, incoming));
  deps.measure.webhook(account.provider, 'accepted');
  return webhook.ack;
}

/**
 * A repetition is known as one before the provider is asked about it, so that a flood of them makes no calls. One
 * of a message that waits for another attempt changes nothing either: that attempt comes when it is due.
 */
async function keep(
  deps: Deps,
  line: Line,
  delivery: WebhookDeliveryRecord,
  incoming: IncomingWebhook,
): Promise<void> {
  if (await isKnownDelivery(deps.read, delivery)) return;
  // Nobody is asked about what could not be kept.
  await deps.queue.ready();
  const translated = await understand(deps, line, incoming);
  try {
    await deps.queue.commit((tx) => takeIn(tx, deps, delivery, translated));
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    deps.log.error({ err: error, delivery: delivery.id }, 'a webhook could not be applied');
    const failed = afterAttempt(deps, delivery, 'FAILED', describeError(error));
    await deps.queue.commit(async (tx) => {
      await insertDelivery(tx, { ...delivery, ...failed });
    });
  }
}

/** In the time that it would take if there were such an account. */
function refuseStranger(deps: Deps, incoming: IncomingWebhook): WebhookAck {
  const { accountId: id, topic } = incoming;
  deps.decoys.of(id).verify({ ...incoming, url: addressOf(deps, { id }, { topic }) });
  return refuse(deps, 'unknown', id, 'account');
}

/** Where the provider was told to deliver to (ANSWERS 42). */
function addressOf(
  deps: Deps,
  account: Pick<AccountRecord, 'id'>,
  { topic }: Pick<RawDelivery, 'topic'>,
): string {
  const base = webhookUrlOf(deps, account);
  return topic === null ? base : `${base}/${topic}`;
}

function refuse(deps: Deps, provider: string, account: string, reason: string): WebhookAck {
  deps.measure.webhook(provider, 'refused');
  deps.refusals.note({ account, reason });
  return refused;
}

function newDelivery(
  deps: Deps,
  account: AccountRecord,
  incoming: IncomingWebhook,
  eventId: string | null,
): WebhookDeliveryRecord {
  const id = deps.ids.make('whd');
  return {
    id,
    merchantId: account.merchantId,
    accountId: account.id,
    status: 'APPLIED',
    eventId,
    topic: incoming.topic,
    identity: eventId ?? createHash('sha256').update(incoming.body).digest('hex'),
    headers: keptHeaders(incoming.headers),
    body: sealBody(deps.sealer, id, incoming.body),
    attempts: 0,
    lastError: null,
    receivedAt: incoming.receivedAt,
    checkAt: null,
  };
}

/** One transaction: the delivery, what it says, and the events of that. A repetition changes nothing. */
async function takeIn(
  tx: Tx,
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  translated: Translated,
): Promise<void> {
  // As it is once it is applied, so that the usual case needs no second write.
  const usual = { ...delivery, ...afterEffects(deps, delivery, new Set(['CHANGED'])) };
  const isNew = await insertDelivery(tx, usual);
  if (!isNew) return;
  const attempted = await apply(tx, deps, delivery, translated);
  if (attempted.status !== usual.status) await note(tx, delivery, attempted);
}

/** Tries a kept delivery again. Its freshness was judged when it came in, and is not judged again. */
export async function retryDelivery(deps: Deps, id: string): Promise<void> {
  const kept = await present(deliveryById(deps.read, id));
  const line = await lineOf(deps, kept.accountId);
  const translated = await understandKept(deps, line, kept);
  try {
    await deps.queue.commit(async (tx) => {
      const delivery = await present(deliveryById(tx, id));
      await note(tx, delivery, await apply(tx, deps, delivery, translated));
    });
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    deps.log.error({ err: error, delivery: id }, 'a webhook could not be applied');
    await deps.queue.commit(async (tx) => {
      const delivery = await present(deliveryById(tx, id));
      await note(tx, delivery, afterAttempt(deps, delivery, 'FAILED', describeError(error)));
    });
  }
}

/** What no key opens any more stays where it is, and says why: a key may come back. */
async function understandKept(
  deps: Deps,
  line: Line,
  kept: WebhookDeliveryRecord,
): Promise<Translated> {
  let body: Buffer;
  try {
    body = openBody(deps.sealer, kept);
  } catch (error) {
    return { error: describeError(error), calls: [] };
  }
  return understand(deps, line, { body, topic: kept.topic });
}

export async function replayWebhook(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<WebhookDeliveryRecord> {
  const delivery = await deliveryById(deps.read, id, merchantId);
  if (delivery === null) throw new NotFoundError('webhook delivery');
  await deps.locks.run(id, () => retryDelivery(deps, id));
  return present(deliveryById(deps.read, id));
}
