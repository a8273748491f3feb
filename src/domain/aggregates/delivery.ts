import type { Observation } from '../observation.ts';
import { observe } from './observe.ts';
import type { Reported } from './observe.ts';
import type { Effect } from './source.ts';
import type { Source } from './source.ts';
import type { WorkingSet } from './working-set.ts';

/**
 * DUPLICATE is set nowhere, because a repetition has no row of its own. It stays because values of the public schema
 * are not removed.
 */
export const deliveryStatuses = [
  'APPLIED',
  'DUPLICATE',
  'IGNORED',
  'UNMATCHED',
  'FAILED',
  'DEAD',
] as const;
export type DeliveryStatus = (typeof deliveryStatuses)[number];

/** How far a webhook delivery got. */
export interface DeliveryState {
  status: DeliveryStatus;
  attempts: number;
  lastError: string | null;
  /** When it is tried again, in epoch milliseconds; null where it is not tried again. */
  checkAt: number | null;
}

/** The result of an attempt to apply a delivery. */
export interface Attempted extends DeliveryState {
  /** References of unknown subjects. The delivery is due at once when one of them is written. */
  awaited: ReadonlySet<string>;
  /** Whether it changed anything. */
  changed: boolean;
}

type Tried = Pick<DeliveryState, 'status' | 'attempts'>;

/** What a delivery reports, with ids for subjects that may be new; or why that is not known yet. */
export type DeliveryContent = readonly Reported[] | { error: string };

const noReferences: ReadonlySet<string> = new Set();

/** A repeated delivery has brought nothing new. Nothing is written, so that a flood fills no table. */
export class NothingNewError extends Error {
  override readonly name = 'NothingNewError';
}

/** The state that is stored before the delivery is applied, so that the usual case needs no second write. */
export const usualAttempt = (): Attempted => ({
  status: 'APPLIED',
  attempts: 1,
  lastError: null,
  checkAt: null,
  awaited: noReferences,
  changed: true,
});

/** Applies a delivery for the first time, or because it was due or replayed. */
export function apply(
  set: WorkingSet,
  source: Source,
  delivery: Tried,
  content: DeliveryContent,
): Attempted {
  if ('error' in content) return afterFailure(delivery, 'FAILED', content.error, source.now);
  const effects = new Set<Effect>();
  const awaited = new Set<string>();
  for (const reported of content) {
    const effect = observe(set, source, reported);
    effects.add(effect);
    if (effect !== 'UNMATCHED') continue;
    for (const reference of subjectsOf(reported.observation)) awaited.add(reference);
  }
  const changed = effects.has('CHANGED') || effects.has('RECORDED_WITH_ORDER');
  if (effects.has('UNMATCHED')) {
    const error = 'Its subject is not known here.';
    const attempted = afterFailure(delivery, 'UNMATCHED', error, source.now);
    return { ...attempted, changed, awaited: attempted.status === 'DEAD' ? noReferences : awaited };
  }
  const status = changed || wasApplied(delivery) ? 'APPLIED' : 'IGNORED';
  return { ...usualAttempt(), status, attempts: delivery.attempts + 1, changed };
}

/** Applies a stored delivery once more because it was received again; undefined where its row does not change. */
export function applyAgain(
  set: WorkingSet,
  source: Source,
  stored: Tried,
  content: DeliveryContent,
): Attempted | undefined {
  const wasDone = stored.status === 'APPLIED' || stored.status === 'IGNORED';
  // A notice is a new reason to query: what it took before counts no more.
  const isDone = wasDone && !('error' in content);
  // It gets its full number of attempts again, unless it is done.
  const attempted = apply(set, source, isDone ? stored : { ...stored, attempts: 0 }, content);
  // A waiting delivery keeps its schedule: repetitions must not use up its attempts.
  if (attempted.status !== stored.status) return attempted;
  if (!attempted.changed) throw new NothingNewError('nothing new');
  return undefined;
}

/** Replaying an applied delivery changes nothing, and must not turn it into IGNORED. */
const wasApplied = ({ status, attempts }: Tried): boolean => status === 'APPLIED' && attempts > 0;

/** References of the subjects that must be known before it can be applied. */
function subjectsOf(observation: Observation): string[] {
  switch (observation.subject) {
    case 'ORDER':
    case 'SETTLEMENT':
    case 'ABSENCE':
      return [observation.providerReference];
    case 'REFUND': {
      const { providerReference, orderProviderReference, providerAbnormalPaymentId } = observation;
      const all = [providerReference, orderProviderReference, providerAbnormalPaymentId];
      return all.filter((reference) => reference !== undefined);
    }
    case 'ABNORMAL_PAYMENT':
      return observation.orderProviderReference === null
        ? []
        : [observation.orderProviderReference];
  }
}

/**
 * Waits before the second and each later attempt, in milliseconds. After the last attempt the delivery is DEAD. About a
 * day in all.
 */
const retryMs = [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200].map((seconds) => seconds * 1000);

/** The state after a failed attempt: another attempt is due, or the delivery is DEAD. */
export function afterFailure(
  { attempts: before }: Tried,
  status: 'FAILED' | 'UNMATCHED',
  lastError: string,
  now: number,
): Attempted {
  const attempts = before + 1;
  const waitMs = retryMs[before];
  const tried = { attempts, lastError, awaited: noReferences, changed: false };
  if (waitMs === undefined) return { ...tried, status: 'DEAD', checkAt: null };
  return { ...tried, status, checkAt: now + waitMs };
}
