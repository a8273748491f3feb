import { freshInstruction } from '../instructions/instruction.ts';
import type { NewId } from '../instructions/instruction.ts';
import { sameCurrency } from '../money.ts';
import { instant } from '../observation.ts';
import type { RefundObservation } from '../observation.ts';
import { unsent } from '../instructions/submission.ts';
import { noPayoutEvidence } from '../payout.ts';
import { countedIn } from '../request.ts';
import type { Refund } from './aggregate.ts';
import { changeOrder } from './order.ts';
import { addRefund, changeRefund } from './refund.ts';
import type { WorkingSet } from './working-set.ts';
import { keyAt, effect, reportedElsewhere } from './source.ts';
import type { Effect, Source } from './source.ts';

export function observeRefund(
  set: WorkingSet,
  source: Source,
  observation: RefundObservation,
  newId: NewId,
): Effect {
  const found = set.refund(keyAt(source, observation.providerReference));
  if (found === null) {
    return (
      adoptRefund(set, source, observation, newId) ?? refundAtLeftAccount(set, source, observation)
    );
  }
  const { aggregate, refund } = found;
  set.apply(changeRefund(aggregate, refund, { facts: [observation] }, source));
  return effect(refund, refundNow(set, refund));
}

export function refundNow(set: WorkingSet, { id }: { id: string }): Refund {
  const found = set.refund({ id });
  if (found === null) throw new Error(`refund ${id} is gone`);
  return found.refund;
}

/**
 * Adopts a refund that was made in the provider's portal: it is a refund like others
 * (docs/rules.md#refunds-made-elsewhere). If its currency is not what the order can give back, it is recorded with the
 * order, which then needs attention. Null while its order, or the abnormal payment that it refunds, is not known here.
 */
function adoptRefund(
  set: WorkingSet,
  source: Source,
  observation: RefundObservation,
  newId: NewId,
): 'CHANGED' | 'RECORDED_WITH_ORDER' | null {
  const { orderProviderReference, providerAbnormalPaymentId, amount } = observation;
  if (orderProviderReference === undefined || amount === undefined) return null;
  const aggregate = set.wholeOrder(keyAt(source, orderProviderReference));
  if (aggregate === null || aggregate.order.accountId !== source.accountId) return null;
  const payment =
    providerAbnormalPaymentId === undefined
      ? undefined
      : (set.payment(keyAt(source, providerAbnormalPaymentId))?.payment ?? null);
  if (payment === null) return null;
  if (!sameCurrency(amount, payment?.pending ?? countedIn(aggregate.order.request))) {
    set.apply(changeOrder(aggregate, { facts: [observation] }, source));
    return 'RECORDED_WITH_ORDER';
  }
  const refund: Refund = {
    ...freshInstruction(newId),
    merchantId: source.merchantId,
    accountId: source.accountId,
    orderId: aggregate.order.id,
    abnormalPaymentId: payment?.id ?? null,
    reference: newId.id,
    status: 'UNKNOWN',
    amount,
    address: null,
    reason: null,
    providerReference: observation.providerReference,
    evidence: noPayoutEvidence,
    submission: { ...unsent, state: 'ANSWERED' },
  };
  const occurredAt = instant(observation.occurredAt);
  set.apply(addRefund(aggregate, refund, source, { facts: [observation], occurredAt }));
  return 'CHANGED';
}

/** A refund at an account that the order has left. It is not one of the order's refunds. */
function refundAtLeftAccount(
  set: WorkingSet,
  source: Source,
  observation: RefundObservation,
): Effect {
  const { orderProviderReference: reference } = observation;
  const found = reference === undefined ? null : set.order(keyAt(source, reference));
  if (found === null || found.order.accountId === source.accountId) return 'UNMATCHED';
  const elsewhere = reportedElsewhere(source, [observation]);
  return effect(found.order, set.apply(changeOrder(found, { elsewhere }, source)).order);
}
