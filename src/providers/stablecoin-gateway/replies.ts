/** Schemas of the gateway's answers and webhooks, under its own names. Unknown members are dropped. */
import { z } from 'zod';
import { decimal, number, numberOrText, optional, whole } from '../kit/schemas.ts';

/** A time or duration in seconds. `instant` decides whether it is a possible time. */
const seconds = numberOrText.transform(Number);

export const envelope = z.object({
  retcode: numberOrText,
  retmsg: z.unknown().optional(),
  retdata: z.unknown().optional(),
});

export const accessToken = z.object({ access_token: z.string().min(1), expires_in: whole });

export const createdOrder = z.object({
  sysid: optional,
  orderNo: number,
  token: z.string(),
  payingAmount: decimal,
  depositAddress: z.string(),
  coinAddress: optional,
  paymentUrl: optional,
  expiredIn: seconds.nullish(),
});
export type CreatedOrder = z.infer<typeof createdOrder>;

/** Webhooks have at least the number and the status (docs/providers/stablecoin-gateway.md#orders). */
export const order = z.object({
  sysid: optional,
  orderNo: number,
  orderStatus: z.string(),
  orderAmount: decimal.nullish(),
  token: optional,
  payingAmount: decimal.nullish(),
  depositAddress: optional,
  coinAddress: optional,
  paymentUrl: optional,
});
export type Order = z.infer<typeof order>;

export const refund = z.object({
  sysid: optional,
  refundOrderNo: number,
  orderNo: optional,
  abnormalPaymentNo: optional,
  token: optional,
  amount: decimal.nullish(),
  txHash: optional,
  refundStatus: optional,
});
export type Refund = z.infer<typeof refund>;

export const settlement = z.object({
  sysid: optional,
  settlementOrderNo: number,
  token: optional,
  amount: decimal.nullish(),
  txHash: optional,
  settlementStatus: optional,
});
export type Settlement = z.infer<typeof settlement>;

/** Only the list call returns `type` and `status` (docs/providers/stablecoin-gateway.md#webhooks). */
export const abnormalPayment = z.object({
  abnormalPaymentNo: number,
  orderNo: optional,
  token: z.string(),
  amount: decimal,
  pendingAmount: decimal,
  hash: optional,
  type: optional,
  status: optional,
});
export type AbnormalPayment = z.infer<typeof abnormalPayment>;

/** `retdata: true`. Any other body of a signed success counts as well, except `false`. */
export const canceled = z.unknown().refine((data) => data !== false);

/** Records are parsed one by one, so that one unreadable record does not hide the others. */
export const page = z.object({
  records: z.array(z.unknown()),
  total: whole.nullish(),
  pageSize: whole.nullish(),
});

export const webhookEnvelope = z.object({
  eventId: number,
  eventType: z.string(),
  timestamp: seconds,
  data: z.unknown().optional(),
});
