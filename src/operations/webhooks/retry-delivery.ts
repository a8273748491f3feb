import { afterFailure, apply } from '../../domain/aggregates/delivery.ts';
import type { Attempted } from '../../domain/aggregates/delivery.ts';
import { UnavailableError } from '../../domain/errors.ts';
import { deliveryById } from '../../store/queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import { isErased, openBody } from '../../store/sealing/webhooks.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import type { AccountConnection } from '../find.ts';
import { sourceOf } from '../instructions/change.ts';
import { outcomeOf, readTranslated } from './apply-delivery.ts';
import { erasing } from './delivery-subjects.ts';
import { addressOf } from './refuse.ts';
import { describeError, readMessage, understand } from './understand-webhook.ts';
import type { Translated } from './understand-webhook.ts';

/** Tries a stored delivery again. Its age was checked when it came in, and is not checked again. */
export async function retryDelivery(deps: Deps, id: string): Promise<void> {
  const stored = await existing(deliveryById(deps.read, id));
  if (isErased(stored.body)) return;
  const to = await connectionTo(deps, stored.accountId);
  const isUnsigned = to.connection.webhook.isUnsigned === true;
  const translated = await understandStored(deps, to, stored);
  const { content, calls, keys } = readTranslated(deps, stored, translated);
  const isNothing = isUnsigned && isAbsent(translated);
  const claim = { deliveryId: id };
  try {
    await deps.queue.change({
      claim,
      keys,
      decide: (set, now) => {
        const delivery = now ?? stored;
        const source = sourceOf(deps, delivery, 'WEBHOOK', { deliveryId: id });
        const applied = apply(set, source, delivery, content);
        const attempted = isNothing ? withoutDeath(applied) : applied;
        const also = erasing(set, keys, id);
        // A notice that came during the query stays due: the answer may be older.
        const isNotedAgain = isUnsigned && delivery.checkAt !== stored.checkAt;
        const noted = isNotedAgain ? {} : { delivery: outcomeOf(deps, delivery, attempted) };
        return { result: undefined, writes: { calls, ...noted, ...also } };
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

/** Whether the provider was queried, and has nothing of what the message names. */
const isAbsent = (translated: Translated): boolean =>
  'observations' in translated &&
  translated.observations.length > 0 &&
  translated.observations.every(({ subject }) => subject === 'ABSENCE');

/** What anybody can send, and the provider denies to the end, needs no person. */
const withoutDeath = (attempted: Attempted): Attempted =>
  attempted.status === 'DEAD' ? { ...attempted, status: 'IGNORED' } : attempted;

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
