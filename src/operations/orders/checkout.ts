import type { AbnormalPayment, Order, Refund } from '../../domain/aggregates/aggregate.ts';
import type { CheckoutTheme } from '../../domain/checkout-theme.ts';
import { findAbnormalPayments } from '../../store/queries/abnormal-payments.ts';
import { merchantById } from '../../store/queries/merchants.ts';
import { checkoutThemeOf } from '../../store/queries/merchants/checkout-themes.ts';
import { orderById } from '../../store/queries/orders.ts';
import { findRefunds } from '../../store/queries/refunds.ts';
import { asCaller } from '../../store/round-robin.ts';
import type { Deps } from '../deps.ts';
import { existing } from '../find.ts';
import type { Payer } from '../merchants/client-token.ts';

const dayMs = 86_400_000;
/** For how long an order that never expires counts as payable, for its client token. */
const openEndedMs = 30 * dayMs;

/** Valid for as long as the order can be paid, and a day longer. `issuedAt`: default now. */
export function clientTokenOf(deps: Deps, order: Order, issuedAt?: number): Promise<string> {
  const { id: orderId, merchantId, evidence, expiresAt, createdAt } = order;
  const payableUntil = evidence.expiresAt ?? expiresAt ?? createdAt + openEndedMs;
  const claims = { merchantId, orderId, expiresAt: payableUntil + dayMs };
  return deps.clientTokens.make(issuedAt === undefined ? claims : { ...claims, issuedAt });
}

/** Its token is as of the order's creation, so that the order has one address. */
export async function checkoutPageUrlOf(deps: Deps, order: Order): Promise<string> {
  return `${deps.publicUrl}/pay/${await clientTokenOf(deps, order, order.createdAt)}`;
}

/** What a checkout page may be made of. What of it a payer sees, the page decides (`http/checkout/`). */
export interface Checkout {
  order: Order;
  /** Newest first. */
  refunds: readonly Refund[];
  abnormalPayments: readonly AbnormalPayment[];
  /** `displayName`: never null. */
  theme: CheckoutTheme & { displayName: string };
  /** Epoch milliseconds. */
  now: number;
}

/** Most refunds and abnormal payments that a page lists. */
const listed = { first: 20, after: null };

/** Null: the token is not one of ours. */
export async function openCheckout(
  deps: Deps,
  token: string,
): Promise<Checkout | 'EXPIRED' | null> {
  const payer = await deps.clientTokens.read(token);
  if (payer === null || payer === 'EXPIRED') return payer;
  return asCaller(payer.merchantId, () => collect(deps, payer));
}

async function collect(
  deps: Deps,
  { merchantId, orderId }: Pick<Payer, 'merchantId' | 'orderId'>,
): Promise<Checkout | null> {
  const order = await orderById(deps.read, orderId, merchantId);
  if (order === null) return null;
  const [refunds, abnormalPayments, merchant, theme] = await Promise.all([
    findRefunds(deps.read, merchantId, listed, { order: orderId }),
    findAbnormalPayments(deps.read, merchantId, listed, { order: orderId }),
    existing(merchantById(deps.read, merchantId)),
    checkoutThemeOf(deps.read, merchantId),
  ]);
  const displayName = theme.displayName ?? merchant.name;
  return {
    order,
    refunds,
    abnormalPayments,
    theme: { ...theme, displayName },
    now: deps.now(),
  };
}
