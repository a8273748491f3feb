import { z } from 'zod';
import { check, idempotencyKey } from './checks.ts';

const schema = z.object({ idempotencyKey, id: z.string() });

export type CancelInput = z.input<typeof schema>;

/** The id of the object to cancel. Throws ValidationError with every issue at once. */
export const readCancelInput = (input: CancelInput): string => check(schema, input).id;
