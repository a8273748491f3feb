import { z } from 'zod';
import { checkRequest, idempotencyKey, moneyInput, optionalText, orNull } from './checks.ts';

const ofOrder = z.object({
  idempotencyKey,
  order: z.string(),
  amount: orNull(moneyInput),
  address: optionalText(128),
  reference: optionalText(128),
  reason: optionalText(255),
});

export type CreateRefundInput = z.input<typeof ofOrder>;

export const readRefundInput = (input: CreateRefundInput) => checkRequest(ofOrder, input);

const ofAbnormalPayment = z.object({
  idempotencyKey,
  abnormalPayment: z.string(),
  reference: optionalText(128),
  reason: optionalText(255),
});

export type RefundAbnormalPaymentInput = z.input<typeof ofAbnormalPayment>;

export const readAbnormalPaymentRefundInput = (input: RefundAbnormalPaymentInput) =>
  checkRequest(ofAbnormalPayment, input);
