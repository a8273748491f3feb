/**
 * The data of the documents in documents.ts. By hand, because what is generated has no words about a field, and because
 * `type` and `network` are wider than the schema's enums: a new value of those breaks no caller. The rest is held
 * against the schema by tests/clients/helpers.test.ts.
 */

export type StreamItemKind = 'SNAPSHOT' | 'EVENT' | 'CAUGHT_UP' | 'CHECKPOINT' | 'RESET';

export type OrderStatus =
  | 'AUTHORIZED'
  | 'AWAITING_PAYMENT'
  | 'CANCELED'
  | 'CREATED'
  | 'EXPIRED'
  | 'FAILED'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PROCESSING'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'UNKNOWN';

export type SettlementStatus =
  | 'CANCELED'
  | 'FAILED'
  | 'PENDING'
  | 'PROCESSING'
  | 'REJECTED'
  | 'REQUESTED'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'SUCCEEDED'
  | 'UNKNOWN';

/** `OPEN`: it may still change. `SETTLED`: only a correction by the provider changes it. `FINAL`: it has ended. */
export type Phase = 'OPEN' | 'SETTLED' | 'FINAL';

/** An exact amount: `amount` is a decimal, never to be made a JavaScript number. */
export interface Money {
  amount: string;
  currency: string;
  /** Of a token; null for fiat money. */
  network: string | null;
}

/** What the payer has to do. Be ready for others to come: match on `__typename`. */
export type NextAction =
  | { __typename: 'RedirectAction'; url: string }
  | { __typename: 'QrCodeAction'; payload: string; expiresAt: string | null }
  | {
      __typename: 'DepositAddressAction';
      address: string;
      amount: Money;
      checkoutUrl: string | null;
      expiresAt: string | null;
    };

export type FailureCode =
  | 'DECLINED'
  | 'METHOD_NOT_ENABLED'
  | 'OTHER'
  | 'PROVIDER_AUTHENTICATION'
  | 'PROVIDER_UNAVAILABLE'
  | 'REJECTED';

export interface Failure {
  code: FailureCode;
  message: string;
}

export interface Order {
  id: string;
  reference: string;
  description: string | null;
  status: OrderStatus;
  phase: Phase;
  amount: Money;
  /** What the payer has to send; null until the provider reports it. */
  payable: Money | null;
  paid: Money | null;
  /** ISO 8601. */
  expiresAt: string | null;
  /** Null when there is nothing to do. */
  nextAction: NextAction | null;
  failure: Failure | null;
}

export interface Settlement {
  id: string;
  reference: string;
  status: SettlementStatus;
  phase: Phase;
  amount: Money;
  failure: Failure | null;
}

/** The statuses of orders, refunds, settlements and abnormal payments. */
export type SubjectStatus =
  | 'AUTHORIZED'
  | 'AWAITING_PAYMENT'
  | 'CANCELED'
  | 'CREATED'
  | 'EXPIRED'
  | 'FAILED'
  | 'OPEN'
  | 'PAID'
  | 'PARTIALLY_PAID'
  | 'PENDING'
  | 'PROCESSING'
  | 'REJECTED'
  | 'REQUESTED'
  | 'RESOLVED'
  | 'RESOLVING'
  | 'REVERSED'
  | 'SUBMITTING'
  | 'SUCCEEDED'
  | 'UNKNOWN';

export interface Event {
  id: string;
  type: string;
  fromStatus: SubjectStatus | null;
  toStatus: SubjectStatus | null;
  /** ISO 8601. */
  recordedAt: string;
}

export interface OrderItem {
  kind: StreamItemKind;
  cursor: string;
  /** Set for EVENT. */
  event: Event | null;
  /** The order as it is now, for every kind. */
  order: Order;
}

export interface SettlementItem {
  kind: StreamItemKind;
  cursor: string;
  event: Event | null;
  settlement: Settlement;
}

export interface EventItem {
  kind: StreamItemKind;
  cursor: string;
  event: (Event & { subject: { __typename: string; id: string } }) | null;
}
