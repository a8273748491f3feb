import { clockMarginMs, findInList, OutcomeUnknown } from '@paygraph/provider-kit';
import type {
  Answered,
  Call,
  OrderHandle,
  PagePosition,
  RefundHandle,
  Searched,
} from '@paygraph/provider-kit';
import type { StripeClient } from './client.ts';
import { paymentIntentOf } from './mapping.ts';
import { pageOf } from './replies.ts';
import type { Refund, Session } from './replies.ts';

/**
 * Finds a session whose number is not known, because the answer was lost: sessions can be listed by time, not by our
 * reference. Throws `OutcomeUnknown` where the list is too long to prove that it is not there.
 */
export const findSession = (
  client: StripeClient,
  { providerReference, createdAt }: OrderHandle,
  call: Call,
): Promise<Answered<Searched<Session>>> =>
  findInList({
    read: (position) =>
      client.listSessions(
        {
          query: {
            'created[gte]':
              createdAt === undefined ? undefined : Math.floor((createdAt - clockMarginMs) / 1000),
            ...pageAfter(position),
            'expand[]': 'data.payment_intent',
          },
        },
        call,
        (list, sentAt) => ({ page: pageOf(list), sentAt }),
      ),
    isIt: ({ metadata }) => metadata.reference === providerReference,
    isWhole: createdAt !== undefined,
  });

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
  return findInList({
    read: (position) =>
      client.listRefunds(
        { query: { payment_intent: intent, ...pageAfter(position) } },
        call,
        (list, sentAt) => ({ page: pageOf(list), sentAt }),
      ),
    isIt: ({ metadata, id: number }) => (metadata.reference ?? number) === providerReference,
  });
}

/** Of a list that goes on behind a number. */
export const pageAfter = ({ after }: PagePosition) => ({ limit: 100, starting_after: after });
