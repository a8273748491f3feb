import type { Money } from '../../../domain/money.ts';
import type { Observation } from '../../../domain/observation.ts';
import type { PayoutStatus } from '../../../domain/payout.ts';
import type { OrderStatus } from '../../../domain/order.ts';
import type {
  CaptureRequest,
  OrderRequest,
  RefundRequest,
  SettlementRequest,
} from '../../../domain/request.ts';

export interface ListRange {
  /** Times of creation in epoch milliseconds. Both ends are included. */
  from: number;
  to: number;
  /** The first page is 1. */
  page: number;
  /** `next` of the page before, for lists that go on from a cursor. Left out for the first page. */
  after?: string;
}

export interface AbnormalPaymentRange extends Partial<ListRange> {
  providerAbnormalPaymentId?: string;
  orderProviderReference?: string;
}

export interface ListPage {
  observations: readonly Observation[];
  hasMore: boolean;
  /** Where the next page begins, for lists that go on from a cursor. */
  next?: string;
}

export interface OrderHandle {
  providerReference: string;
  providerOrderId: string | null;
  /** When we made the order, in epoch milliseconds. Left out where it is not known here. */
  createdAt?: number;
  /** As far as it is known here: an order that is AUTHORIZED is canceled in another way at many providers. */
  status?: OrderStatus;
}

export interface CaptureToSend extends CaptureRequest {
  /** Our number of the capture: the same in every attempt. It is the key by which a repetition is recognised. */
  providerReference: string;
  order: OrderHandle;
}

export interface OrderToSend extends OrderRequest {
  providerReference: string;
  /** When we made the order, in epoch milliseconds: the same in every attempt. */
  createdAt?: number;
  /** Where the provider delivers webhooks about this order, for providers that take the address with each request. */
  notifyUrl: string;
  /** Where the payer's browser returns to: the merchant's page, or ours. */
  returnUrl: string;
}

export interface RefundHandle {
  providerReference: string;
  providerRefundId: string | null;
  order: OrderHandle;
  /** Set while this is the only refund of the order under way. */
  underWay?: RefundUnderWay;
}

/** Our record of a refund, for a provider that reports one status for all refunds of an order together. */
export interface RefundUnderWay {
  status: PayoutStatus;
  amount: Money;
  /** What all refunds of the order may take together. */
  refundable: Money;
  /** What the other refunds of the order have given back. */
  refundedBefore: Money;
  /** Epoch milliseconds of the last send. */
  sentAt: number | null;
  /** The order may have refunds that are not known here (docs/rules.md#refunds-that-a-restore-has-lost). */
  mayHaveOthers: boolean;
}

export interface RefundToSend extends RefundRequest {
  providerReference: string;
  order: OrderHandle;
  notifyUrl: string;
}

export interface AbnormalPaymentRefundToSend {
  providerReference: string;
  order: OrderHandle;
  providerAbnormalPaymentId: string;
  transactionHash: string | null;
  amount: Money;
  reason: string | null;
}

export interface SettlementHandle {
  providerReference: string;
  providerSettlementId: string | null;
}

export interface SettlementToSend extends SettlementRequest {
  providerReference: string;
  orderProviderReferences: readonly string[];
  notifyUrl: string;
}

export interface AccountBalance {
  available: Money;
  frozen: Money | null;
  unsettled: Money | null;
}
