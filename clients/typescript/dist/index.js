export { FollowError } from './errors.js';
export { idempotencyKey } from './idempotency-key.js';
export { match } from './match.js';
export { followEvents, followOrder, followSettlement } from './streams.js';
