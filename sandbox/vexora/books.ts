import type { SandboxClock } from '../double/clock.ts';
import type { Decimal } from '../double/fields/decimal.ts';
import { add, subtract, ZERO } from '../double/fields/decimal.ts';
import type { Country } from './countries.ts';

/** docs/providers/vexora.md#statuses */
export type Status = '0000' | '0001' | '0015' | '00029';

export const SUCCESSFUL = '0000';
export const PARTLY_PAID = '0001';
export const IN_PROGRESS = '0015';
export const FAILED = '00029';

/** A payment to an order. All times are epoch milliseconds. */
export interface Transfer {
  tradeNo: string;
  amount: string;
  /** The payer's account of a bank transfer: `808-0358988888888`. */
  from: string | null;
  at: number;
  /** RETURNED: it came from an account that is not listed, or to an order that has ended. */
  outcome: 'COUNTED' | 'RETURNED';
}

export interface Deposit {
  readonly tradeNo: string;
  readonly platFormTradeNo: string;
  readonly amount: Decimal;
  readonly channelCode: string;
  readonly wayCode: string;
  readonly ipAddress: string | null;
  /** The accounts that may pay. Empty where any may. */
  readonly payerAccounts: readonly string[];
  readonly notifyUrl: string;
  readonly returnUrl: string | null;
  readonly remark: string | null;
  readonly paymentUrl: string;
  readonly createdAt: number;
  expiresAt: number;
  status: Status;
  message: string;
  received: Decimal | null;
  succeededAt: number | null;
  readonly transfers: Transfer[];
}

export interface Payout {
  readonly tradeNo: string;
  readonly platFormTradeNo: string;
  readonly amount: Decimal;
  /** Beneficiary fields as received. */
  readonly beneficiary: Readonly<Record<string, string>>;
  readonly notifyUrl: string;
  readonly remark: string | null;
  readonly createdAt: number;
  status: Status;
  message: string;
  succeededAt: number | null;
}

export interface MerchantCredentials {
  merchantNo: string;
  appSecret: string;
}

export interface Account {
  readonly credentials: MerchantCredentials;
  readonly country: Country;
  /** Enabled wallets, by `wayCode`, or by `payType` in the Philippines. */
  readonly wallets: ReadonlySet<string>;
  /** Whether an IP address is limited to 10 orders and 3 payments a day (docs/providers/vexora.md#limits). */
  readonly hasIpLimits: boolean;
  readonly deposits: Map<string, Deposit>;
  readonly payouts: Map<string, Payout>;
  available: Decimal;
  frozen: Decimal;
  unsettled: Decimal;
  /** The reason with which the next order is declined at its creation. */
  declineNext: string | null;
}

export interface Effects {
  ordersCreated: number;
  ordersPaid: number;
  transfersReturned: number;
  settlementsCreated: number;
  settlementsSettled: number;
}

export type Kind = 'order' | 'settlement';

/** The state of the simulated provider. Every function of the provider takes it as its first argument. */
export interface Platform {
  readonly clock: SandboxClock;
  /** The origin without a trailing slash and without the country. */
  readonly origin: string;
  readonly autoAdvanceMs: number | null;
  readonly accounts: Map<string, Account>;
  readonly effects: Effects;
  publish(account: Account, kind: Kind, subject: Deposit | Payout): void;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The number of the local day of a time. */
export function localDay(at: number, { utcOffset }: Country): number {
  return Math.floor((at + utcOffset * HOUR) / DAY);
}

/** `yyyy-MM-dd HH:mm:ss`, without a zone. */
export function localTime(at: number, { utcOffset }: Country): string {
  return new Date(at + utcOffset * HOUR).toISOString().slice(0, 19).replace('T', ' ');
}

/** Collections become available at the next local midnight (docs/providers/vexora.md#balance). */
export function collect(platform: Platform, account: Account, amount: Decimal): void {
  account.unsettled = add(account.unsettled, amount);
  releaseLater(platform, account, amount, platform.clock.now());
}

/** `collectedAt`: epoch milliseconds. */
export function releaseLater(
  { clock }: Platform,
  account: Account,
  amount: Decimal,
  collectedAt: number,
): void {
  const tomorrow = localDay(collectedAt, account.country) + 1;
  clock.schedule(tomorrow * DAY - account.country.utcOffset * HOUR, () => {
    account.unsettled = subtract(account.unsettled, amount);
    account.available = add(account.available, amount);
  });
}

export function freeze(account: Account, amount: Decimal): void {
  account.available = subtract(account.available, amount);
  account.frozen = add(account.frozen, amount);
}

/** Moves frozen money out of the account, or back to the available balance. */
export function unfreeze(account: Account, amount: Decimal, to: 'out' | 'available'): void {
  account.frozen = subtract(account.frozen, amount);
  if (to === 'available') account.available = add(account.available, amount);
}

export interface AccountTerms {
  country: Country;
  wallets: readonly string[];
  availableAmount: Decimal;
  hasIpLimits: boolean;
}

export function newAccount(credentials: MerchantCredentials, terms: AccountTerms): Account {
  return {
    credentials,
    country: terms.country,
    wallets: new Set(terms.wallets),
    hasIpLimits: terms.hasIpLimits,
    deposits: new Map(),
    payouts: new Map(),
    available: terms.availableAmount,
    frozen: ZERO,
    unsettled: ZERO,
    declineNext: null,
  };
}

const ID_LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 16 characters, like `c167o1itir0fypid`. */
export function newPlatformNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => ID_LETTERS[byte % ID_LETTERS.length]).join('');
}
