import { OutcomeUnknown } from '@paygraph/provider-kit';
import type { Answered, Call, OrderHandle, RefundHandle } from '@paygraph/provider-kit';
import type { StripeClient } from './client.ts';
import { paymentIntentOf } from './mapping.ts';
import type { Refund, Session } from './replies.ts';

/** What a search came to. `queriedAt`: epoch milliseconds of its first request. */
export interface Searched<Found> {
  found: Found | null;
  queriedAt: number;
}

/** Stripe's clock may be behind ours. */
const marginSeconds = 300;
/** A thousand sessions. More would take longer than the answer is waited for. */
const mostPages = 10;

interface Page<Item> {
  data: readonly Item[];
  has_more: boolean;
  sentAt: number;
}

/**
 * Finds a session whose number is not known, because the answer was lost: sessions can be listed by time, not by our
 * reference. Throws `OutcomeUnknown` where the list is too long to prove that it is not there.
 */
export const findSession = (
  client: StripeClient,
  { providerReference, createdAt }: OrderHandle,
  call: Call,
): Promise<Answered<Searched<Session>>> =>
  search(
    (after) =>
      client.listSessions(
        {
          query: {
            'created[gte]':
              createdAt === undefined ? undefined : Math.floor(createdAt / 1000) - marginSeconds,
            limit: 100,
            starting_after: after,
            'expand[]': 'data.payment_intent',
          },
        },
        call,
        (page, sentAt) => ({ ...page, sentAt }),
      ),
    ({ metadata }) => metadata.reference === providerReference,
    createdAt !== undefined,
  );

/** Finds a refund whose number is not known, among those of its order. */
export async function findRefund(
  client: StripeClient,
  { providerReference, order }: RefundHandle,
  call: Call,
): Promise<Answered<Searched<Refund>>> {
  const { providerOrderId: id } = order;
  if (id === null) throw new OutcomeUnknown('the number of the session is not known');
  const session = await client.getSession({ parameters: { id } }, call, (found, queriedAt) => ({
    intent: paymentIntentOf(found),
    queriedAt,
  }));
  if (!session.ok) return session;
  const { intent, queriedAt } = session.data;
  if (intent === null) return { ok: true, data: { found: null, queriedAt } };
  return search(
    (after) =>
      client.listRefunds(
        { query: { payment_intent: intent, limit: 100, starting_after: after } },
        call,
        (page, sentAt) => ({ ...page, sentAt }),
      ),
    ({ metadata, id: number }) => (metadata.reference ?? number) === providerReference,
    true,
  );
}

/** `isWhole`: the list has all that could be it, so that its end proves an absence. */
async function search<Item extends { id: string }>(
  pageAfter: (after: string | undefined) => Promise<Answered<Page<Item>>>,
  isIt: (item: Item) => boolean,
  isWhole: boolean,
): Promise<Answered<Searched<Item>>> {
  let after: string | undefined;
  let queriedAt: number | null = null;
  for (let page = 0; page < mostPages; page += 1) {
    // Each page begins where the one before ended.
    const answered = await pageAfter(after);
    if (!answered.ok) return answered;
    const { data, has_more: hasMore, sentAt } = answered.data;
    queriedAt ??= sentAt;
    const found = data.find(isIt);
    if (found !== undefined) return { ok: true, data: { found, queriedAt } };
    if (!hasMore && isWhole) return { ok: true, data: { found: null, queriedAt } };
    if (!hasMore) break;
    after = data.at(-1)?.id;
  }
  throw new OutcomeUnknown('the list does not prove that it is not there');
}
