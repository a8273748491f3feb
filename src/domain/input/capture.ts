import { z } from 'zod';
import { checkRequest, idempotencyKey, moneyInput, orNull } from './checks.ts';

const schema = z.object({ idempotencyKey, id: z.string(), amount: orNull(moneyInput) });

export type CaptureInput = z.input<typeof schema>;

/** The order to capture, and how much of it; null: all. Throws ValidationError with every issue at once. */
export const readCaptureInput = (input: CaptureInput) => checkRequest(schema, input);
