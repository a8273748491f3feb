/** What ExamplePay answers and pushes, in its own words. Unknown members are tolerated and dropped. */
import { z } from 'zod';
import { isDecimal } from '../../domain/money.ts';

const number = z.string().min(1).max(50);
/** Amounts are strings, never JSON numbers (section 4). */
const decimal = z.string().refine(isDecimal, 'not a decimal');
const amount = decimal.refine((text) => !text.startsWith('-'), 'below zero');
const currency = z.string().regex(/^[A-Z]{3}$/);
const optional = z.string().nullish();

export const envelope = z.object({
  code: z.string().min(1),
  errorMessage: optional,
  data: z.unknown().optional(),
});

/** Section 5.1. The provider's documentation shows the number alone; what is echoed beside it is judged. */
export const createdPayment = z.object({
  paymentNo: number,
  merchantTradeNo: number.nullish(),
  amount: amount.nullish(),
  currency: currency.nullish(),
  action: z.object({ type: optional, url: optional, content: optional }).nullish(),
});
export type CreatedPayment = z.infer<typeof createdPayment>;

/** Section 5.2, and the body of its notification. */
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

/** Section 5.8. */
export const closedPayment = z.object({
  paymentNo: number,
  merchantTradeNo: number,
  status: z.string(),
});

/** Section 5.3. */
export const createdRefund = z.object({
  refundNo: number,
  paymentNo: number,
  merchantRefundNo: number,
  amount,
  currency,
});

/** Section 5.7. */
export const refund = createdRefund.extend({
  status: z.string(),
  refundedTime: optional,
  errorCode: optional,
  errorInfo: optional,
});
export type Refund = z.infer<typeof refund>;

/** Section 5.4. */
export const createdPayout = z.object({
  payoutNo: number,
  merchantTradeNo: number,
  amount,
  currency,
});

/** Section 5.5, and the body of its notification. */
export const payout = createdPayout.extend({
  totalFee: amount.nullish(),
  status: z.string(),
  paidTime: optional,
  errorCode: optional,
  errorInfo: optional,
});
export type Payout = z.infer<typeof payout>;

/** Section 5.6. An account may be overdrawn. */
export const balances = z.object({
  balanceList: z.array(z.object({ currency, availableAmount: decimal, frozenAmount: decimal })),
});

/** Section 7.2: which of the two it is, is told by the number that is there. */
export const notification = z.object({
  code: z.literal('OK').nullish(),
  data: z.union([payment, payout]),
});
