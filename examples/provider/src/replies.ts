import { afterLast, schemas } from '@paygraph/provider-kit';
import type { RecordPage } from '@paygraph/provider-kit';
import { z } from 'zod';

/** What is read of Stripe's objects. Unknown members are dropped. */

const { number, numberOrText, optional, whole } = schemas;

/** Our reference, in every object that we make. What has none, or metadata of another form, is not ours. */
const metadata = z
  .object({ paygraph_reference: optional, paygraph_order: optional, paygraph_capture: optional })
  .nullish()
  .catch(null)
  .transform((known) => ({
    reference: known?.paygraph_reference ?? null,
    order: known?.paygraph_order ?? null,
    isCapturedLater: known?.paygraph_capture === 'manual',
  }));

/** Cards alone say until when they can be captured. */
const charge = z.object({
  disputed: z.boolean(),
  payment_method_details: z
    .object({ card: z.object({ capture_before: whole.nullish() }).nullish() })
    .nullish(),
});

export const paymentIntent = z.object({
  id: number,
  status: z.string(),
  amount: numberOrText,
  amount_capturable: numberOrText,
  amount_received: numberOrText,
  currency: z.string(),
  capture_method: z.string(),
  cancellation_reason: optional,
  latest_charge: z.union([number, charge]).nullish(),
  metadata,
  last_payment_error: z.object({ code: optional, message: optional }).nullish(),
});
export type PaymentIntent = z.infer<typeof paymentIntent>;
/** Its id alone, unless it was expanded. */
const expandable = z.union([number, paymentIntent]).nullish();

export const session = z.object({
  id: number,
  status: z.string(),
  payment_status: z.string(),
  amount_total: numberOrText,
  currency: z.string(),
  created: whole,
  expires_at: whole,
  url: optional,
  metadata,
  payment_intent: expandable,
});
export type Session = z.infer<typeof session>;

export const refund = z.object({
  id: number,
  status: z.string(),
  amount: numberOrText,
  currency: z.string(),
  metadata,
  payment_intent: expandable,
  failure_reason: optional,
});
export type Refund = z.infer<typeof refund>;

export const dispute = z.object({
  id: number,
  status: z.string(),
  amount: numberOrText,
  currency: z.string(),
  created: whole,
  payment_intent: expandable,
  balance_transactions: z
    .array(z.object({ reporting_category: optional, created: whole }))
    .optional(),
});
export type Dispute = z.infer<typeof dispute>;

export const listOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), has_more: z.boolean() });

export const pageOf = <Item extends { id: string }>(list: {
  data: readonly Item[];
  has_more: boolean;
}): RecordPage<Item> => afterLast(list.data, list.has_more, ({ id }) => id);

const funds = z.array(z.object({ amount: numberOrText, currency: z.string() }));
export const balance = z.object({ available: funds, pending: funds });
export type Balance = z.infer<typeof balance>;

export const refusal = z.object({
  error: z.object({ code: optional, type: optional, message: optional }),
});

export const event = z.object({
  id: number,
  type: z.string(),
  created: whole,
  data: z.object({ object: z.unknown() }),
});

export const idOf = (of: z.infer<typeof expandable>): string | null =>
  (typeof of === 'string' ? of : of?.id) ?? null;

export const expanded = (of: z.infer<typeof expandable>): PaymentIntent | null =>
  typeof of === 'object' ? of : null;
