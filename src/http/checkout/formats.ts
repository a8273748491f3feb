import { printAmount } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';

/** Money and times as a language writes them. */
export interface Formats {
  /** Exact, with every decimal: "R$ 100,89", "1,234.50 USDT". */
  money: (amount: Money) => string;
  /** In UTC: the server does not know the payer's time zone. The page's script writes it anew. */
  time: (at: number) => string;
}

export function createFormats(tag: string): Formats {
  const times = new Intl.DateTimeFormat(tag, {
    dateStyle: 'medium',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return {
    money(amount) {
      const text = printAmount(amount);
      const digits = text.split('.')[1]?.length ?? 0;
      const exact = { minimumFractionDigits: digits, maximumFractionDigits: digits };
      // A string is formatted digit by digit, a number would be rounded.
      const value = text as Intl.StringNumericLiteral;
      if (amount.network === null && /^[A-Z]{3}$/.test(amount.currency)) {
        const currency = { style: 'currency', currency: amount.currency } as const;
        return new Intl.NumberFormat(tag, { ...exact, ...currency }).format(value);
      }
      return `${new Intl.NumberFormat(tag, exact).format(value)}\u00a0${amount.currency}`;
    },
    time: (at) => `${times.format(at)} UTC`,
  };
}
