import { z } from 'zod';
import { abnormalPaymentResolutionKinds } from '../abnormal-payment.ts';
import { checkRequest, idempotencyKey, text } from './checks.ts';

const schema = z.object({
  idempotencyKey,
  abnormalPayment: z.string(),
  resolution: z.enum(abnormalPaymentResolutionKinds),
  note: text(500),
});

export type ResolveAbnormalPaymentInput = z.input<typeof schema>;

export const readResolutionInput = (input: ResolveAbnormalPaymentInput) =>
  checkRequest(schema, input);
