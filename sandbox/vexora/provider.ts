import { randomBytes } from 'node:crypto';
import { decimal, parseDecimal, toText } from '../double/fields/decimal.ts';
import type { Faults } from '../double/faults/faults.ts';
import type {
  Account,
  Deposit,
  Effects,
  MerchantCredentials,
  Payout,
  Platform,
  Transfer,
} from './books.ts';
import { newAccount } from './books.ts';
import type { CountryName } from './countries.ts';
import { COUNTRIES } from './countries.ts';
import type { Payment } from './deposits.ts';
import { decline, expire, receive } from './deposits.ts';
import type { OperationName, RequestRecord } from './gateway.ts';
import type { SettlementTarget } from './payouts.ts';
import { advance } from './payouts.ts';
import type { Webhooks } from './webhooks.ts';

export interface AccountOptions {
  /** Default: taiwan. */
  country?: CountryName | undefined;
  /** Default: the example wallets of the country. */
  wallets?: readonly string[] | undefined;
  /** The balance that can be paid out, as a decimal string. Default 1000000. */
  availableAmount?: string | undefined;
  /** Whether an IP address is limited to 10 orders and 3 payments a day. Default true. */
  ipLimits?: boolean | undefined;
}

/** Copies of the provider's records for tests. Amounts are exact decimal strings, times are epoch milliseconds. */
export interface OrderSnapshot extends Omit<Deposit, 'amount' | 'received'> {
  merchantNo: string;
  amount: string;
  received: string | null;
}

export interface SettlementSnapshot extends Omit<Payout, 'amount'> {
  merchantNo: string;
  amount: string;
}

const DEFAULT_BALANCE = decimal('1000000');

/** The provider double behind Vexora's API: its accounts, payers, operator and faults. For tests. */
export class VexoraProvider {
  readonly name = 'VEXORA';
  /** The base address of Taiwan. */
  readonly baseUrl: string;
  readonly webhooks: Webhooks;
  readonly faults: Faults<OperationName>;
  readonly #platform: Platform;
  readonly #requests: () => RequestRecord[];

  constructor(
    platform: Platform,
    webhooks: Webhooks,
    faults: Faults<OperationName>,
    requests: () => RequestRecord[],
  ) {
    this.webhooks = webhooks;
    this.faults = faults;
    this.#platform = platform;
    this.#requests = requests;
    this.baseUrl = this.baseUrlOf('taiwan');
  }

  baseUrlOf(country: CountryName): string {
    return `${this.#platform.origin}/${country}`;
  }

  createMerchantAccount(options: AccountOptions = {}): MerchantCredentials {
    const merchantNo = String(this.#platform.accounts.size + 1).padStart(10, '0');
    const credentials = { merchantNo, appSecret: randomBytes(16).toString('hex') };
    this.#open(credentials, options);
    return credentials;
  }

  /** Registers an account. A second registration of the same merchantNo does nothing. */
  registerMerchantAccount(account: MerchantCredentials & AccountOptions): void {
    const { merchantNo, appSecret, ...options } = account;
    if (this.#platform.accounts.has(merchantNo)) return;
    this.#open({ merchantNo, appSecret }, options);
  }

  /** The payer pays. Throws where there is no such order, and for an invalid amount. */
  pay(tradeNo: string, payment: Payment = {}): Transfer {
    const [account, deposit] = this.#deposit(tradeNo);
    return receive(this.#platform, account, deposit, payment);
  }

  /** Declines an order. Throws where it has ended. */
  decline(tradeNo: string): OrderSnapshot {
    const [account, deposit] = this.#deposit(tradeNo);
    decline(this.#platform, account, deposit);
    return this.order(tradeNo);
  }

  /** The account's next order is accepted and declined at once. */
  declineNext(merchantNo: string, reason = 'mobile is not registered'): void {
    this.#account(merchantNo).declineNext = reason;
  }

  /** Lets an order expire now, without moving the clock. */
  expire(tradeNo: string): OrderSnapshot {
    const [account, deposit] = this.#deposit(tradeNo);
    expire(this.#platform, account, deposit);
    return this.order(tradeNo);
  }

  order(tradeNo: string): OrderSnapshot {
    this.#platform.clock.catchUp();
    const [account, { amount, received, transfers, ...rest }] = this.#deposit(tradeNo);
    return {
      ...rest,
      merchantNo: account.credentials.merchantNo,
      amount: toText(amount),
      received: received === null ? null : toText(received),
      transfers: transfers.map((transfer) => ({ ...transfer })),
    };
  }

  settlement(tradeNo: string): SettlementSnapshot {
    const [account, { amount, ...rest }] = this.#payout(tradeNo);
    const { merchantNo } = account.credentials;
    return { ...rest, merchantNo, amount: toText(amount) };
  }

  /** Ends a settlement, by default as SUCCEEDED. Throws where it has ended. */
  advanceSettlement(tradeNo: string, to: SettlementTarget = 'SUCCEEDED'): SettlementSnapshot {
    const [account, payout] = this.#payout(tradeNo);
    advance(this.#platform, account, payout, to);
    return this.settlement(tradeNo);
  }

  balance(merchantNo: string): { available: string; frozen: string; unsettled: string } {
    this.#platform.clock.catchUp();
    const { available, frozen, unsettled } = this.#account(merchantNo);
    return {
      available: toText(available),
      frozen: toText(frozen),
      unsettled: toText(unsettled),
    };
  }

  /** Sends callbacks to this origin in place of that of `notifyUrl`. Null ends this. */
  redirectCallbacks(origin: string | null): void {
    this.webhooks.redirect(origin);
  }

  /** How many effects there were, over all accounts. */
  effects(): Effects {
    return { ...this.#platform.effects };
  }

  /** The received requests, oldest first. */
  requests(): RequestRecord[] {
    return this.#requests();
  }

  #open(credentials: MerchantCredentials, options: AccountOptions): void {
    const { availableAmount, ipLimits = true } = options;
    const country = COUNTRIES[options.country ?? 'taiwan'];
    const available =
      availableAmount === undefined ? DEFAULT_BALANCE : parseDecimal(availableAmount);
    if (available === null) throw new Error(`not an amount: ${availableAmount ?? ''}`);
    const account = newAccount(credentials, {
      country,
      wallets: options.wallets ?? country.deposit.wallets,
      availableAmount: available,
      hasIpLimits: ipLimits,
    });
    this.#platform.accounts.set(credentials.merchantNo, account);
  }

  #account(merchantNo: string): Account {
    const account = this.#platform.accounts.get(merchantNo);
    if (account === undefined) throw new Error(`no such account: ${merchantNo}`);
    return account;
  }

  #deposit(tradeNo: string): [Account, Deposit] {
    return this.#find('order', tradeNo, ({ deposits }) => deposits);
  }

  #payout(tradeNo: string): [Account, Payout] {
    return this.#find('settlement', tradeNo, ({ payouts }) => payouts);
  }

  /** Searches all accounts. Of several with this number, the latest is returned. */
  #find<T extends { createdAt: number }>(
    what: string,
    tradeNo: string,
    among: (account: Account) => Map<string, T>,
  ): [Account, T] {
    let found: [Account, T] | null = null;
    for (const account of this.#platform.accounts.values()) {
      const subject = among(account).get(tradeNo);
      if (subject === undefined) continue;
      if (found === null || subject.createdAt >= found[1].createdAt) found = [account, subject];
    }
    if (found === null) throw new Error(`no such ${what}: ${tradeNo}`);
    return found;
  }
}
