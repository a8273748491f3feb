import type { AbnormalPayment, Refund } from '../../domain/aggregates/aggregate.ts';
import { observe } from '../../domain/aggregates/observe.ts';
import {
  IdempotencyConflictError,
  InvalidStateError,
  ProviderUnavailableError,
} from '../../domain/errors.ts';
import { compare, sameCurrency } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { orderById } from '../../store/queries/orders.ts';
import {
  refundByProviderReference,
  refundsOfAbnormalPayment,
} from '../../store/queries/refunds.ts';
import { about, queryProvider } from '../call-provider.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, existing } from '../find.ts';
import { useUp } from '../idempotency.ts';
import type { KeyUse } from '../key-use.ts';
import { readAnswer, sourceOf } from '../instructions/change.ts';

/** The members of a refund request that tell one refund from another. */
export interface Wanted {
  accountId: string;
  orderId: string | null;
  abnormalPaymentId: string | null;
  amount: Money | null;
}

/**
 * The refund that this key had made before a backup was restored, if the provider has reported it since. It was adopted
 * as a refund made elsewhere, and now becomes the caller's. Null if there is none. Throws IdempotencyConflictError if
 * it differs from the request.
 */
export async function refundMadeBefore(
  deps: Deps,
  use: KeyUse,
  { accountId, orderId, abnormalPaymentId, amount }: Wanted,
): Promise<Refund | null> {
  const reference = deps.ids.providerReference(use);
  const found = await refundByProviderReference(deps.read, accountId, reference);
  if (found === null) return null;
  const differences = [
    ...(found.orderId === orderId ? [] : ['order']),
    ...(found.abnormalPaymentId === abnormalPaymentId ? [] : ['abnormalPayment']),
    ...(amount === null || isEqual(amount, found.amount) ? [] : ['amount']),
  ];
  if (differences.length > 0) throw new IdempotencyConflictError(found.id, differences);
  await useUp(deps, use, found.id);
  return found;
}

const isEqual = (a: Money, b: Money): boolean => sameCurrency(a, b) && compare(a, b) === 0;

/**
 * Queries that refund if its abnormal payment is dealt with, and not by anything that is known here. Throws
 * InvalidStateError if the provider does not say whether this refund did it.
 */
export async function queryLostRefund(
  deps: Deps,
  use: KeyUse,
  payment: AbnormalPayment,
  wanted: Wanted,
): Promise<Refund | null> {
  const { id, accountId, orderId, evidence, status } = payment;
  const ours = await refundsOfAbnormalPayment(deps.read, id, { first: 1, after: null });
  if (orderId === null || evidence.resolution !== null || ours.length > 0) return null;
  const { account, connection, module } = await connectionTo(deps, accountId);
  if (connection.queryRefund === undefined) return null;
  const providerReference = deps.ids.providerReference(use);
  const order = await existing(orderById(deps.read, orderId));
  const handle = { providerReference, providerRefundId: null, order };
  const answer = await queryProvider(deps, about(account, payment), async (call) =>
    connection.queryRefund?.(handle, call),
  );
  const { calls, callId, reported, keys } = readAnswer(deps, { id: orderId, accountId }, answer);
  await deps.queue.change({
    keys,
    decide(set) {
      const source = sourceOf(deps, payment, 'PROVIDER_QUERY', { callId });
      for (const one of reported) observe(set, source, one);
      return { result: undefined, writes: { calls } };
    },
  });
  if (reported.length > 0) return refundMadeBefore(deps, use, wanted);
  throw new InvalidStateError(status, new ProviderUnavailableError(module.title).message);
}
