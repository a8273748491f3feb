import { createHash } from 'node:crypto';
import { keysOf } from '../../domain/aggregates/observe.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { RawDelivery } from '../../providers/provider.ts';
import type { Writes } from '../../store/aggregates/change.ts';
import { eraseBodies } from '../../store/queries/personal-data/traces.ts';
import { queriesOfNotice } from './understand-webhook.ts';
import type { Message } from './understand-webhook.ts';

/**
 * Deliveries with the same identity are repetitions (docs/rules.md#which-delivery-is-a-repetition). It consists of the
 * topic, which the signature does not cover, and the provider's event id, or else the hash of the body. All notices
 * with the same queries have one identity, whatever their text.
 */
export function identityOf(
  { topic, body }: Pick<RawDelivery, 'topic' | 'body'>,
  eventId: string | null,
  message: Message,
): string {
  const queries = queriesOfNotice(message);
  const notice = queries === null ? null : JSON.stringify(queries);
  const content = eventId ?? notice ?? createHash('sha256').update(body).digest('hex');
  return topic === null ? content : `${topic}/${content}`;
}

/** The provider's reference or number of what a message is about, of the first thing where it is about several. */
export function aboutOf(message: Message, accountId: string): string | null {
  if ('error' in message) return null;
  const [key] = message.observations.flatMap((one) => keysOf(one, accountId));
  if (key !== undefined && 'reference' in key) return key.reference;
  const [query] = message.queries;
  if (query === undefined) return null;
  if ('providerId' in query) return query.providerId;
  if (query.about !== 'ABNORMAL_PAYMENT') return query.providerReference;
  const { providerAbnormalPaymentId, orderProviderReference } = query.filter;
  return providerAbnormalPaymentId ?? orderProviderReference ?? null;
}

/** What is written where a delivery is about an order whose data are erased: it brings none of them back. */
export function erasing(
  set: WorkingSet,
  keys: readonly KeyToLoad[],
  deliveryId: string,
): Pick<Writes, 'also'> {
  const isErased = keys.some((key) => {
    const aggregate = set.find(key)?.aggregate;
    return aggregate?.kind === 'ORDER' && aggregate.order.erasedAt !== null;
  });
  return isErased ? { also: (tx) => eraseBodies(tx, [deliveryId]) } : {};
}

/** The orders and settlements to which the keys lead. */
export const rootsOf = (set: WorkingSet, keys: readonly KeyToLoad[]): string[] =>
  keys.flatMap((key) => {
    const aggregate = set.find(key)?.aggregate;
    if (aggregate?.kind === 'ORDER') return [aggregate.order.id];
    return aggregate?.kind === 'SETTLEMENT' ? [aggregate.settlement.id] : [];
  });
