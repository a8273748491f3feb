import { statedAmount, statedMoney, toDecimal } from '@paygraph/provider-kit';
import type { Money } from '@paygraph/provider-kit';

/** Currencies without decimals at Stripe. All others have two there, also TWD, and those of the next line three. */
const withoutDecimals: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
);
const withThree: ReadonlySet<string> = new Set(['BHD', 'JOD', 'KWD', 'OMR', 'TND']);

export function decimalsOf(currency: string): number {
  if (withoutDecimals.has(currency)) return 0;
  return withThree.has(currency) ? 3 : 2;
}

/** What Stripe is sent: whole units of the smallest kind. Throws a RangeError for what it cannot count. */
export function toUnits(amount: Money): string {
  const [whole = '', fraction = ''] = toDecimal(amount).split('.');
  const decimals = decimalsOf(amount.currency);
  const rest = fraction.slice(decimals);
  if (/[1-9]/.test(rest)) throw new RangeError(`${amount.currency} has ${decimals} decimals`);
  return (whole + fraction.slice(0, decimals).padEnd(decimals, '0')).replace(/^0+(?=\d)/, '');
}

/** Throws a RangeError for what is no whole number. `currency`: as Stripe writes it, in small letters. */
function decimalOf(units: string, currency: string): [decimal: string, code: string] {
  const [, sign = '', digits] = /^(-?)(\d+)$/.exec(units) ?? [];
  if (digits === undefined) throw new RangeError('an amount that is no whole number');
  const code = currency.toUpperCase();
  const decimals = decimalsOf(code);
  if (decimals === 0) return [sign + digits, code];
  const padded = digits.padStart(decimals + 1, '0');
  return [`${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`, code];
}

export const amountOf = (units: string, currency: string): Money =>
  statedAmount(...decimalOf(units, currency));

/** A balance, which may be below nothing. */
export const balanceOf = (units: string, currency: string): Money =>
  statedMoney(...decimalOf(units, currency));
