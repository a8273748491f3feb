/** Schemas of the gateway's answers and webhooks, under its own names. Unknown members are dropped. */
import { z } from 'zod';
import { isDecimal } from '../../domain/money.ts';
import { JsonNumber, plainDecimal } from '../json.ts';

/** Reads a JSON number or a decimal string into an exact decimal string. */
const decimal = z.union([z.instanceof(JsonNumber), z.string()]).transform((value, context) => {
  const text = plainDecimal(String(value));
  if (text !== null && isDecimal(text)) return text;
  context.addIssue('not a decimal');
  return z.NEVER;
});

/** A whole number that is not an amount: a count, seconds. */
const whole = z.union([z.instanceof(JsonNumber), z.string()]).transform((value, context) => {
  const number = Number(String(value));
  if (Number.isSafeInteger(number)) return number;
  context.addIssue('not a whole number');
  return z.NEVER;
});

/** A time or duration in seconds. `instant` decides whether it is a possible time. */
const seconds = z
  .union([z.instanceof(JsonNumber), z.string()])
  .transform((value) => Number(String(value)));

const number = z.string().min(1);
const optional = z.string().nullish();

export const envelope = z.object({
  retcode: z.union([z.instanceof(JsonNumber), z.string()]).transform(String),
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
