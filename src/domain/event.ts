import type { EventState } from './movements/event-state.ts';
import type { Movement } from './movements/movement.ts';

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

/** One event of a merchant's log, before it has a number and an id. Times are epoch milliseconds. */
export interface NewEvent {
  type: EventType;
  merchantId: string;
  subjectId: string;
  orderId: string | null;
  settlementId: string | null;
  version: number;
  from: string | null;
  to: string | null;
  cause: EventCause;
  deliveryId: string | null;
  /** When it happened according to the provider; null where the provider does not say. */
  occurredAt: number | null;
  recordedAt: number;
  /** The subject right after the event. */
  state: EventState;
  /** The movements of money that the event states. */
  movements: readonly Movement[];
}
