import { randomBytes } from 'node:crypto';
import { decimal, parseDecimal, toText } from '../decimal.ts';
import type { Faults } from '../faults.ts';
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
  /** Default taiwan. */
  country?: CountryName | undefined;
  /** Default the example wallets of the country. */
  wallets?: readonly string[] | undefined;
  /** What can be paid out, as a decimal string; default 1000000. */
  availableAmount?: string | undefined;
  /** Whether 10 orders and 3 payments a day are the most of one address; default true. */
  ipLimits?: boolean | undefined;
}

/** Plain copies of the truth: amounts as exact decimal strings, instants as epoch milliseconds. */
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

/** What stands behind Vexora's API: its accounts, its payers, its operator, its faults. */
export class VexoraProvider {
  readonly name = 'VEXORA';
  /** Of Taiwan. */
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

  /** With given credentials; does nothing for a merchantNo that there is. */
  registerMerchantAccount(account: MerchantCredentials & AccountOptions): void {
    const { merchantNo, appSecret, ...options } = account;
    if (this.#platform.accounts.has(merchantNo)) return;
    this.#open({ merchantNo, appSecret }, options);
  }

  /** The payer pays. Throws where there is no such order, and for an amount that is none. */
  pay(tradeNo: string, payment: Payment = {}): Transfer {
    const [account, deposit] = this.#deposit(tradeNo);
    return receive(this.#platform, account, deposit, payment);
  }

  /** Throws where the order is over. */
  decline(tradeNo: string): OrderSnapshot {
    const [account, deposit] = this.#deposit(tradeNo);
    decline(this.#platform, account, deposit);
    return this.order(tradeNo);
  }

  /** The account's next order is accepted and declined at once. */
  declineNext(merchantNo: string, reason = 'mobile is not registered'): void {
    this.#account(merchantNo).declineNext = reason;
  }

  /** Ends an order's time now, without moving the clock. */
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

  /** Default SUCCEEDED. Throws where the settlement is over. */
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

  /** Callbacks go to this origin instead of the one in `notifyUrl`; null: no longer. */
  redirectCallbacks(origin: string | null): void {
    this.webhooks.redirect(origin);
  }

  /** How often something has really happened, over all accounts. */
  effects(): Effects {
    return { ...this.#platform.effects };
  }

  /** Requests received, oldest first. */
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

  /** Looks in every account; of equal numbers the youngest is meant. */
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
