import {
  afterFailure,
  apply,
  applyAgain,
  NothingNewError,
  usualAttempt,
} from '../../domain/aggregates/delivery.ts';
import type { Attempted } from '../../domain/aggregates/delivery.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { WebhookAck } from '../../providers/provider.ts';
import type { Change, DeliveryOutcome } from '../../store/aggregates/change.ts';
import { accountById } from '../../store/queries/merchants.ts';
import { deliveryById, deliveryByIdentity } from '../../store/queries/webhooks.ts';
import type { AccountRecord, WebhookDeliveryRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import type { AccountConnection } from '../find.ts';
import { callRecordsOf, keysOfAll, reportedOf, sourceOf } from '../instructions/change.ts';
import { isErased, openBody, storedHeaders } from '../../store/sealing/webhooks.ts';
import { erasing, rootsOf } from './delivery-subjects.ts';
import { became, newDelivery } from './new-delivery.ts';
import type { Received } from './new-delivery.ts';
import { addressOf, refuse, refuseUnknownAccount } from './refuse.ts';
import type { IncomingWebhook } from './refuse.ts';
import { describeError, queriesOfNotice, readMessage, understand } from './understand-webhook.ts';
import type { Message, Translated } from './understand-webhook.ts';

/** What became of a webhook. */
type Verdict = Parameters<Deps['measure']['webhook']>[0]['verdict'];

/**
 * Verifies a webhook before anything is parsed or stored. Then writes the delivery and what follows from it in one
 * transaction, and only then acknowledges it. A delivery that cannot be applied is stored, acknowledged and tried
 * again. If nothing can be stored, it is not acknowledged.
 */
export async function receiveWebhook(deps: Deps, incoming: IncomingWebhook): Promise<WebhookAck> {
  const { topic } = incoming;
  const started = deps.monotonic();
  const account = await accountOf(deps, incoming.accountId);
  if (account === null) return refuseUnknownAccount(deps, incoming);
  const to: AccountConnection = { account, ...deps.connections.of(account) };
  const { webhook } = to.connection;
  const url = addressOf(deps, account, incoming);
  const verdict = webhook.verify({ ...incoming, url });
  if (!verdict.genuine) return refuse(deps, account.provider, incoming, verdict.reason);
  const headers = storedHeaders(incoming.headers);
  const message = readMessage(webhook, { ...incoming, url, headers });
  const delivery = newDelivery(deps, account, incoming, verdict.eventId, message);
  const outcome = await acceptDelivery(deps, to, delivery, message);
  const { provider, id } = account;
  const ms = deps.monotonic() - started;
  deps.measure.webhook({ provider, account: id, topic, verdict: outcome, ms });
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
): Promise<Verdict> {
  if ('error' in message || message.queries.length === 0) {
    return store(deps, delivery, message, await understand(deps, to, message));
  }
  // If the same message comes many times at once, only the first is processed. A notice waits for its own query, and
  // for no other notice.
  const isNotice = queriesOfNotice(message) !== null;
  const lockId = isNotice ? delivery.id : `${delivery.accountId} ${delivery.identity}`;
  return deps.locks.run(lockId, async () => {
    // Detect a repetition before any query, so that a flood of repetitions makes no calls.
    const known = await deliveryByIdentity(deps.read, delivery);
    if (known !== null && !isWorthATry(known, message)) {
      return became({ verdict: 'REPEATED', delivery: known.id, about: [] });
    }
    // Do not query the provider about a delivery that could not be stored.
    await deps.queue.ready();
    return store(deps, delivery, message, await understand(deps, to, message));
  });
}

/** Stores the delivery and what follows from it, or the delivery alone if that cannot be written. */
async function store(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  message: Message,
  translated: Translated,
): Promise<Verdict> {
  try {
    return became(await deps.queue.change(receiving(deps, delivery, message, translated)));
  } catch (error) {
    if (error instanceof NothingNewError) return 'UNCHANGED';
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
            ? { delivery: outcomeOf(deps, stored, failed) }
            : {},
      }),
    });
    return failed.status;
  }
}

/**
 * Whether a stored delivery that came again is tried again: a DEAD one is, and so is a notice, because its subject may
 * have changed since. A delivery that waits for its next attempt gets it when it is due.
 */
const isWorthATry = ({ status }: WebhookDeliveryRecord, message: Message): boolean =>
  status === 'DEAD' || queriesOfNotice(message) !== null;

/** One change with the delivery, its observations and their events. A repetition changes nothing. */
function receiving(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  message: Message,
  translated: Translated,
): Change<Received<Verdict>> {
  const usual = { ...delivery, ...usualAttempt() };
  const { content, calls, keys } = readTranslated(deps, delivery, translated);
  const isTried = (stored: WebhookDeliveryRecord | null): boolean =>
    stored === null || isWorthATry(stored, message);
  return {
    claim: { delivery: usual },
    keys: (stored) => (isTried(stored) ? keys : []),
    decide(set, stored) {
      const { id } = stored ?? delivery;
      if (!isTried(stored)) {
        return { result: { verdict: 'REPEATED', delivery: id, about: [] } };
      }
      const source = sourceOf(deps, delivery, 'WEBHOOK', { deliveryId: id });
      const attempted =
        stored === null
          ? apply(set, source, delivery, content)
          : applyAgain(set, source, stored, content);
      const isUsual =
        attempted === undefined || (stored === null && attempted.status === usual.status);
      const noted = isUsual ? {} : { delivery: outcomeOf(deps, stored ?? delivery, attempted) };
      const also = erasing(set, keys, id);
      const verdict = attempted?.status ?? usual.status;
      const result = { verdict, delivery: id, about: rootsOf(set, keys) };
      return { result, writes: { calls, ...noted, ...also } };
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
function outcomeOf(
  { now }: Deps,
  of: WebhookDeliveryRecord,
  attempted: Attempted,
): DeliveryOutcome {
  const { id, merchantId, accountId } = of;
  return { id, merchantId, accountId, at: now(), ...attempted };
}

/** Tries a stored delivery again. Its age was checked when it came in, and is not checked again. */
export async function retryDelivery(deps: Deps, id: string): Promise<void> {
  const stored = await existing(deliveryById(deps.read, id));
  if (isErased(stored.body)) return;
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
        const also = erasing(set, keys, id);
        const outcome = outcomeOf(deps, delivery, attempted);
        return { result: undefined, writes: { calls, delivery: outcome, ...also } };
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
        return { result: undefined, writes: { delivery: outcomeOf(deps, delivery, failed) } };
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
  const { topic, headers } = stored;
  const url = addressOf(deps, to.account, stored);
  return understand(deps, to, readMessage(to.connection.webhook, { body, topic, headers, url }));
}
