import { NothingNewError } from '../../domain/aggregates/delivery.ts';
import type { WebhookAck } from '../../providers/provider.ts';
import type { Writes } from '../../store/aggregates/change.ts';
import { refillDelivery } from '../../store/queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import { isErased, sealBody } from '../../store/sealing/webhooks.ts';
import type { Deps } from '../deps.ts';
import type { Verdict } from '../measure.ts';
import { subjectOfNotice } from './delivery-subjects.ts';
import { became } from './new-delivery.ts';
import type { Received } from './new-delivery.ts';
import type { IncomingWebhook } from './refuse.ts';
import type { Message } from './understand-webhook.ts';

/** What the row of a notice states until the provider is queried. */
const lastError = 'The provider is queried about it soon.';

/**
 * Stores a notice that anybody can send, and leaves the query to the due work: only for an account that exists is the
 * provider queried, so an answer that waited for it would tell which do
 * (docs/rules.md#webhooks-that-are-not-signed).
 */
export async function noteNotice(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  { body }: IncomingWebhook,
  message: Message,
): Promise<Verdict> {
  // Whatever address it came in at.
  const subject = subjectOfNotice(message) ?? delivery.identity;
  const checkAt = deps.notices.dueAt(`${delivery.accountId} ${subject}`);
  const noted = { status: 'FAILED', attempts: 0, lastError, checkAt } as const;
  try {
    return became(
      await deps.queue.change<Received<Verdict>>({
        claim: { delivery: { ...delivery, ...noted } },
        keys: [],
        decide(_set, stored) {
          const { id, merchantId, accountId } = stored ?? delivery;
          const result = { verdict: 'NOTED', delivery: id, about: [] } as const;
          if (stored === null) return { result };
          if (stored.checkAt !== null && stored.checkAt <= checkAt) {
            throw new NothingNewError('it is queried about by then');
          }
          const outcome = {
            id,
            merchantId,
            accountId,
            at: deps.now(),
            ...noted,
            awaited: new Set<string>(),
          };
          return {
            result,
            writes: { delivery: outcome, ...refilling(deps, stored, delivery, body) },
          };
        },
      }),
    );
  } catch (error) {
    if (error instanceof NothingNewError) return 'UNCHANGED';
    throw error;
  }
}

/** A notice comes again long after the body that came first was removed, and is read from its row. */
function refilling(
  { sealer }: Deps,
  stored: WebhookDeliveryRecord,
  { headers }: WebhookDeliveryRecord,
  body: Buffer,
): Pick<Writes, 'also'> {
  if (!isErased(stored.body)) return {};
  const { id } = stored;
  return { also: (tx) => refillDelivery(tx, { id, headers, body: sealBody(sealer, id, body) }) };
}

/** Answers to notices leave at whole multiples of this after they came in, in milliseconds: known account or not. */
const answerEveryMs = 100;

/** Goes through the write queue as a notice of an account does that exists, and is answered at the same moment. */
export async function passForNotice(
  deps: Deps,
  started: number,
  ack: WebhookAck,
): Promise<WebhookAck> {
  await deps.queue.ready();
  await deps.queue.change({ keys: [], decide: () => ({ result: undefined }) });
  return answerInTime(deps, started, ack);
}

/** `started`: milliseconds of `monotonic` at which it came in. */
export async function answerInTime(
  deps: Deps,
  started: number,
  ack: WebhookAck,
): Promise<WebhookAck> {
  const spent = deps.monotonic() - started;
  await deps.pause(Math.ceil(answerEveryMs - (spent % answerEveryMs)));
  return ack;
}
