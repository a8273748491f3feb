export type { TypedDocument } from './document.ts';
export { eventsDocument, orderDocument, orderFields, settlementDocument } from './documents.ts';
export { FollowError } from './errors.ts';
export type { ApiError } from './errors.ts';
export { followEvents, followOrder, followSettlement } from './follow.ts';
export type { FollowEventsOptions, FollowOneOptions, FollowOptions, Following } from './follow.ts';
export { idempotencyKey } from './idempotency-key.ts';
export type { IdempotencyKey, KeyStorage } from './idempotency-key.ts';
export type { Connection } from './line/line.ts';
export type { Endpoint, Result } from './line/transport.ts';
export { match } from './match.ts';
export { subscribe } from './subscriptions.ts';
export type { FollowEndpoint, Sink, Subscription } from './subscriptions.ts';
export type {
  Event,
  EventItem,
  Failure,
  FailureCode,
  Money,
  NextAction,
  Order,
  OrderItem,
  OrderStatus,
  Phase,
  Settlement,
  SettlementItem,
  SettlementStatus,
  StreamItemKind,
  SubjectStatus,
} from './types.ts';
