import type { Decimal } from '../fields/decimal.ts';
import { add, subtract, toText, ZERO } from '../fields/decimal.ts';

/** Money of an account in one currency. */
export interface Balance {
  available: Decimal;
  /** What open payouts will take. */
  frozen: Decimal;
}

export const newBalance = (available: Decimal): Balance => ({ available, frozen: ZERO });

export function freeze(balance: Balance, amount: Decimal): void {
  balance.available = subtract(balance.available, amount);
  balance.frozen = add(balance.frozen, amount);
}

/** Moves frozen money out of the account, or back to what is available. */
export function unfreeze(balance: Balance, amount: Decimal, to: 'out' | 'available'): void {
  balance.frozen = subtract(balance.frozen, amount);
  if (to === 'available') balance.available = add(balance.available, amount);
}

/** As exact decimal strings. */
export function balanceText(
  { available, frozen }: Balance,
  places = 0,
): { available: string; frozen: string } {
  return { available: toText(available, places), frozen: toText(frozen, places) };
}
