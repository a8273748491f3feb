import type { AbnormalPayment, Order } from '../../domain/aggregates/aggregate.ts';
import { sameCurrency, subtract, zero } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { orderPhase } from '../../domain/order.ts';
import { paidSoFar } from '../../domain/order-money.ts';
import { nextAction } from '../../domain/payer/next-action.ts';
import type { PayoutStatus } from '../../domain/payout.ts';
import type { Outcome, RefundState } from './languages/texts.ts';

/** What became of the order, as its payer is to understand it. */
export function outcomeOf(order: Order): Outcome {
  const { status, evidence } = order;
  switch (status) {
    case 'CREATED':
    case 'SUBMITTING':
      return 'PREPARING';
    case 'UNKNOWN':
      return 'UNKNOWN';
    case 'AWAITING_PAYMENT':
      if (nextAction(evidence, status) !== null) return 'TO_PAY';
      return isRequested(order) ? 'TO_APPROVE' : 'AWAITED';
    case 'PARTIALLY_PAID':
      return orderPhase(status, evidence) === 'OPEN' ? 'TO_PAY_REST' : 'TOO_LITTLE';
    case 'PROCESSING':
      return 'CONFIRMING';
    case 'AUTHORIZED':
    case 'PAID':
    case 'EXPIRED':
    case 'CANCELED':
    case 'REVERSED':
      return status;
    case 'FAILED':
      return evidence.failure?.code === 'DECLINED' ? 'DECLINED' : 'FAILED';
  }
}

const isRequested = ({ request: { method } }: Order): boolean =>
  method.type === 'UPI' && method.flow === 'COLLECT';

/** The amounts of an order. All are in the currency of what is due. */
export interface Amounts {
  due: Money;
  received: Money;
  /** What is missing, never below zero. */
  rest: Money;
}

export function amountsOf({ evidence, status, request }: Order): Amounts {
  const paid = paidSoFar(evidence, status);
  const due = evidence.payable ?? request.amount;
  const received = paid ?? (status === 'PAID' || status === 'REVERSED' ? due : zero(due));
  const missing = sameCurrency(due, received) ? subtract(due, received) : due;
  return { due, received, rest: missing.minor < 0n ? zero(due) : missing };
}

/** What of an abnormal payment concerns its payer: of a surplus that alone, of others all that came in. */
export function abnormalAmount({ evidence: { type, received, pendingAtFirst } }: AbnormalPayment) {
  return type === 'OVERPAID' ? pendingAtFirst : received;
}

export const refundStateOf = (status: PayoutStatus): RefundState => refundStates[status];

const refundStates: Readonly<Record<PayoutStatus, RefundState>> = {
  REQUESTED: 'UNDER_WAY',
  SUBMITTING: 'UNDER_WAY',
  UNKNOWN: 'UNKNOWN',
  PENDING: 'UNDER_WAY',
  PROCESSING: 'UNDER_WAY',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'NOT_MADE',
  REJECTED: 'NOT_MADE',
  CANCELED: 'NOT_MADE',
  REVERSED: 'RETURNED',
};

/** When the payer has to have paid, in epoch milliseconds; null where there is no end. */
export function deadlineOf({ evidence, expiresAt, status }: Order): number | null {
  const action = nextAction(evidence, status);
  const ends = [
    evidence.expiresAt ?? expiresAt,
    action?.kind === 'QR_CODE' ? action.expiresAt : null,
  ].filter((end) => end !== null);
  return ends.length === 0 ? null : Math.min(...ends);
}
