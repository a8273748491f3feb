/** Exact money: bigint minor units of one currency. Nothing here rounds; what does not fit is refused. */

export type Network = 'ETHEREUM' | 'TRON' | 'SOLANA';
export const networks: readonly Network[] = ['ETHEREUM', 'TRON', 'SOLANA'];

export interface Money {
  readonly minor: bigint;
  readonly currency: string;
  /** Set for tokens, null for fiat. */
  readonly network: Network | null;
}

export interface Currency {
  readonly code: string;
  readonly kind: 'fiat' | 'token';
  readonly decimals: number;
  /** Chains of a token; empty for fiat. */
  readonly networks: readonly Network[];
}

const fiat = (code: string, decimals: number): [string, Currency] => [
  code,
  { code, kind: 'fiat', decimals, networks: [] },
];
const token = (code: string, decimals: number, on: readonly Network[]): [string, Currency] => [
  code,
  { code, kind: 'token', decimals, networks: on },
];

/** Decimals of ISO 4217, except for TWD, which is paid in whole dollars (contract: "300" for TWD). */
const currencies: ReadonlyMap<string, Currency> = new Map([
  ...['USD', 'EUR', 'GBP', 'BRL', 'INR', 'PHP', 'THB', 'MYR', 'SGD', 'CNY', 'HKD', 'MXN'].map(
    (code) => fiat(code, 2),
  ),
  ...['TWD', 'JPY', 'KRW', 'VND', 'CLP'].map((code) => fiat(code, 0)),
  fiat('IDR', 2),
  fiat('KWD', 3),
  token('USDT', 6, networks),
  token('USDC', 6, networks),
  // The contract of WUSD counts 18 decimals, as most ERC-20 tokens do.
  token('WUSD', 18, ['ETHEREUM']),
]);

export function findCurrency(code: string): Currency | undefined {
  return currencies.get(code);
}

/** An unknown currency gets the most decimals. Such money is only shown and never used as ours (`statedMoney`). */
function currencyOf({ currency: code }: Pick<Money, 'currency'>): Currency {
  return currencies.get(code) ?? { code, kind: 'token', decimals: 18, networks: [] };
}

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
  return typeof minor === 'bigint' ? { minor, currency: code, network } : minor;
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
  const minor = parseMinor(text, currencyOf({ currency: code }).decimals);
  if (typeof minor === 'string') throw new RangeError(`${minor}: ${text} ${code}`);
  return { minor, currency: code, network };
}

export function zero(like: Pick<Money, 'currency' | 'network'>): Money {
  return { minor: 0n, currency: like.currency, network: like.network };
}

/** With all decimals of the currency, as a provider's exact number or a fingerprint needs it: "124.680000". */
export function toDecimal(amount: Money): string {
  return formatMinor(amount.minor, currencyOf(amount).decimals);
}

/**
 * As the public API prints it: fiat with all decimals of the currency, tokens without trailing zeros beyond the second
 * decimal (contract, scalar Decimal).
 */
export function printAmount(amount: Money): string {
  const { kind, decimals } = currencyOf(amount);
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

export function sameCurrency(a: Pick<Money, 'currency' | 'network'>, b: typeof a): boolean {
  return a.currency === b.currency && a.network === b.network;
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
