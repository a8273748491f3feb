export { FollowError } from './errors.ts';
export type { Connection, FollowOptions, StreamItem } from './follow.ts';
export { idempotencyKey } from './idempotency-key.ts';
export type { IdempotencyKey, KeyStorage } from './idempotency-key.ts';
export type { Transport } from './lines/index.ts';
export { match } from './match.ts';
export { followEvents, followOrder, followSettlement } from './streams.ts';
export type { ItemOf, StreamOptions } from './streams.ts';
export type { Document } from './text-of.ts';
export type {
  FollowEventsSubscription,
  FollowOrderSubscription,
  FollowSettlementSubscription,
} from './schema-types.ts';
