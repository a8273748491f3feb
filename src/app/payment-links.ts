import type { PaymentLinkDeps } from '../http/payment-link/endpoint.ts';
import type { Deps } from '../operations/deps.ts';
import { checkoutPageUrlOf } from '../operations/orders/checkout.ts';
import { openPaymentLink } from '../operations/payment-links/open-payment-link.ts';
import { findPaymentLink } from '../operations/payment-links/find-payment-link.ts';
import { showPaymentLink } from '../operations/payment-links/show-payment-link.ts';

/** What the page of payment links does. */
export const paymentLinksOf = (
  deps: Deps,
  ordersPerHour: number,
  onUnexpectedError: PaymentLinkDeps['onUnexpectedError'],
): PaymentLinkDeps => ({
  find: (token) => findPaymentLink(deps, token),
  show: (link) => showPaymentLink(deps, link),
  open: async (link, opening) =>
    checkoutPageUrlOf(deps, await openPaymentLink(deps, link, opening, ordersPerHour)),
  publicUrl: () => deps.publicUrl,
  onUnexpectedError,
});
