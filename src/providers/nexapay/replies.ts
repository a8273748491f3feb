/**
 * Schemas of NexaPay's answers and notifications, under its own names. Unknown members are dropped
 * (docs/providers/nexapay.md#answers).
 */
import { z } from 'zod';
import { number, optional, textDecimal as decimal } from '../kit/schemas.ts';

/** A whole number as a string: seconds or epoch milliseconds. `instant` decides whether it is a possible time. */
const whole = z
  .string()
  .regex(/^\d{1,30}$/)
  .transform(Number);

export const envelope = z.object({
  code: z.string(),
  msg: z.unknown().optional(),
  data: z.unknown().optional(),
  succ: z.boolean(),
});

const chargeFees = z
  .array(z.object({ feeType: z.string(), feeAmount: decimal, feeCurrency: z.string() }))
  .nullish();

/** The answer to a query. The answer to a create has more members (docs/providers/nexapay.md#queries). */
export const payment = z.object({
  orderId: number,
  txId: number.max(64),
  payStatus: z.string(),
  payAmount: decimal,
  payCurrency: z.string(),
  payTime: optional,
  chargeFees,
});
export type Payment = z.infer<typeof payment>;

export const createdPayment = payment.extend({
  requestId: optional,
  currency: optional,
  payLoad: z.object({ qrCode: z.string(), expire: whole, createDate: whole }).nullish(),
});
export type CreatedPayment = z.infer<typeof createdPayment>;

export const cashierOrder = z.object({
  orderId: number,
  txId: number.max(64),
  cashierPayUrl: z.string(),
});
export type CashierOrder = z.infer<typeof cashierOrder>;

/** The answers of both calls, and the notification (docs/providers/nexapay.md#refunds). */
export const refund = z.object({
  orderId: optional,
  refundRequestId: number,
  refundTxId: optional,
  refundStatus: z.string(),
  refundAmount: decimal,
  refundCurrency: z.string(),
  refundTime: optional,
});
export type Refund = z.infer<typeof refund>;

/** Only the members of a payment's notification that the query needs (docs/providers/nexapay.md#notifications). */
export const notification = z.object({ notifyType: z.string() });
export const paymentNotification = z.object({ orderId: number, payStatus: z.string() });
