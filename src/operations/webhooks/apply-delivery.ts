import type { Observation } from '../../domain/observation.ts';
import { awaitSubjects, updateDelivery } from '../../store/queries/webhooks.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import { applyObservation } from '../apply-observation.ts';
import type { Effect, Source } from '../apply-observation.ts';
import { keepExchanges } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import type { Translated } from './understand-webhook.ts';

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

/** Applies once more what is kept, because it came again, and notes what became of it. */
export async function applyAgain(
  tx: Tx,
  deps: Deps,
  kept: WebhookDeliveryRecord,
  translated: Translated,
): Promise<void> {
  const isDone = kept.status === 'APPLIED' || kept.status === 'IGNORED';
  // With all its attempts before it, unless it needs none.
  const afresh = isDone ? kept : { ...kept, attempts: 0 };
  const attempted = await apply(tx, deps, afresh, translated);
  // What waits keeps its plan: coming often must not use up its attempts.
  if (attempted.status !== kept.status) await note(tx, kept, attempted);
  else if (!attempted.changed) throw new NothingNewError('nothing new');
}

/** Applies a stored delivery; what became of it is for the caller to note. */
export async function apply(
  tx: Tx,
  deps: Deps,
  delivery: WebhookDeliveryRecord,
  translated: Translated,
): Promise<Attempted> {
  for (const { subjectId, exchanges } of translated.calls) {
    await keepExchanges(tx, deps, subjectId, exchanges);
  }
  if ('error' in translated) return afterAttempt(deps, delivery, 'FAILED', translated.error);
  const source: Source = {
    merchantId: delivery.merchantId,
    accountId: delivery.accountId,
    cause: 'WEBHOOK',
    now: deps.now(),
    deliveryId: delivery.id,
  };
  const effects = new Set<Effect>();
  const awaited = new Set<string>();
  for (const news of translated.observations) {
    const effect = await applyObservation(tx, deps, source, news);
    effects.add(effect);
    if (effect === 'UNMATCHED') for (const reference of subjectsOf(news)) awaited.add(reference);
  }
  return afterEffects(deps, delivery, effects, awaited);
}

/** Notes what became of a delivery that is stored already. */
export async function note(
  tx: Tx,
  delivery: WebhookDeliveryRecord,
  attempted: Attempted,
): Promise<void> {
  await updateDelivery(tx, delivery.id, attempted);
  await awaitSubjects(tx, delivery, attempted.awaited);
}

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
