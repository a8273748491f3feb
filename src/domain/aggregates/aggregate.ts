import type { AbnormalPaymentEvidence, AbnormalPaymentStatus } from '../abnormal-payment.ts';
import type { Attention } from '../attention/attention.ts';
import type { Instruction } from '../instructions/instruction.ts';
import type { Money } from '../money.ts';
import type { OrderEvidence, OrderStatus } from '../order.ts';
import type { PayoutEvidence, PayoutStatus } from '../payout.ts';
import type { OrderRequest, SettlementRequest } from '../request.ts';

/** What is loaded together, changed by pure functions and saved together. Times are epoch milliseconds. */
export type Aggregate = OrderAggregate | SettlementAggregate | PaymentAggregate;

export interface OrderAggregate {
  kind: 'ORDER';
  order: Order;
  /** Oldest first. Null where no change needs them: the order's own row has their sums. */
  refunds: readonly Refund[] | null;
  abnormalPayments: readonly AbnormalPayment[] | null;
}

export interface SettlementAggregate {
  kind: 'SETTLEMENT';
  settlement: Settlement;
}

/** An abnormal payment whose order is not known here. It cannot be refunded. */
export interface PaymentAggregate {
  kind: 'ABNORMAL_PAYMENT';
  payment: AbnormalPayment;
}

export interface MetadataEntry {
  key: string;
  value: string;
}

export interface Order extends Instruction {
  provider: string;
  status: OrderStatus;
  providerOrderId: string | null;
  /** As it is stored: without the personal data in it. */
  request: OrderRequest & { metadata: readonly MetadataEntry[] };
  /** When they were erased, in epoch milliseconds; null where they were not. */
  erasedAt: number | null;
  evidence: OrderEvidence;
  /** What refunds may take in total; null while nothing is paid. */
  refundable: Money | null;
  /**
   * Minor units. Held: refunds that are not FAILED, REJECTED, CANCELED or REVERSED. Refunded: those of them that
   * SUCCEEDED.
   */
  refundsHeld: bigint;
  refunded: bigint;
  expiresAt: number | null;
}

export interface Refund extends Instruction {
  orderId: string;
  abnormalPaymentId: string | null;
  status: PayoutStatus;
  amount: Money;
  address: string | null;
  reason: string | null;
  evidence: PayoutEvidence;
}

export interface Settlement extends Instruction {
  provider: string;
  status: PayoutStatus;
  request: SettlementRequest;
  orderIds: readonly string[];
  evidence: PayoutEvidence;
}

export interface AbnormalPayment {
  id: string;
  merchantId: string;
  accountId: string;
  orderId: string | null;
  providerAbnormalPaymentId: string;
  status: AbnormalPaymentStatus;
  evidence: AbnormalPaymentEvidence;
  pending: Money;
  /**
   * Minor units that refunds and a resolution have taken. It only shows whether that is more than was ever pending
   * (docs/architecture.md#where-a-refunds-amount-is-held).
   */
  held: bigint;
  /** Why it needs a person, and what of it was acknowledged. */
  attention: Attention;
  checkAt: number | null;
  checks: number;
  version: number;
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** An order with its refunds and abnormal payments, as changes of those need it. */
export interface WholeOrder extends OrderAggregate {
  refunds: readonly Refund[];
  abnormalPayments: readonly AbnormalPayment[];
}

/** A change looked up what its keys do not lead to, or lead to only since the changes that were decided before it. */
export class NotLoadedError extends Error {
  override readonly name = 'NotLoadedError';
}

export function whole(aggregate: OrderAggregate): WholeOrder {
  const { refunds, abnormalPayments } = aggregate;
  if (refunds === null || abnormalPayments === null) {
    throw new NotLoadedError(`${aggregate.order.id} was loaded without what belongs to it`);
  }
  return { ...aggregate, refunds, abnormalPayments };
}

/** Replaces the member with the same id, or appends `member`. */
export function withMember<Member extends { id: string }>(
  members: readonly Member[],
  member: Member,
): readonly Member[] {
  const at = members.findIndex(({ id }) => id === member.id);
  return at === -1 ? [...members, member] : members.with(at, member);
}
