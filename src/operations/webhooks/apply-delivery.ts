import { observe } from '../../domain/aggregates/observe.ts';
import type { Effect, Reported } from '../../domain/aggregates/observe.ts';
import type { WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { Observation } from '../../domain/observation.ts';
import type { DeliveryOutcome } from '../../store/aggregates/change.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { sourceOf } from '../instructions/change.ts';

/** What became of an attempt to apply a delivery. */
export interface Attempted extends Pick<
  WebhookDeliveryRecord,
  'status' | 'attempts' | 'lastError' | 'checkAt'
> {
  /** Whose appearance here makes it due at once. */
  awaited: ReadonlySet<string>;
  /** Whether it changed anything. */
  changed: boolean;
}

const nobody: ReadonlySet<string> = new Set();

/** What came again has brought nothing new: nothing of it is written, so that a flood fills no table. */
export class NothingNewError extends Error {
  override readonly name = 'NothingNewError';
}

/** Applies once more what is kept, because it came again; undefined where nothing of it is to be noted. */
export function applyAgain(
  set: WorkingSet,
  deps: Deps,
  kept: WebhookDeliveryRecord,
  said: Said,
): Attempted | undefined {
  const isDone = kept.status === 'APPLIED' || kept.status === 'IGNORED';
  // With all its attempts before it, unless it needs none.
  const afresh = isDone ? kept : { ...kept, attempts: 0 };
  const attempted = apply(set, deps, afresh, said);
  // What waits keeps its plan: coming often must not use up its attempts.
  if (attempted.status !== kept.status) return attempted;
  if (!attempted.changed) throw new NothingNewError('nothing new');
  return undefined;
}

/** What a delivery says, with names for what may be new; or why it says nothing yet. */
export type Said = readonly Reported[] | { error: string };

/** Applies a delivery; what became of it is for the caller to note. */
export function apply(
  set: WorkingSet,
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  said: Said,
): Attempted {
  if ('error' in said) return afterAttempt(deps, delivery, 'FAILED', said.error);
  const source = sourceOf(deps, delivery, 'WEBHOOK', { deliveryId: delivery.id });
  const effects = new Set<Effect>();
  const awaited = new Set<string>();
  for (const reported of said) {
    const effect = observe(set, source, reported);
    effects.add(effect);
    if (effect !== 'UNMATCHED') continue;
    for (const reference of subjectsOf(reported.news)) awaited.add(reference);
  }
  return afterEffects(deps, delivery, effects, awaited);
}

/** How an attempt is noted of a delivery that is stored already. */
export const noteOf = (
  { id, accountId }: WebhookDeliveryRecord,
  attempted: Attempted,
): DeliveryOutcome => ({ id, accountId, ...attempted });

/** Whatever has to be known here before it can be applied. */
function subjectsOf(news: Observation): string[] {
  switch (news.subject) {
    case 'ORDER':
    case 'SETTLEMENT':
    case 'ABSENCE':
      return [news.providerReference];
    case 'REFUND': {
      const { providerReference, orderProviderReference, providerAbnormalPaymentId } = news;
      const all = [providerReference, orderProviderReference, providerAbnormalPaymentId];
      return all.filter((reference) => reference !== undefined);
    }
    case 'ABNORMAL_PAYMENT':
      return news.orderProviderReference === null ? [] : [news.orderProviderReference];
  }
}

export function afterEffects(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  effects: ReadonlySet<Effect>,
  awaited = nobody,
): Attempted {
  if (effects.has('UNMATCHED')) {
    const attempted = afterAttempt(deps, delivery, 'UNMATCHED', 'Its subject is not known here.');
    const changed = effects.has('CHANGED');
    return { ...attempted, changed, awaited: attempted.status === 'DEAD' ? nobody : awaited };
  }
  const changed = effects.has('CHANGED') || effects.has('TOLD_OF_ORDER');
  const status = changed || wasApplied(delivery) ? 'APPLIED' : 'IGNORED';
  const attempts = delivery.attempts + 1;
  return { status, attempts, lastError: null, checkAt: null, awaited: nobody, changed };
}

/** Replaying what has been applied changes nothing, and does not make it of no consequence. */
const wasApplied = ({ status, attempts }: WebhookDeliveryRecord): boolean =>
  status === 'APPLIED' && attempts > 0;

/** Waits before the second and each later attempt; after the last one the delivery is DEAD. About a day in all. */
const retryMs = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200].map((seconds) => seconds * 1000);

export function afterAttempt(
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  status: 'FAILED' | 'UNMATCHED',
  lastError: string,
): Attempted {
  const attempts = delivery.attempts + 1;
  const waitMs = retryMs[attempts - 1];
  const tried = { attempts, lastError, awaited: nobody, changed: false };
  if (waitMs === undefined) return { ...tried, status: 'DEAD', checkAt: null };
  return { ...tried, status, checkAt: deps.now() + waitMs };
}
