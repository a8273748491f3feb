/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
export type EventCause =
  | 'MUTATION'
  | 'PROVIDER_ANSWER'
  /** A query of the provider, made because of a webhook, a timer or a person. */
  | 'PROVIDER_QUERY'
  | 'RECONCILIATION'
  | 'WEBHOOK';

export type EventFilter = {
  order?: string | number | null | undefined;
  settlement?: string | number | null | undefined;
  types?: Array<EventType> | null | undefined;
};

export type EventType =
  | 'ABNORMAL_PAYMENT_RECEIVED'
  | 'ABNORMAL_PAYMENT_STATUS_CHANGED'
  | 'ORDER_CREATED'
  | 'ORDER_STATUS_CHANGED'
  /** Something else of the order changed: its amounts, its next action, or whether it needs attention. */
  | 'ORDER_UPDATED'
  | 'REFUND_CREATED'
  | 'REFUND_STATUS_CHANGED'
  /** Whether it needs attention changed. */
  | 'REFUND_UPDATED'
  | 'SETTLEMENT_CREATED'
  | 'SETTLEMENT_STATUS_CHANGED'
  /** Whether it needs attention changed. */
  | 'SETTLEMENT_UPDATED';

export type FailureCode =
  /** The payer, the bank or a risk check declined the payment or payout. */
  | 'DECLINED'
  | 'METHOD_NOT_ENABLED'
  | 'OTHER'
  /** Our credentials or signature were refused. */
  | 'PROVIDER_AUTHENTICATION'
  /** Nothing was sent: the provider could not be reached, or its circuit is open. */
  | 'PROVIDER_UNAVAILABLE'
  /** The provider refused the request: something in it is wrong or not possible. */
  | 'REJECTED';

export type Network =
  | 'ETHEREUM'
  | 'SOLANA'
  | 'TRON';

export type OrderStatus =
  | 'AWAITING_PAYMENT'
  | 'CANCELED'
  /** It is stored, and nothing has been sent. */
  | 'CREATED'
  | 'EXPIRED'
  | 'FAILED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PROCESSING'
  | 'REVERSED'
  /** It is being sent. */
  | 'SUBMITTING'
  /** It was sent and the answer was lost: the provider may or may not have it. See resolution. */
  | 'UNKNOWN';

export type PaymentMethodType =
  | 'BANK_TRANSFER'
  | 'CONVENIENCE_STORE'
  | 'E_WALLET'
  | 'PIX'
  | 'STABLECOIN'
  | 'UPI';

export type Phase =
  /** It has ended for good. */
  | 'FINAL'
  /** It may still change. */
  | 'OPEN'
  /** It has ended, unless the provider corrects it (a late payment, a reversal). */
  | 'SETTLED';

export type SettlementStatus =
  | 'CANCELED'
  | 'FAILED'
  | 'PENDING'
  | 'PROCESSING'
  /** Reviewed by the provider and refused. */
  | 'REJECTED'
  | 'REQUESTED'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'SUCCEEDED'
  | 'UNKNOWN';

export type StreamItemKind =
  /** All events from before the subscription have been delivered. Live events follow. */
  | 'CAUGHT_UP'
  /** No event for about 15 s. Its cursor is past the filtered events, and it shows that the stream is alive. */
  | 'CHECKPOINT'
  /** One event of the log. */
  | 'EVENT'
  /** The stream cannot continue from the cursor. It continues from `cursor`: reload your data. */
  | 'RESET'
  /** The state as it is now. The first item of a stream without a cursor. */
  | 'SNAPSHOT';

export type FollowOrderSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type FollowOrderSubscription = { orderUpdates: { kind: StreamItemKind, cursor: string, order: { id: string, status: OrderStatus, phase: Phase, reference: string, description: string | null, method: PaymentMethodType, expiresAt: string | null, paidAt: string | null, amount: { amount: string, currency: string }, payable: { amount: string, currency: string, network: Network | null } | null, paid: { amount: string, currency: string } | null, refunded: { amount: string, currency: string }, failure: { code: FailureCode, message: string } | null, nextAction:
        | { __typename: 'DepositAddressAction', address: string, checkoutUrl: string | null, expiresAt: string | null, tokenContract: string | null }
        | { __typename: 'QrCodeAction', payload: string, expiresAt: string | null }
        | { __typename: 'RedirectAction', url: string }
       | null }, event: { id: string, type: EventType, from: string | null, to: string | null, recordedAt: string } | null } };

export type FollowSettlementSubscriptionVariables = Exact<{
  id: string | number;
  after?: string | null | undefined;
}>;


export type FollowSettlementSubscription = { settlementUpdates: { kind: StreamItemKind, cursor: string, settlement: { id: string, status: SettlementStatus, phase: Phase, reference: string, amount: { amount: string, currency: string }, failure: { code: FailureCode, message: string } | null }, event: { id: string, type: EventType, from: string | null, to: string | null, recordedAt: string } | null } };

export type FollowEventsSubscriptionVariables = Exact<{
  filter?: EventFilter | null | undefined;
  after?: string | null | undefined;
}>;


export type FollowEventsSubscription = { events: { kind: StreamItemKind, cursor: string, event: { id: string, type: EventType, version: number, from: string | null, to: string | null, cause: EventCause, recordedAt: string, subject:
        | { __typename: 'AbnormalPayment', id: string }
        | { __typename: 'Order', id: string }
        | { __typename: 'Refund', id: string }
        | { __typename: 'Settlement', id: string }
       } | null } };
