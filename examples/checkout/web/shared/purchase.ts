import type { Purchase } from '../../api.ts';

const name = 'shop.purchase';

/** Kept for the tab, so that a reload shows the same order and orders nothing again. */
export function keepPurchase(purchase: Purchase): void {
  sessionStorage.setItem(name, JSON.stringify(purchase));
}

export function storedPurchase(): Purchase | null {
  const stored = sessionStorage.getItem(name);
  return stored === null ? null : (JSON.parse(stored) as Purchase);
}

export function forgetPurchase(): void {
  sessionStorage.removeItem(name);
}
