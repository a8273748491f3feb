import {
  decimal,
  decimalField,
  isLoopbackName,
  minorUnits,
  newBalance,
  nextOf,
  Refusal,
  text,
  toText,
  url,
} from '../double/index.ts';
import type {
  Account,
  Balance,
  Decimal,
  Entity,
  Fields,
  Platform,
  Reader,
  Received,
} from '../double/index.ts';

export type PaymentStatus = 'PENDING' | 'PAID' | 'FAILED' | 'CLOSED';
export type PayoutStatus = 'PENDING' | 'PAID' | 'FAILED';
export type RefundStatus = 'PROCESSING' | 'REFUNDED' | 'FAILED';

export const currencies = ['INR', 'BRL'] as const;
export type Currency = (typeof currencies)[number];

/** Each method with its currency (docs/providers/examplepay.md#the-life-of-a-payment). */
export const payMethods = {
  UPI: 'INR',
  UPI_COLLECT: 'INR',
  UPI_INTENT: 'INR',
  PIX: 'BRL',
  PIX_QRCODE: 'BRL',
} as const satisfies Record<string, Currency>;
export type PayMethod = keyof typeof payMethods;

export interface Credentials {
  appId: string;
  appSecret: string;
}

export type ExamplepayAccount = Account<Credentials> & {
  readonly balances: Record<Currency, Balance>;
};

export interface Switches {
  /** Milliseconds until payments end by themselves. Null: they end when the cashier page is confirmed. */
  autoPayMs: number | null;
}

interface About {
  /** The provider's number of the payment or payout. */
  number: string;
  appId: string;
}

export type ExamplepayPlatform = Platform<ExamplepayAccount, Switches, About>;

/** What ends well or badly. */
interface Ending {
  errorCode: string | null;
  errorInfo: string | null;
}

/** Its number is the merchantTradeNo. */
export interface Payment extends Entity<PaymentStatus, ExamplepayAccount>, Ending {
  readonly paymentNo: string;
  readonly amount: Decimal;
  readonly currency: Currency;
  readonly description: string;
  readonly payerName: string;
  readonly payMethod: PayMethod;
  /** Of UPI_COLLECT. */
  readonly vpa: string | null;
  readonly merchantAttach: string | null;
  readonly notifyUrl: string;
  readonly returnUrl: string;
  /** The cashier page, which every method has. */
  readonly cashierUrl: string;
  readonly refunds: Refund[];
  paidAt: number | null;
  rrn: string | null;
}

/** Its number is the merchantRefundNo. */
export interface Refund extends Entity<RefundStatus, ExamplepayAccount>, Ending {
  readonly refundNo: string;
  readonly payment: Payment;
  readonly amount: Decimal;
  readonly description: string;
  refundedAt: number | null;
}

/** Its number is the merchantTradeNo. */
export interface Payout extends Entity<PayoutStatus, ExamplepayAccount>, Ending {
  readonly payoutNo: string;
  readonly amount: Decimal;
  readonly currency: Currency;
  readonly description: string;
  /** The destination: its type and members. */
  readonly payoutMethod: Readonly<Record<string, string>>;
  readonly merchantAttach: string | null;
  readonly notifyUrl: string;
  readonly totalFee: Decimal;
  paidAt: number | null;
  rrn: string | null;
}

const openingBalance = decimal('100000');

export const openingBalances = (): Record<Currency, Balance> => ({
  INR: newBalance(openingBalance),
  BRL: newBalance(openingBalance),
});

/** HTTP statuses of the codes that are not answered with 200 (docs/providers/examplepay.md#answers). */
const httpStatus: Readonly<Record<string, number>> = {
  'Common.Unauthorized': 401,
  'Common.Forbidden': 403,
  'Common.NotFound': 404,
  'Common.MethodNotAllowed': 405,
  'Common.UnsupportedMediaType': 415,
  'Common.SystemError': 500,
};

export const refused = (code: string, message: string): Refusal =>
  new Refusal(code, message, httpStatus[code] ?? 200);

/** A text of 1 to `max` characters. */
export const upTo = (max: number, pattern?: RegExp): Reader<string> =>
  text(pattern === undefined ? { max } : { max, pattern });

/** The same, or an empty one. */
export const optionalUpTo = (max: number): Reader<string> => text({ min: 0, max });

/** A string with exactly two decimals, above zero (docs/providers/examplepay.md#amounts-and-lengths). */
export const amountField = decimalField({
  pattern: /^(?:0|[1-9]\d{0,14})\.\d{2}$/,
  positive: true,
});

/** https, or http to loopback (docs/providers/examplepay.md#the-life-of-a-payment). */
export const address = (rules: { fragment: boolean }): Reader<string> =>
  url({
    max: 255,
    isAllowed: ({ protocol, hostname, href }) =>
      (protocol === 'https:' || (protocol === 'http:' && isLoopbackName(hostname))) &&
      (rules.fragment || !href.includes('#')),
  });

export function currencyOf(code: string): Currency {
  const found = currencies.find((currency) => currency === code);
  if (found === undefined) throw refused('Common.UnsupportedCurrency', `no ${code}`);
  return found;
}

/**
 * Reads the merchant's own number or that of the provider, exactly one of them. An empty one counts as absent
 * (docs/providers/examplepay.md#payments).
 */
export function numberIn(fields: Fields, ownField: string, theirField: string) {
  const own = fields.optional(ownField, optionalUpTo(50));
  const theirs = fields.optional(theirField, optionalUpTo(32));
  if (own === null && theirs !== null && theirs !== '') return { own: null, theirs };
  if (theirs !== null || own === null || own === '') {
    throw fields.invalid(ownField, `or ${theirField} is required`);
  }
  return { own, theirs: null };
}

/** A number of P, W or R, the time in China, and six digits. */
export function newNumber(platform: ExamplepayPlatform, kind: 'P' | 'W' | 'R'): string {
  const sequence = nextOf(platform, 'number') % 1_000_000;
  const time = chinaTime(platform.clock.now()).replaceAll(/\D/g, '').slice(0, 14);
  return kind + time + String(sequence).padStart(6, '0');
}

const chinaOffsetMs = 8 * 3_600_000;
const chinaTime = (at: number): string => new Date(at + chinaOffsetMs).toISOString();

/** `yyyy-MM-ddTHH:mm:ss+08:00`. */
export const timeText = (at: number | null): string | null =>
  at === null ? null : `${chinaTime(at).slice(0, 19)}+08:00`;

export const amountText = (amount: Decimal): string => toText(amount, 2);

/**
 * What happens to a payment or payout, decided by the cents of its amount
 * (docs/providers/examplepay.md#in-the-sandbox).
 */
export type Outcome =
  | 'REFUSED'
  | 'FAILS'
  | 'STAYS'
  | 'ERROR_AFTER'
  | 'NOT_NOTIFIED'
  | 'NOTIFIED_THRICE'
  | 'NOTIFIED_BADLY'
  | 'ANSWERED_BADLY'
  | 'NORMAL';

const outcomes: Readonly<Record<string, Outcome>> = {
  '1': 'REFUSED',
  '2': 'FAILS',
  '3': 'STAYS',
  '4': 'ERROR_AFTER',
  '6': 'NOT_NOTIFIED',
  '7': 'NOTIFIED_THRICE',
  '8': 'NOTIFIED_BADLY',
  '9': 'ANSWERED_BADLY',
};

export const outcomeOf = (amount: Decimal): Outcome =>
  outcomes[String(minorUnits(amount, 2) % 100n)] ?? 'NORMAL';

/** Notifies of a payment or payout, as well as its amount says. */
export function notify(
  platform: ExamplepayPlatform,
  type: 'PAYMENT' | 'PAYOUT',
  { account, amount, notifyUrl: url }: Payment | Payout,
  number: string,
  data: object,
): void {
  const outcome = outcomeOf(amount);
  const sent = { NOT_NOTIFIED: 'never', NOTIFIED_THRICE: 'thrice' } as const;
  platform.publish(account, {
    type,
    url,
    about: { number, appId: account.id },
    body: JSON.stringify({ code: 'OK', errorMessage: null, data }),
    sent: outcome === 'NOT_NOTIFIED' || outcome === 'NOTIFIED_THRICE' ? sent[outcome] : 'once',
    forged: outcome === 'NOTIFIED_BADLY' ? 'first attempt' : undefined,
  });
}

export function sufferFrom(outcome: Outcome, received: Received<ExamplepayPlatform>): void {
  if (outcome === 'ERROR_AFTER') received.suffer('error-after');
  if (outcome === 'ANSWERED_BADLY') received.suffer('bad-signature');
}
