import {
  afterFailure,
  apply,
  applyAgain,
  NothingNewError,
  usualAttempt,
} from '../../domain/aggregates/delivery.ts';
import { UnavailableError } from '../../domain/errors.ts';
import type { Change } from '../../store/aggregates/change.ts';
import { deliveryByIdentity } from '../../store/queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import type { AccountConnection } from '../find.ts';
import { sourceOf } from '../instructions/change.ts';
import type { Verdict } from '../measure.ts';
import { outcomeOf, readTranslated } from './apply-delivery.ts';
import { erasing, rootsOf } from './delivery-subjects.ts';
import { became } from './new-delivery.ts';
import type { Received } from './new-delivery.ts';
import { describeError, queriesOfNotice, understand } from './understand-webhook.ts';
import type { Message, Translated } from './understand-webhook.ts';

/**
 * Writes a genuine delivery and what follows from it in one transaction. One that cannot be applied is stored and tried
 * again. Throws if nothing can be stored.
 */
export async function acceptDelivery(
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
