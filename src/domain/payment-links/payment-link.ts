import type { MetadataEntry, Order } from '../aggregates/aggregate.ts';
import type { Money } from '../money.ts';
import type { Customer, PaymentMethod } from '../request.ts';

/** What makes an order when a payer opens it. Times are epoch milliseconds. */
export interface PaymentLink {
  id: string;
  merchantId: string;
  /** The reference of each of its orders. */
  reference: string;
  request: LinkRequest;
  /** Sealed: see `store/sealing/link-tokens.ts`. */
  token: string;
  /** The most orders that it makes. */
  maximumUses: number;
  /** It makes no order from then on; null where it does not expire. */
  expiresAt: number | null;
  disabledAt: number | null;
  createdAt: number;
}

/** What the orders of a link have in common. */
export interface LinkRequest {
  amount: Money;
  /** The payer chooses one of them. */
  methods: readonly PaymentMethod[];
  /** Null: the first account that can do it, at the time. */
  account: string | null;
  customer: Customer;
  description: string | null;
  /** Seconds in which each order can be paid; null where the provider decides. */
  orderExpiresIn: number | null;
  returnUrl: string | null;
  metadata: readonly MetadataEntry[];
}

export const paymentLinkStatuses = ['ACTIVE', 'USED', 'EXPIRED', 'DISABLED'] as const;
export type PaymentLinkStatus = (typeof paymentLinkStatuses)[number];

/** `uses`: the orders that it has made. */
export function paymentLinkStatus(
  { maximumUses, expiresAt, disabledAt }: PaymentLink,
  uses: number,
  now: number,
): PaymentLinkStatus {
  if (disabledAt !== null) return 'DISABLED';
  if (uses >= maximumUses) return 'USED';
  return expiresAt !== null && now >= expiresAt ? 'EXPIRED' : 'ACTIVE';
}

/** What a payer may be asked for, where the provider requires it and the link does not have it. */
export const payerInputs = [
  'firstName',
  'lastName',
  'email',
  'phone',
  'document',
  'postcode',
  'address',
] as const satisfies readonly (keyof Customer)[];
export type PayerInput = (typeof payerInputs)[number];

/** What a payer has entered, or what their connection says. */
export type PayerDetails = { readonly [Name in PayerInput | 'id' | 'ipAddress']?: string };

/** The order that the link makes, paid with `method`. What the link says of the payer outranks what they enter. */
export function orderRequestOf(
  { reference, request }: Pick<PaymentLink, 'reference' | 'request'>,
  method: PaymentMethod,
  payer: PayerDetails,
): Order['request'] {
  const { amount, customer, description, orderExpiresIn, returnUrl, metadata } = request;
  const known = Object.entries(customer).filter(([, value]) => value !== null);
  return {
    reference,
    amount,
    method,
    customer: { ...customer, ...payer, ...Object.fromEntries(known) },
    description,
    expiresIn: orderExpiresIn,
    returnUrl,
    metadata,
  };
}

/** Milliseconds for which the orders of a link are counted against its limit. */
export const linkRateMs = 3_600_000;

/** The link has made as many orders within an hour as it may. */
export class TooManyLinkOrdersError extends Error {
  override readonly name = 'TooManyLinkOrdersError';
}
