import type { PaymentLink } from '../../domain/payment-links/payment-link.ts';
import { disableLink, paymentLinkById } from '../../store/queries/payment-links/links.ts';
import type { Deps } from '../deps.ts';
import { existing, own } from '../find.ts';

/** It makes no order from then on. Those that it has made stay as they are. */
export async function disablePaymentLink(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<PaymentLink> {
  own('payment link', await paymentLinkById(deps.read, id, merchantId));
  await deps.queue.change({
    keys: [],
    decide: () => ({
      result: undefined,
      writes: { also: (tx) => disableLink(tx, id, deps.now()) },
    }),
    isLast: true,
  });
  return existing(paymentLinkById(deps.read, id));
}
