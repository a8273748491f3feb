import type { DeliveryState } from '../domain/aggregates/delivery.ts';
import type { NewEvidence } from '../domain/aggregates/transition.ts';
import type { NewEvent } from '../domain/event.ts';
import type { Principal, Scope } from '../domain/principal.ts';
import type { LastReconciliation } from '../domain/reconciliation/schedule.ts';
import type { AccountMode } from '../domain/routing.ts';

export type { LastReconciliation } from '../domain/reconciliation/schedule.ts';

/** Rows as the rest of the program sees them. Times are epoch milliseconds. */

export interface MerchantRecord {
  id: string;
  name: string;
  timeline: string;
  lastSeq: number;
  /** Number of the last event that is archived and no longer in the log; 0 before the first. */
  archivedSeq: number;
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
  mode: AccountMode;
  enabled: boolean;
  /** Sealed: see `sealing/credentials.ts`. */
  credentials: string;
  lastReconciliation: LastReconciliation | null;
  createdAt: number;
  updatedAt: number;
  /** See `domain/reconciliation/lost-time.ts`. */
  lostFrom: number | null;
  lostUntil: number | null;
  /** Since when no call has reached the provider; null where the last one did. */
  unreachedSince: number | null;
}

export type {
  AbnormalPayment as AbnormalPaymentRecord,
  MetadataEntry,
  Order as OrderRecord,
  Refund as RefundRecord,
  Settlement as SettlementRecord,
} from '../domain/aggregates/aggregate.ts';
export type { Instruction as WorkRecord } from '../domain/instructions/instruction.ts';

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

/** A call as lists have it: with the sizes of the texts, and without the texts. */
export type ProviderCallEntry = Omit<ProviderCallRecord, 'request' | 'response'> & {
  /** How many calls got this answer, and when the last of them was sent. */
  times: number;
  lastAt: number;
  requestBytes: number;
  responseBytes: number;
};

export { deliveryStatuses as webhookDeliveryStatuses } from '../domain/aggregates/delivery.ts';
export type { DeliveryStatus as WebhookDeliveryStatus } from '../domain/aggregates/delivery.ts';

/** A body byte for byte as received, but sealed. Without bytes it was erased. */
export interface StoredBody {
  bytes: Buffer;
  /** Id of the key; null for a body that was stored before bodies were sealed. */
  sealedWith: string | null;
}

export interface WebhookDeliveryRecord extends DeliveryState {
  id: string;
  merchantId: string;
  accountId: string;
  eventId: string | null;
  /** Which of our addresses received it; null for the account's own. */
  topic: 'orders' | 'refunds' | 'settlements' | null;
  identity: string;
  /** The provider's reference or number of the first thing that it is about; null where it is not known. */
  about: string | null;
  headers: Readonly<Record<string, string>>;
  /** Open it with `openBody`. */
  body: StoredBody;
  receivedAt: number;
}

/** A delivery as lists have it: with the size of the body, and without the body. */
export type WebhookDeliveryEntry = Omit<WebhookDeliveryRecord, 'body'> & { bodyBytes: number };

export { eventCauses, eventTypes } from '../domain/event.ts';
export type { EventCause, EventType } from '../domain/event.ts';

/** An event before it has a number. */
export interface NewEventRecord extends NewEvent {
  id: string;
}

/** An event without what only exports show. */
export interface EventRecord extends Omit<NewEvent, 'state' | 'movements'> {
  seq: number;
  id: string;
}

/** One statement about a subject, with the rule that it met. */
export interface EvidenceRecord extends Omit<NewEvidence, 'sentAt'> {
  id: string;
  /** How often the same was stated. `recordedAt` is the first time. */
  times: number;
  lastRecordedAt: number;
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

/** A key of one owner's data. */
export interface DataKeyRecord {
  id: string;
  merchantId: string;
  /** Keyed digest of a person; empty for the merchant's own key. */
  owner: string;
  /** Sealed: see `sealing/data-keys.ts`. */
  key: string;
  createdAt: number;
}

/** An entry of the audit trail: one call of a mutation. */
export interface AuditRecord {
  id: string;
  /** Null where the merchant is not known. */
  merchantId: string | null;
  principal: Exclude<Principal['kind'], 'CLIENT'> | 'PAYMENT_LINK';
  /** Null for the administrator and for a payment link. */
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
