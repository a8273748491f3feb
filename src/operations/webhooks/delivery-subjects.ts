import { createHash } from 'node:crypto';
import { keysOf } from '../../domain/aggregates/observe.ts';
import type { KeyToLoad, WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { RawDelivery } from '../../providers/provider.ts';
import type { Writes } from '../../store/aggregates/change.ts';
import { eraseBodies } from '../../store/queries/personal-data/traces.ts';
import { queriesOfNotice } from './understand-webhook.ts';
import type { Message } from './understand-webhook.ts';

/** Bytes of what is found by an index. PostgreSQL refuses a row with an entry of some thousand bytes. */
const longestIndexed = 1_000;

const hashOf = (bytes: Buffer | string): string => createHash('sha256').update(bytes).digest('hex');

/** All notices with the same queries are about the same; null for any other message. */
export function subjectOfNotice(message: Message): string | null {
  const queries = queriesOfNotice(message);
  return queries === null ? null : JSON.stringify(queries);
}

/**
 * Deliveries with the same identity are repetitions (docs/rules.md#which-delivery-is-a-repetition). It consists of the
 * topic, which the signature does not cover, and the provider's event id, or else the hash of the body. All notices
 * with the same queries have one identity, whatever their topic and text.
 */
export function identityOf(
  { topic, body }: Pick<RawDelivery, 'topic' | 'body'>,
  eventId: string | null,
  message: Message,
): string {
  const subject = eventId === null ? subjectOfNotice(message) : null;
  if (subject !== null) return indexed(subject);
  const content = indexed(eventId ?? hashOf(body));
  return topic === null ? content : `${topic}/${content}`;
}

const isTooLong = (text: string): boolean => Buffer.byteLength(text) > longestIndexed;

/** The text, or its hash where it is too long for an index. */
export const indexed = (text: string): string =>
  isTooLong(text) ? `sha256:${hashOf(text)}` : text;

/**
 * The provider's reference or number of what a message is about, of the first thing where it is about several. Null
 * where it is longer than that of anything that can be found.
 */
export function aboutOf(message: Message, accountId: string): string | null {
  const about = firstSubjectOf(message, accountId);
  return about !== null && isTooLong(about) ? null : about;
}

function firstSubjectOf(message: Message, accountId: string): string | null {
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
