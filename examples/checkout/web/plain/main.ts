import type { Purchase, Settings } from '../../api.ts';
import { forgetPurchase, storedPurchase } from '../shared/purchase.ts';
import { showCheckout } from './checkout.ts';
import { showPayment } from './payment.ts';

/** The same shop without a framework: the checkout, and then the payment of what was ordered there. */
const response = await fetch('/api/settings');
const { paygraph } = (await response.json()) as Settings;
const place = document.querySelector('#shop');
if (place !== null) show(place, storedPurchase());

function show(shop: Element, purchase: Purchase | null): void {
  if (purchase === null) return showCheckout(shop, (ordered) => show(shop, ordered));
  void showPayment(shop, paygraph, purchase, () => {
    forgetPurchase();
    show(shop, null);
  });
}
