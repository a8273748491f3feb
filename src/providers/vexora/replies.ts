/** Schemas of Vexora's answers and callbacks, under its own names. Unknown members are dropped. */
import { z } from 'zod';
// A JSON number or a string: tables and examples of the documentation differ (docs/providers/vexora.md#answers).
import { decimal, numberOrText as text } from '../kit/schemas.ts';

const amount = decimal.refine((value) => !value.startsWith('-'), 'less than nothing');

const optional = text.nullish();

export const envelope = z.object({
  code: text,
  msg: z.unknown().optional(),
  success: z.unknown().optional(),
  data: z.unknown().optional(),
});

/** The answer to a create has `desc`; others have `message`. Disbursements have no address. */
export const created = z.object({
  tradeNo: text,
  platFormTradeNo: optional,
  status: text,
  desc: optional,
  message: optional,
  paymentLink: optional,
  paymentUrl: optional,
});
export type Created = z.infer<typeof created>;

/** The answer to either query (docs/providers/vexora.md#queries). */
export const queried = z.object({
  tradeNo: text,
  platFormTradeNo: optional,
  status: text,
  amount: amount.nullish(),
  message: optional,
  successTime: optional,
});
export type Queried = z.infer<typeof queried>;

export const balance = z.object({
  availableAmount: decimal,
  freezeAmount: decimal.nullish(),
  unsettledAmount: decimal.nullish(),
});
export type Balance = z.infer<typeof balance>;

const number = z.string().regex(/^[\w-]{1,64}$/);

/**
 * Two bodies can have the same signature, because the signed string has no separators
 * (docs/providers/vexora.md#bodies-that-sign-alike). The shapes reject a field that contains its neighbours.
 */
export const callback = z.object({
  platFormTradeNo: number,
  tradeNo: number,
  amount,
  status: text.pipe(z.string().regex(/^\d{4,10}$/)),
  timestamp: text.pipe(z.string().regex(/^\d{10,16}$/)),
  message: z.string().nullish(),
  successTime: z.string().nullish(),
});
