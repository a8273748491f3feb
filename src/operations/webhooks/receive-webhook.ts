import { createHash } from 'node:crypto';
import {
  afterFailure,
  apply,
  applyAgain,
  NothingNewError,
  usualAttempt,
} from '../../domain/aggregates/delivery.ts';
import type { Attempted } from '../../domain/aggregates/delivery.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { RawDelivery, WebhookAck } from '../../providers/provider.ts';
import type { Change, DeliveryOutcome } from '../../store/aggregates/change.ts';
import { accountById } from '../../store/queries/merchants.ts';
import { deliveryById, deliveryByIdentity } from '../../store/queries/webhooks.ts';
import type { AccountRecord, WebhookDeliveryRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import { storableText } from '../../store/texts.ts';
import type { AccountConnection } from '../find.ts';
import { callRecordsOf, keysOfAll, reportedOf, sourceOf } from '../instructions/change.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';
import { storedHeaders, openBody, sealBody } from '../../store/sealing/webhooks.ts';
import { describeError, queriesOfNotice, readMessage, understand } from './understand-webhook.ts';
import type { Message, Translated } from './understand-webhook.ts';

/** The same for an unknown account and a bad signature, so that nobody learns which accounts exist. */
const refused: WebhookAck = {
  status: 401,
  contentType: 'application/json',
  body: '{"error":"not accepted"}',
};

/** A delivery as http hands it over: its `WebhookInput`, because http may not import providers. */
export interface IncomingWebhook extends RawDelivery {
  accountId: string;
}

/**
 * Verifies a webhook before anything is parsed or stored. Then writes the delivery and what follows from it in one
 * transaction, and only then acknowledges it. A delivery that cannot be applied is stored, acknowledged and tried
 * again. If nothing can be stored, it is not acknowledged.
 */
export async function receiveWebhook(deps: Deps, incoming: IncomingWebhook): Promise<WebhookAck> {
  const account = await accountOf(deps, incoming.accountId);
  if (account === null) return refuseUnknownAccount(deps, incoming);
  const to: AccountConnection = { account, ...deps.connections.of(account) };
  const { webhook } = to.connection;
  const verdict = webhook.verify({ ...incoming, url: addressOf(deps, account, incoming) });
  if (!verdict.genuine) return refuse(deps, account.provider, account.id, verdict.reason);
  const message = readMessage(webhook, incoming);
  const delivery = newDelivery(deps, account, incoming, verdict.eventId, message);
  await acceptDelivery(deps, to, delivery, message);
  deps.measure.webhook(account.provider, 'accepted');
  return webhook.ack;
}

/** Webhooks that come in at the same moment share one read: after each commit a read has to find its page again. */
function accountOf(deps: Deps, id: string): Promise<AccountRecord | null> {
  const { coalescer, read, yieldToLoop } = deps;
  return coalescer.run(`account ${id}`, async (leaving) => {
    await yieldToLoop();
    leaving();
    return accountById(read, id);
  });
}

async function acceptDelivery(
  deps: Deps,
  to: AccountConnection,
  delivery: WebhookDeliveryRecord,
  message: Message,
): Promise<void> {
  if ('error' in message || message.queries.length === 0) {
    return store(deps, delivery, message, await understand(deps, to, message));
  }
  // If the same message comes many times at once, only the first is processed. A notice waits for its own query, and
  // for no other notice.
  const isNotice = queriesOfNotice(message) !== null;
  const lockId = isNotice ? delivery.id : `${delivery.accountId} ${delivery.identity}`;
  await deps.locks.run(lockId, async () => {
    // Detect a repetition before any query, so that a flood of repetitions makes no calls.
    const known = await deliveryByIdentity(deps.read, delivery);
    if (known !== null && !isWorthATry(known, message)) return;
    // Do not query the provider about a delivery that could not be stored.
    await deps.queue.ready();
    await store(deps, delivery, message, await understand(deps, to, message));
  });
}

/** Stores the delivery and what follows from it, or the delivery alone if that cannot be written. */
async function store(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  message: Message,
  translated: Translated,
): Promise<void> {
  try {
    await deps.queue.change(receiving(deps, delivery, message, translated));
  } catch (error) {
    if (error instanceof NothingNewError) return;
    if (error instanceof UnavailableError) throw error;
    deps.log.error({ err: error, delivery: delivery.id }, 'a webhook could not be applied');
    const failed = afterFailure(delivery, 'FAILED', describeError(error), deps.now());
    await deps.queue.change({
      claim: { delivery: { ...delivery, ...failed } },
      keys: [],
      decide: (_set, stored) => ({
        result: undefined,
        writes:
          stored !== null && isWorthATry(stored, message)
            ? { delivery: outcomeOf(stored, failed) }
            : {},
      }),
    });
  }
}

/**
 * Whether a stored delivery that came again is tried again: a DEAD one is, and so is a notice, because its subject may
 * have changed since. A delivery that waits for its next attempt gets it when it is due.
 */
const isWorthATry = ({ status }: WebhookDeliveryRecord, message: Message): boolean =>
  status === 'DEAD' || queriesOfNotice(message) !== null;

/** Takes as long as a refusal at an existing account. */
function refuseUnknownAccount(deps: Deps, incoming: IncomingWebhook): WebhookAck {
  const { accountId: id, topic } = incoming;
  deps.dummyVerifiers.of(id).verify({ ...incoming, url: addressOf(deps, { id }, { topic }) });
  return refuse(deps, 'unknown', id, 'account');
}

/** The address that the provider was given (docs/rules.md#where-providers-deliver). */
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
  sentId: string | null,
  message: Message,
): WebhookDeliveryRecord {
  const id = deps.ids.make('whd');
  const eventId = sentId === null ? null : storableText(sentId);
  return {
    id,
    merchantId: account.merchantId,
    accountId: account.id,
    status: 'APPLIED',
    eventId,
    topic: incoming.topic,
    identity: identityOf(incoming, eventId, message),
    headers: storedHeaders(incoming.headers),
    body: sealBody(deps.sealer, id, incoming.body),
    attempts: 0,
    lastError: null,
    receivedAt: incoming.receivedAt,
    checkAt: null,
  };
}

/**
 * Deliveries with the same identity are repetitions (docs/rules.md#which-delivery-is-a-repetition). It consists of the
 * topic, which the signature does not cover, and the provider's event id, or else the hash of the body. All notices
 * with the same queries have one identity, whatever their text.
 */
function identityOf(
  { topic, body }: IncomingWebhook,
  eventId: string | null,
  message: Message,
): string {
  const queries = queriesOfNotice(message);
  const notice = queries === null ? null : JSON.stringify(queries);
  const content = eventId ?? notice ?? createHash('sha256').update(body).digest('hex');
  return topic === null ? content : `${topic}/${content}`;
}

/** One change with the delivery, its observations and their events. A repetition changes nothing. */
function receiving(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  message: Message,
  translated: Translated,
): Change<void> {
  const usual = { ...delivery, ...usualAttempt() };
  const { content, calls, keys } = readTranslated(deps, delivery, translated);
  const isTried = (stored: WebhookDeliveryRecord | null): boolean =>
    stored === null || isWorthATry(stored, message);
  return {
    claim: { delivery: usual },
    keys: (stored) => (isTried(stored) ? keys : []),
    decide(set, stored) {
      if (!isTried(stored)) return { result: undefined };
      const source = sourceOf(deps, delivery, 'WEBHOOK', { deliveryId: (stored ?? delivery).id });
      const attempted =
        stored === null
          ? apply(set, source, delivery, content)
          : applyAgain(set, source, stored, content);
      const isUsual =
        attempted === undefined || (stored === null && attempted.status === usual.status);
      const noted = isUsual ? {} : { delivery: outcomeOf(stored ?? delivery, attempted) };
      return { result: undefined, writes: { calls, ...noted } };
    },
  };
}

/** A translated delivery as a change takes it. */
function readTranslated(deps: Deps, { accountId }: WebhookDeliveryRecord, translated: Translated) {
  const calls = translated.calls.flatMap(
    ({ subjectId, exchanges }) => callRecordsOf(deps, subjectId, exchanges).calls,
  );
  if ('error' in translated) return { content: { error: translated.error }, calls, keys: [] };
  const { observations } = translated;
  return {
    content: reportedOf(deps, observations),
    calls,
    keys: keysOfAll(observations, accountId),
  };
}

/** The outcome of an attempt, for a delivery that is stored already. */
const outcomeOf = (
  { id, accountId }: WebhookDeliveryRecord,
  attempted: Attempted,
): DeliveryOutcome => ({ id, accountId, ...attempted });

/** Tries a stored delivery again. Its age was checked when it came in, and is not checked again. */
export async function retryDelivery(deps: Deps, id: string): Promise<void> {
  const stored = await existing(deliveryById(deps.read, id));
  const to = await connectionTo(deps, stored.accountId);
  const { content, calls, keys } = readTranslated(
    deps,
    stored,
    await understandStored(deps, to, stored),
  );
  const claim = { deliveryId: id };
  try {
    await deps.queue.change({
      claim,
      keys,
      decide: (set, now) => {
        const delivery = now ?? stored;
        const source = sourceOf(deps, delivery, 'WEBHOOK', { deliveryId: id });
        const attempted = apply(set, source, delivery, content);
        return { result: undefined, writes: { calls, delivery: outcomeOf(delivery, attempted) } };
      },
    });
  } catch (error) {
    if (error instanceof UnavailableError) throw error;
    deps.log.error({ err: error, delivery: id }, 'a webhook could not be applied');
    await deps.queue.change({
      claim,
      keys: [],
      decide: (_set, now) => {
        const delivery = now ?? stored;
        const failed = afterFailure(delivery, 'FAILED', describeError(error), deps.now());
        return { result: undefined, writes: { delivery: outcomeOf(delivery, failed) } };
      },
    });
  }
}

/** If no key opens the body, the delivery stays and states why: the key may be configured again. */
async function understandStored(
  deps: Deps,
  to: AccountConnection,
  stored: WebhookDeliveryRecord,
): Promise<Translated> {
  let body: Buffer;
  try {
    body = openBody(deps.sealer, stored);
  } catch (error) {
    return { error: describeError(error), calls: [] };
  }
  return understand(deps, to, readMessage(to.connection.webhook, { body, topic: stored.topic }));
}
