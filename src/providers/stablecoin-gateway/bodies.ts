import { shortestDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { JsonNumber } from '../json.ts';
import type { AbnormalPaymentRefundToSend, OrderToSend, RefundToSend } from '../provider.ts';
import { tokenOf } from './assets.ts';
import type { Body } from './brand.ts';

/** Seconds; the default of W Checkout (W10), and ours where XCheckout wants one. */
export const defaultExpiresIn = 1800;
export const longestCustomerId = 64;

export function exactNumber(amount: Money): JsonNumber {
  return new JsonNumber(shortestDecimal(amount));
}

/** The reference stands in for a payer who has no id, cut to what the gateway takes (A10). */
export function customerIdOf({ customer, reference }: OrderToSend): string {
  return customer.id ?? reference.slice(0, longestCustomerId).toWellFormed();
}

export function orderTokenOf({ method }: OrderToSend): string {
  if (method.type !== 'STABLECOIN') throw new RangeError(`no token for ${method.type}`);
  return tokenOf(method);
}

/** The gateway takes https only, on loopback too (C12): our own page is left out where it is not. */
export function callbackUrls(returnUrl: string): Body {
  if (!returnUrl.startsWith('https://')) return {};
  return { pcCallbackUrl: returnUrl, appCallbackUrl: returnUrl };
}

export function refundNumbers({ providerReference, order }: RefundToSend): Body {
  return { refundOrderNo: providerReference, orderNo: order.providerReference };
}

/** The whole pending amount goes back to its sender (A13): neither amount nor address. */
export function abnormalPaymentRefundBody(
  { providerReference, order, amount, reason }: AbnormalPaymentRefundToSend,
  txHash: string,
): Body {
  return {
    refundOrderNo: providerReference,
    orderNo: order.providerReference,
    txHash,
    token: tokenOf(amount),
    remark: reason ?? undefined,
  };
}
