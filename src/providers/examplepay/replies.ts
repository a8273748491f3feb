/** Schemas of ExamplePay's answers and notifications, under its own names. Unknown members are dropped. */
import { z } from 'zod';
import { optional, textDecimal as decimal } from '../kit/schemas.ts';

const number = z.string().min(1).max(50);
/** Amounts are strings, never JSON numbers (docs/providers/examplepay.md#amounts-and-lengths). */
const amount = decimal.refine((text) => !text.startsWith('-'), 'below zero');
const currency = z.string().regex(/^[A-Z]{3}$/);

export const envelope = z.object({
  code: z.string().min(1),
  errorMessage: optional,
  data: z.unknown().optional(),
});

/**
 * The provider's documentation shows only `paymentNo`. Members that are echoed beside it are checked
 * (docs/providers/examplepay.md#payments).
 */
export const createdPayment = z.object({
  paymentNo: number,
  merchantTradeNo: number.nullish(),
  amount: amount.nullish(),
  currency: currency.nullish(),
  action: z.object({ type: optional, url: optional, content: optional }).nullish(),
});
export type CreatedPayment = z.infer<typeof createdPayment>;

/** The answer to a query, and the body of a notification (docs/providers/examplepay.md#payments). */
export const payment = z.object({
  paymentNo: number,
  merchantTradeNo: number,
  amount,
  currency,
  status: z.string(),
  refundStatus: optional,
  paidTime: optional,
  errorCode: optional,
  errorInfo: optional,
});
export type Payment = z.infer<typeof payment>;

export const closedPayment = z.object({
  paymentNo: number,
  merchantTradeNo: number,
  status: z.string(),
});

export const createdRefund = z.object({
  refundNo: number,
  paymentNo: number,
  merchantRefundNo: number,
  amount,
  currency,
});

export const refund = createdRefund.extend({
  status: z.string(),
  refundedTime: optional,
  errorCode: optional,
  errorInfo: optional,
});
export type Refund = z.infer<typeof refund>;

export const createdPayout = z.object({
  payoutNo: number,
  merchantTradeNo: number,
  amount,
  currency,
});

/** The answer to a query, and the body of a notification (docs/providers/examplepay.md#payouts). */
export const payout = createdPayout.extend({
  totalFee: amount.nullish(),
  status: z.string(),
  paidTime: optional,
  errorCode: optional,
  errorInfo: optional,
});
export type Payout = z.infer<typeof payout>;

/** Balances may be negative: an account may be overdrawn (docs/providers/examplepay.md#balance). */
export const balances = z.object({
  balanceList: z.array(z.object({ currency, availableAmount: decimal, frozenAmount: decimal })),
});

/**
 * `paymentNo` or `payoutNo` shows which of the two it is
 * (docs/providers/examplepay.md#delivery-of-notifications).
 */
export const notification = z.object({
  code: z.literal('OK').nullish(),
  data: z.union([payment, payout]),
});
