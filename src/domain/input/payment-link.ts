import { z } from 'zod';
import type { PayerDetails } from '../payment-links/payment-link.ts';
import {
  browserUrl,
  checkRequest,
  idempotencyKey,
  moneyInput,
  optionalText,
  orNull,
  text,
  together,
  tryCheck,
} from './checks.ts';
import { customer, metadata, method } from './order.ts';

const mostMethods = 10;
const mostUses = 1_000_000;
/** Ten years, in seconds. */
const longestExpiry = 315_360_000;

const seconds = z
  .int()
  .positive('must be more than zero')
  .max(longestExpiry, `must be at most ${longestExpiry}`);

const methods = z
  .array(method)
  .min(1, 'must name at least one method')
  .max(mostMethods, `may name at most ${mostMethods} methods`)
  .superRefine((some, context) => {
    const seen = new Set<string>();
    some.forEach((one, index) => {
      const content = JSON.stringify(one);
      if (seen.has(content)) {
        context.addIssue({ code: 'custom', path: [index], message: 'is given twice' });
      }
      seen.add(content);
    });
  });

const schema = z.object({
  idempotencyKey,
  reference: text(128),
  amount: moneyInput,
  methods,
  account: orNull(z.string()),
  customer,
  description: optionalText(255),
  maximumUses: z
    .int()
    .positive('must be more than zero')
    .max(mostUses, `must be at most ${mostUses}`)
    .nullish()
    .transform((value) => value ?? 1),
  expiresIn: orNull(seconds),
  orderExpiresIn: orNull(seconds),
  returnUrl: orNull(browserUrl),
  metadata,
});

/** What a payer has entered, checked as an order's input is. Throws ValidationError with paths into `customer`. */
export function readPayerDetails(details: PayerDetails): PayerDetails {
  const [known] = together(tryCheck(customer, details, ['customer']));
  return Object.fromEntries(Object.entries(known).filter(([, value]) => value !== null));
}

export type CreatePaymentLinkInput = z.input<typeof schema>;

export const readPaymentLinkInput = (input: CreatePaymentLinkInput) => checkRequest(schema, input);
