import type { AbnormalPaymentEvidence, AbnormalPaymentStatus } from '../domain/abnormal-payment.ts';
import type { EvidenceRule } from '../domain/evidence.ts';
import type { Statement } from '../domain/judgement.ts';
import type { Money } from '../domain/money.ts';
import type { OrderEvidence, OrderStatus } from '../domain/order.ts';
import type { PayoutEvidence, PayoutStatus } from '../domain/payout.ts';
import type { Principal, Scope } from '../domain/principal.ts';
import type { OrderRequest, SettlementRequest } from '../domain/request.ts';
import type { Submission } from '../domain/submission.ts';

/** Rows as the rest of the program sees them. Times are epoch milliseconds. */

export interface MerchantRecord {
  id: string;
  name: string;
  timeline: string;
  lastSeq: number;
  createdAt: number;
}

export interface ApiKeyRecord {
  id: string;
  merchantId: string;
  name: string;
  prefix: string;
  scopes: readonly Scope[];
  createdAt: number;
  lastUsedAt: number | null;
  revokedAt: number | null;
}

export interface AccountRecord {
  id: string;
  merchantId: string;
  provider: string;
  name: string;
  baseUrl: string;
  enabled: boolean;
  /** Sealed: see `sealing.ts`. */
  credentials: string;
  lastReconciliation: LastReconciliation | null;
  createdAt: number;
  updatedAt: number;
}

/** What the last reconciliation by ourselves came to. */
export interface LastReconciliation {
  at: number;
  /** Differences that it found. */
  findings: number;
  /** Whether the provider answered all that it was asked. */
  complete: boolean;
  /** When it last went back a week, and when it last asked one by one; null: never to the end. */
  deepAt: number | null;
  askedAt: number | null;
}

/** What everything that is submitted to a provider has in common. */
export interface WorkRecord {
  id: string;
  merchantId: string;
  accountId: string;
  reference: string;
  providerReference: string;
  submission: Submission;
  /** When it is looked at next; null when there is nothing to look for. */
  checkAt: number | null;
  checks: number;
  lastCheckAt: number | null;
  /** Since when it is unknown or needs attention. */
  unknownSince: number | null;
  needsAttention: boolean;
  /** Grows by one with every event of the subject. */
  version: number;
  /** Grows by one with every write; guards it. */
  revision: number;
  createdAt: number;
  updatedAt: number;
}

export interface MetadataEntry {
  key: string;
  value: string;
}

export interface OrderRecord extends WorkRecord {
  provider: string;
  status: OrderStatus;
  providerOrderId: string | null;
  request: OrderRequest & { metadata: readonly MetadataEntry[] };
  evidence: OrderEvidence;
  /** What refunds may take in all; null while nothing is paid. */
  refundable: Money | null;
  /** Minor units of refunds that are not proven to have failed, and of those proven to have succeeded. */
  refundsHeld: bigint;
  refunded: bigint;
  expiresAt: number | null;
}

export interface RefundRecord extends WorkRecord {
  orderId: string;
  abnormalPaymentId: string | null;
  status: PayoutStatus;
  amount: Money;
  address: string | null;
  reason: string | null;
  evidence: PayoutEvidence;
}

export interface SettlementRecord extends WorkRecord {
  provider: string;
  status: PayoutStatus;
  request: SettlementRequest;
  orderIds: readonly string[];
  evidence: PayoutEvidence;
}

export interface AbnormalPaymentRecord {
  id: string;
  merchantId: string;
  accountId: string;
  orderId: string | null;
  providerAbnormalPaymentId: string;
  status: AbnormalPaymentStatus;
  evidence: AbnormalPaymentEvidence;
  pending: Money;
  /** Minor units of what was ever pending: taken by refunds not proven to have failed, accepted or dismissed. */
  held: bigint;
  checkAt: number | null;
  checks: number;
  version: number;
  revision: number;
  createdAt: number;
  updatedAt: number;
}

export interface ProviderCallRecord {
  id: string;
  subjectId: string;
  operation: string;
  outcome: 'ANSWERED' | 'NOT_SENT' | 'UNKNOWN';
  httpStatus: number | null;
  durationMs: number;
  request: string;
  response: string | null;
  at: number;
}

/** As lists have it: how large the texts are, and not the texts. */
export type ProviderCallEntry = Omit<ProviderCallRecord, 'request' | 'response'> & {
  requestBytes: number;
  responseBytes: number;
};

export const webhookDeliveryStatuses = [
  'APPLIED',
  'DUPLICATE',
  'IGNORED',
  'UNMATCHED',
  'FAILED',
  'DEAD',
] as const;
export type WebhookDeliveryStatus = (typeof webhookDeliveryStatuses)[number];

/** Byte for byte as received, but sealed. */
export interface KeptBody {
  bytes: Buffer;
  /** Id of the key; null for one that was kept as it is, before bodies were sealed. */
  sealedWith: string | null;
}

export interface WebhookDeliveryRecord {
  id: string;
  merchantId: string;
  accountId: string;
  status: WebhookDeliveryStatus;
  eventId: string | null;
  /** Which of our addresses it came in at; null for the account's own. */
  topic: 'orders' | 'refunds' | 'settlements' | null;
  identity: string;
  headers: Readonly<Record<string, string>>;
  /** To be opened with `openBody`. */
  body: KeptBody;
  attempts: number;
  lastError: string | null;
  receivedAt: number;
  checkAt: number | null;
}

/** As lists have it: how large the body is, and not the body. */
export type WebhookDeliveryEntry = Omit<WebhookDeliveryRecord, 'body'> & { bodyBytes: number };

export const eventTypes = [
  'ORDER_CREATED',
  'ORDER_STATUS_CHANGED',
  'ORDER_UPDATED',
  'REFUND_CREATED',
  'REFUND_STATUS_CHANGED',
  'REFUND_UPDATED',
  'SETTLEMENT_CREATED',
  'SETTLEMENT_STATUS_CHANGED',
  'SETTLEMENT_UPDATED',
  'ABNORMAL_PAYMENT_RECEIVED',
  'ABNORMAL_PAYMENT_STATUS_CHANGED',
] as const;
export type EventType = (typeof eventTypes)[number];
export const eventCauses = [
  'MUTATION',
  'PROVIDER_ANSWER',
  'WEBHOOK',
  'PROVIDER_QUERY',
  'RECONCILIATION',
] as const;
export type EventCause = (typeof eventCauses)[number];

export interface EventRecord {
  merchantId: string;
  seq: number;
  id: string;
  type: EventType;
  subjectId: string;
  orderId: string | null;
  settlementId: string | null;
  version: number;
  from: string | null;
  to: string | null;
  cause: EventCause;
  deliveryId: string | null;
  occurredAt: number | null;
  recordedAt: number;
}

/** One thing that was learned of a subject, with the rule that it met. */
export interface EvidenceRecord {
  id: string;
  subjectId: string;
  cause: EventCause;
  /** The webhook that brought it, or the last exchange of the call whose answer it is. */
  deliveryId: string | null;
  callId: string | null;
  statement: Statement;
  rule: EvidenceRule;
  /** Null for the first. */
  from: string | null;
  to: string;
  /** How often the same was heard, and when first and last. */
  times: number;
  heardAt: number;
  lastHeardAt: number;
}

export interface IdempotencyRecord {
  merchantId: string;
  mutation: string;
  key: string;
  fingerprint: string;
  /** Path → digest of the value there. */
  paths: Readonly<Record<string, string>>;
  objectId: string;
  createdAt: number;
}

/** A mutation that somebody called. */
export interface AuditRecord {
  id: string;
  /** Null where it cannot be told whose it is. */
  merchantId: string | null;
  principal: Exclude<Principal['kind'], 'CLIENT'>;
  /** Null for the administrator. */
  apiKey: AuditedKey | null;
  mutation: string;
  /** JSON, masked. */
  arguments: string;
  source: string;
  requestId: string;
  at: number;
}

/** An API key as it was at the time. */
export type AuditedKey = Pick<ApiKeyRecord, 'id' | 'name' | 'prefix'>;
