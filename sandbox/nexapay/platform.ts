import { canonicalForms, signingKey } from '../../src/providers/nexapay/signature.ts';
import type { SignForm } from '../../src/providers/nexapay/signature.ts';
import { derived, minorUnits, nextOf, Refusal, text, toText } from '../double/index.ts';
import type { Account, Decimal, Exchange, Fields, Platform } from '../double/index.ts';

export interface Credentials {
  apiKey: string;
  secretKey: string;
  merchantId: string;
  subMerchantId: string;
}

export type NexapayAccount = Account<Credentials> & {
  readonly allowedCurrencies: readonly string[];
};

export interface Switches {
  /** The documented sample by which notifications are signed (docs/providers/nexapay.md#delivery-of-notifications). */
  notifySignForm: SignForm;
  /** The status in notifications (docs/providers/nexapay.md#delivery-of-notifications). */
  notifyPayStatus: 'T' | 'S';
  /** Whether direct payments are paid by themselves, two seconds after their creation. */
  autoPay: boolean;
}

export type NexapayPlatform = Platform<NexapayAccount, Switches, { orderId: string }>;

export const keyOf = derived(({ credentials }: NexapayAccount) =>
  signingKey(credentials.secretKey),
);

/** Form J of a request. */
export const canonicalOf = (exchange: Exchange): string => canonicalForms(exchange.text).j;

/** The format of merchants' own numbers. */
export const identifier = text({ max: 64, pattern: /^[A-Za-z0-9_-]+$/ });

const zoneMs = 8 * 3_600_000;

/** `yyyy-MM-dd HH:mm:ss` in UTC+8 (docs/providers/nexapay.md#amounts-and-times). */
export function localTime(at: number): string {
  return new Date(at + zoneMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** A number of 27 digits: the day, the kind and a sequence from 1 (docs/providers/nexapay.md#orders). */
export function newNumber(platform: NexapayPlatform, kind: '02101101' | '02101102'): string {
  const day = localTime(platform.clock.now()).slice(0, 10).replaceAll('-', '');
  return day + kind + String(nextOf(platform, day + kind)).padStart(11, '0');
}

/** With two or sixteen decimals (docs/providers/nexapay.md#amounts-and-times). */
export const reais = (amount: Decimal, places: 2 | 16 = 2): string => toText(amount, places);

/**
 * Refuses a merchant that is missing, mistyped or not exactly the account's pair (docs/providers/nexapay.md#codes).
 * Missing or mistyped is 1005.
 */
export function checkMerchant({ credentials }: NexapayAccount, fields: Fields): void {
  const merchantId = fields.required('merchantId', text({ max: 32 }));
  const subMerchantId = fields.required('subMerchantId', text({ max: 32 }));
  if (merchantId !== credentials.merchantId || subMerchantId !== credentials.subMerchantId) {
    throw new Refusal('1008', 'the merchant is not bound to this api_key');
  }
}

export function checkCurrency({ allowedCurrencies }: NexapayAccount, currency: string): void {
  if (!allowedCurrencies.includes(currency)) {
    throw new Refusal('1006', 'the currency is not supported');
  }
}

/**
 * The outcome that the centavos of an order's amount select, so that tests need no side channel
 * (docs/providers/nexapay.md#in-the-sandbox).
 */
export type Outcome =
  /** The order is stored, then the answer is HTTP 500. */
  | 'ANSWER_LOST'
  | 'REFUSED'
  | 'NEVER_PAID'
  | 'NOTIFIED_THRICE'
  | 'NOT_NOTIFIED'
  | 'NOTIFIED_BADLY'
  | 'PAID';

const outcomes: Readonly<Record<string, Outcome>> = {
  '1': 'ANSWER_LOST',
  '2': 'REFUSED',
  '3': 'NEVER_PAID',
  '4': 'NOTIFIED_THRICE',
  '5': 'NOT_NOTIFIED',
  '6': 'NOTIFIED_BADLY',
};

export const outcomeOf = (amount: Decimal): Outcome =>
  outcomes[String(minorUnits(amount, 2) % 100n)] ?? 'PAID';
