import { z } from 'zod';
import { check, idempotencyKey } from './checks.ts';

const schema = z.object({ idempotencyKey, id: z.string() });

export type CancelInput = z.input<typeof schema>;

/** The id of what is to be canceled. */
export const readCancelInput = (input: CancelInput): string => check(schema, input).id;
