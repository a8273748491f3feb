import type { Attempted } from '../../domain/aggregates/delivery.ts';
import type { DeliveryOutcome } from '../../store/aggregates/change.ts';
import type { WebhookDeliveryRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { callRecordsOf, keysOfAll, reportedOf } from '../instructions/change.ts';
import type { Translated } from './understand-webhook.ts';

/** A translated delivery as a change takes it. */
export function readTranslated(
  deps: Deps,
  { accountId }: WebhookDeliveryRecord,
  translated: Translated,
) {
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
export function outcomeOf(
  { now }: Deps,
  of: WebhookDeliveryRecord,
  attempted: Attempted,
): DeliveryOutcome {
  const { id, merchantId, accountId } = of;
  return { id, merchantId, accountId, at: now(), ...attempted };
}
