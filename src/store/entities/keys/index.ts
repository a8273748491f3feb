import { CancelIntention } from './cancel-intention.ts';
import type { CancelIntentionSchema } from './cancel-intention.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import type { IdempotencyKeySchema } from './idempotency-key.ts';

/** Idempotency keys, and what was intended with them. */
export const keyEntities = [IdempotencyKey, CancelIntention];

export type KeysSchema = typeof IdempotencyKeySchema | typeof CancelIntentionSchema;
