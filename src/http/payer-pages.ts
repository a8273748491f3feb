import { createCheckout } from './checkout/index.ts';
import type { CheckoutOptions } from './checkout/index.ts';
import { createPaymentLinkEndpoint } from './payment-link/endpoint.ts';
import type { PaymentLinkDeps, PaymentLinkOptions } from './payment-link/endpoint.ts';
import type { RouteDeps } from './routes.ts';
import type { Penalty } from './trust/penalty.ts';

export interface PayerPagesDeps {
  paymentLinks: PaymentLinkDeps;
  /** Finds what the checkout page of a client token shows. */
  openCheckout: CheckoutOptions['open'];
  onUnexpectedError(error: unknown, requestId: string): void;
}

/** The pages below `/pay/`. */
export function createPayerPages(
  deps: PayerPagesDeps,
  web: PaymentLinkOptions & { penalty: Penalty },
): Pick<RouteDeps, 'paymentLink' | 'checkout'> {
  return {
    paymentLink: createPaymentLinkEndpoint(deps.paymentLinks, web),
    checkout: createCheckout({
      open: deps.openCheckout,
      onRefused: (req) => web.penalty.refused(web.sourceOf(req)),
      onUnexpectedError: (error) => deps.onUnexpectedError(error, ''),
    }),
  };
}
