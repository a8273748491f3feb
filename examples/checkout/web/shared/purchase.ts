import type { Purchase } from '../../api.ts';

const name = 'shop.purchase';

/** Kept for the tab, so that a reload shows the same order and orders nothing again. */
export function keepPurchase(purchase: Purchase): void {
  sessionStorage.setItem(name, JSON.stringify(purchase));
}

export function keptPurchase(): Purchase | null {
  const kept = sessionStorage.getItem(name);
  return kept === null ? null : (JSON.parse(kept) as Purchase);
}

export function forgetPurchase(): void {
  sessionStorage.removeItem(name);
}
