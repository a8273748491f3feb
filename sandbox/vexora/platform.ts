import { add, Refusal, subtract } from '../double/index.ts';
import type { Account, Balance, Decimal, Entity, Platform } from '../double/index.ts';
import type { Country, CountryName } from './countries.ts';
import { COUNTRIES } from './countries.ts';

/** docs/providers/vexora.md#statuses */
export type Status = '0000' | '0001' | '0015' | '00029';

export const SUCCESSFUL = '0000';
export const PARTLY_PAID = '0001';
export const IN_PROGRESS = '0015';
export const FAILED = '00029';

export interface Credentials {
  merchantNo: string;
  appSecret: string;
}

interface Terms {
  readonly country: CountryName;
  /** Enabled wallets, by `wayCode`, or by `payType` in the Philippines. */
  readonly wallets: readonly string[];
  /** Whether an IP address is limited to 10 orders and 3 payments a day (docs/providers/vexora.md#limits). */
  readonly hasIpLimits: boolean;
  readonly balance: Balance;
  /** What becomes available at the next local midnight. */
  unsettled: Decimal;
  /** The reason with which the next order is declined at its creation. */
  declineNext: string | null;
}

export type VexoraAccount = Account<Credentials> & Terms;

export interface Switches {
  /** Callbacks go to this origin in place of that in the requests, for a receiver whose address has changed. */
  callbackOrigin: string | null;
}

export type VexoraPlatform = Platform<
  VexoraAccount,
  Switches,
  { tradeNo: string; merchantNo: string }
>;

/** What an order and a payout share. Its number is the tradeNo. */
export interface Trade extends Entity<Status, VexoraAccount> {
  readonly platFormTradeNo: string;
  readonly amount: Decimal;
  readonly notifyUrl: string;
  readonly remark: string | null;
  message: string;
  succeededAt: number | null;
}

/**
 * Every refusal has this code with HTTP 200. Only the message has the reason
 * (docs/providers/vexora.md#checks-of-the-sandbox).
 */
export const refused = (message: string): Refusal => new Refusal('8000', message);

export const countryOf = ({ country }: VexoraAccount): Country => COUNTRIES[country];

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** The number of the local day of a time. */
export function localDay(at: number, { utcOffset }: Country): number {
  return Math.floor((at + utcOffset * hourMs) / dayMs);
}

/** `yyyy-MM-dd HH:mm:ss`, without a zone. */
export function localTime(at: number, { utcOffset }: Country): string {
  return new Date(at + utcOffset * hourMs).toISOString().slice(0, 19).replace('T', ' ');
}

/** Collections become available at the next local midnight (docs/providers/vexora.md#balance). */
export function collect(platform: VexoraPlatform, account: VexoraAccount, amount: Decimal): void {
  account.unsettled = add(account.unsettled, amount);
  releaseLater(platform, account, amount, platform.clock.now());
}

/** `collectedAt`: epoch milliseconds. */
export function releaseLater(
  { clock }: VexoraPlatform,
  account: VexoraAccount,
  amount: Decimal,
  collectedAt: number,
): void {
  const country = countryOf(account);
  const tomorrow = localDay(collectedAt, country) + 1;
  clock.schedule(tomorrow * dayMs - country.utcOffset * hourMs, () => {
    account.unsettled = subtract(account.unsettled, amount);
    account.balance.available = add(account.balance.available, amount);
  });
}

export function successTime({ succeededAt, account }: Trade): { successTime?: string } {
  return succeededAt === null ? {} : { successTime: localTime(succeededAt, countryOf(account)) };
}

const idLetters = 'abcdefghijklmnopqrstuvwxyz0123456789';

/** 16 characters, like `c167o1itir0fypid`. */
export function newPlatformNumber(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => idLetters[byte % idLetters.length]).join('');
}
