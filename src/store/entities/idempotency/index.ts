import { CancelIntention } from './cancel-intention.ts';
import type { CancelIntentionSchema } from './cancel-intention.ts';
import { IdempotencyKey } from './idempotency-key.ts';
import type { IdempotencyKeySchema } from './idempotency-key.ts';

export const idempotencyEntities = [IdempotencyKey, CancelIntention];

export type IdempotencySchema = typeof IdempotencyKeySchema | typeof CancelIntentionSchema;
