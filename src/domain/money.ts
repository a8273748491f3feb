/** Exact money: bigint minor units of one currency. Nothing here rounds; what does not fit is refused. */

import { currencies, networks } from './money/currencies.ts';
import type { Currency, Network } from './money/currencies.ts';

export { networks };
export type { Network };

/** What an amount counts in. Amounts add up only where all of it is the same. */
export interface Unit {
  readonly currency: string;
  /** Set for tokens, null for fiat. */
  readonly network: Network | null;
  /**
   * How many decimals `minor` has, for currencies that are known since a later version. Left out for those of the first
   * version, and for those that are not known: their `minor` has 18 (docs/rules.md#decimals-of-what-is-stored).
   */
  readonly decimals?: number;
}

export interface Money extends Unit {
  readonly minor: bigint;
}

export function findCurrency(code: string): Currency | undefined {
  return currencies.get(code);
}

/** Decimals of an amount whose currency was not known when it was stated. Such money is only shown, and never used. */
const mostDecimals = 18;

interface Printed {
  kind: Currency['kind'];
  decimals: number;
}

function printedOf({ currency: code, decimals }: Unit): Printed {
  const currency = currencies.get(code);
  if (decimals !== undefined) return { kind: currency?.kind ?? 'token', decimals };
  if (currency === undefined || currency.isLater) return { kind: 'token', decimals: mostDecimals };
  return currency;
}

/** An amount of `minor` units. */
const moneyIn = (
  minor: bigint,
  { code: currency, decimals, isLater }: Currency,
  network: Network | null,
): Money => ({ minor, currency, network, ...(isLater ? { decimals } : {}) });

export type DecimalProblem = 'NOT_A_DECIMAL' | 'TOO_MANY_DECIMALS' | 'TOO_LARGE';

/** An optional sign, digits without superfluous leading zeros, an optional fraction; no exponent. */
const decimalPattern = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;
/** Longest accepted decimal, in characters. Far above any amount of money, far below what strains a bigint. */
const maxDecimalLength = 60;

export function isDecimal(text: string): boolean {
  return text.length <= maxDecimalLength && decimalPattern.test(text);
}

/** The decimal in minor units of `decimals` places. Zeros beyond the last place are accepted; other digits are not. */
export function parseMinor(text: string, decimals: number): bigint | DecimalProblem {
  if (!decimalPattern.test(text)) return 'NOT_A_DECIMAL';
  if (text.length > maxDecimalLength) return 'TOO_LARGE';
  const [whole = '0', fraction = ''] = text.split('.');
  const digits = fraction.slice(0, decimals).padEnd(decimals, '0');
  if (/[1-9]/.test(fraction.slice(decimals))) return 'TOO_MANY_DECIMALS';
  return BigInt(whole + digits);
}

/** Money from a decimal string, or the reason why the string is not money. */
export function parseMoney(
  text: string,
  code: string,
  network: Network | null,
): Money | DecimalProblem | 'UNKNOWN_CURRENCY' | 'WRONG_NETWORK' {
  const currency = currencies.get(code);
  if (currency === undefined) return 'UNKNOWN_CURRENCY';
  if (!fitsNetwork(currency, network)) return 'WRONG_NETWORK';
  const minor = parseMinor(text, currency.decimals);
  return typeof minor === 'bigint' ? moneyIn(minor, currency, network) : minor;
}

export function fitsNetwork(currency: Currency, network: Network | null): boolean {
  if (currency.kind === 'fiat') return network === null;
  return network !== null && currency.networks.includes(network);
}

/** For amounts that were checked before. Throws a RangeError where parseMoney gives a reason. */
export function money(text: string, code: string, network: Network | null = null): Money {
  const parsed = parseMoney(text, code, network);
  if (typeof parsed === 'string') throw new RangeError(`${parsed}: ${text} ${code}`);
  return parsed;
}

/**
 * Money as somebody else states it, in any currency and on any chain. A currency that is not ours is shown as it was
 * stated, and counts for nothing. Throws a RangeError for what is not an amount, or has more decimals than its
 * currency.
 */
export function statedMoney(text: string, code: string, network: Network | null = null): Money {
  const currency = currencies.get(code);
  const minor = parseMinor(text, currency?.decimals ?? mostDecimals);
  if (typeof minor === 'string') throw new RangeError(`${minor}: ${text} ${code}`);
  if (currency === undefined) return { minor, currency: code, network };
  return moneyIn(minor, currency, network);
}

/** An amount in the unit of another one. */
export const minorIn = (minor: bigint, unit: Unit): Money => ({ ...unitOf(unit), minor });

export const zero = (like: Unit): Money => minorIn(0n, like);

export const unitOf = ({ currency, network, decimals }: Unit): Unit =>
  decimals === undefined ? { currency, network } : { currency, network, decimals };

/** With all decimals of the currency, as a provider's exact number or a fingerprint needs it: "124.680000". */
export function toDecimal(amount: Money): string {
  return formatMinor(amount.minor, printedOf(amount).decimals);
}

/**
 * As the public API prints it: fiat with all decimals of the currency, tokens without trailing zeros beyond the second
 * decimal (contract, scalar Decimal).
 */
export function printAmount(amount: Money): string {
  const { kind, decimals } = printedOf(amount);
  const text = formatMinor(amount.minor, decimals);
  if (kind === 'fiat') return text;
  const shortest = text.length - decimals + 2;
  let end = text.length;
  while (end > shortest && text.endsWith('0', end)) end -= 1;
  return text.slice(0, end);
}

/** For people, with the currency and the network: "101.00 USDT on TRON". */
export function printMoney(amount: Money): string {
  const on = amount.network === null ? '' : ` on ${amount.network}`;
  return `${printAmount(amount)} ${amount.currency}${on}`;
}

/** Without trailing zeros: "124.68", "100". The canonical form for numbers sent to providers. */
export function shortestDecimal(amount: Money): string {
  const text = toDecimal(amount);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

function formatMinor(minor: bigint, decimals: number): string {
  const sign = minor < 0n ? '-' : '';
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, '0');
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

export function sameCurrency(a: Unit, b: Unit): boolean {
  return a.currency === b.currency && a.network === b.network && a.decimals === b.decimals;
}

export function sameMoney(a: Money, b: Money): boolean {
  return sameCurrency(a, b) && a.minor === b.minor;
}

function together(a: Money, b: Money): void {
  if (!sameCurrency(a, b)) {
    throw new RangeError(`${a.currency}/${a.network} and ${b.currency}/${b.network} do not add up`);
  }
}

export function add(a: Money, b: Money): Money {
  together(a, b);
  return { ...a, minor: a.minor + b.minor };
}

export function subtract(a: Money, b: Money): Money {
  together(a, b);
  return { ...a, minor: a.minor - b.minor };
}

export const negative = (amount: Money): Money => ({ ...amount, minor: -amount.minor });

/** Negative, zero or positive, like a comparator. */
export function compare(a: Money, b: Money): number {
  together(a, b);
  return a.minor < b.minor ? -1 : a.minor > b.minor ? 1 : 0;
}

export const least = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);
export const greatest = (a: Money, b: Money): Money => (compare(a, b) >= 0 ? a : b);
