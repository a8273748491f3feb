import { randomBytes } from 'node:crypto';
import type { Faults } from '../double/faults/faults.ts';
import type {
  Account,
  Effects,
  MerchantCredentials,
  Payment,
  Payout,
  Platform,
  Refund,
} from './books.ts';
import { amountText, newAccount } from './books.ts';
import type { RequestRecord } from './gateway.ts';
import type { Notifications } from './notifications.ts';
import type { OperationName } from './operations.ts';
import { closePending, confirmPayment, failPayment, refundStatusOf } from './payments.ts';
import { endPayout } from './payouts.ts';
import { endRefund } from './refunds.ts';

/** Copies of the provider's records for tests. Amounts are exact decimal strings, times are epoch milliseconds. */
export type OrderSnapshot = Omit<Payment, 'amount' | 'refunds'> & {
  appId: string;
  amount: string;
  refundStatus: string;
  refunds: RefundSnapshot[];
};
export type RefundSnapshot = Omit<Refund, 'amount' | 'payment'> & {
  amount: string;
  merchantTradeNo: string;
};
export type SettlementSnapshot = Omit<Payout, 'amount' | 'totalFee'> & {
  appId: string;
  amount: string;
  totalFee: string;
};

export interface ProviderParts {
  platform: Platform;
  notifications: Notifications;
  faults: Faults<OperationName>;
  requests: () => RequestRecord[];
}

/** The provider double behind the API: its accounts, payers, operator and faults. For tests. */
export class ExamplepayProvider {
  readonly name = 'EXAMPLEPAY';
  readonly baseUrl: string;
  readonly webhooks: Notifications;
  readonly faults: Faults<OperationName>;
  readonly #platform: Platform;
  readonly #requests: () => RequestRecord[];

  constructor({ platform, notifications, faults, requests }: ProviderParts) {
    this.baseUrl = platform.baseUrl;
    this.webhooks = notifications;
    this.faults = faults;
    this.#platform = platform;
    this.#requests = requests;
  }

  createMerchantAccount(): MerchantCredentials {
    const credentials = { appId: newHex(), appSecret: newHex() };
    this.registerMerchantAccount(credentials);
    return credentials;
  }

  /** Registers an account. A second registration of the same appId changes nothing. */
  registerMerchantAccount({ appId, appSecret }: MerchantCredentials): void {
    const { accounts } = this.#platform;
    if (!accounts.has(appId)) accounts.set(appId, newAccount({ appId, appSecret }));
  }

  /** The payer confirms the payment. The cents of its amount decide the outcome. Throws where it is not pending. */
  pay(merchantTradeNo: string): OrderSnapshot {
    const { account, subject } = this.#pending(merchantTradeNo);
    confirmPayment(this.#platform, account, subject);
    return this.order(merchantTradeNo);
  }

  /** The payer, or the payer's bank, declines. */
  decline(merchantTradeNo: string): OrderSnapshot {
    failPayment(this.#pending(merchantTradeNo).subject);
    return this.order(merchantTradeNo);
  }

  /** Lets a payment expire now, without moving the clock. */
  expire(merchantTradeNo: string): OrderSnapshot {
    closePending(this.#pending(merchantTradeNo).subject);
    return this.order(merchantTradeNo);
  }

  order(merchantTradeNo: string): OrderSnapshot {
    this.#platform.clock.catchUp();
    const { account, subject } = this.#order(merchantTradeNo);
    const { amount, refunds, ...rest } = subject;
    return {
      ...rest,
      appId: account.credentials.appId,
      amount: amountText(amount),
      refundStatus: refundStatusOf(subject),
      refunds: refunds.map(refundSnapshot),
    };
  }

  refund(merchantRefundNo: string): RefundSnapshot {
    this.#platform.clock.catchUp();
    return refundSnapshot(this.#refund(merchantRefundNo));
  }

  settlement(merchantTradeNo: string): SettlementSnapshot {
    this.#platform.clock.catchUp();
    const { account, subject } = this.#settlement(merchantTradeNo);
    const { amount, totalFee, ...rest } = subject;
    const texts = { amount: amountText(amount), totalFee: amountText(totalFee) };
    return { ...rest, ...texts, appId: account.credentials.appId };
  }

  /** Ends a refund, by default with the outcome of the cents of its amount. Throws where it has ended. */
  advanceRefund(merchantRefundNo: string, to?: 'REFUNDED' | 'FAILED'): RefundSnapshot {
    const refund = this.#refund(merchantRefundNo);
    mustBeOpen('refund', merchantRefundNo, refund.status, 'PROCESSING');
    endRefund(this.#platform, refund, to);
    return this.refund(merchantRefundNo);
  }

  /** Ends a payout, by default with the outcome of the cents of its amount. Throws where it has ended. */
  advanceSettlement(merchantTradeNo: string, to?: 'PAID' | 'FAILED'): SettlementSnapshot {
    const { account, subject } = this.#settlement(merchantTradeNo);
    mustBeOpen('payout', merchantTradeNo, subject.status, 'PENDING');
    endPayout(this.#platform, account, subject, to);
    return this.settlement(merchantTradeNo);
  }

  /** The balance in a currency, as exact decimal strings. */
  balance(appId: string, currency: 'INR' | 'BRL'): { available: string; frozen: string } {
    const account = this.#platform.accounts.get(appId);
    if (account === undefined) throw new Error(`no such account: ${appId}`);
    const { available, frozen } = account.balances[currency];
    return { available: amountText(available), frozen: amountText(frozen) };
  }

  /** How many effects there were, over all accounts. */
  effects(): Effects {
    return { ...this.#platform.effects };
  }

  /** The received requests, oldest first. */
  requests(): RequestRecord[] {
    return this.#requests();
  }

  #pending(merchantTradeNo: string): Found<Payment> {
    this.#platform.clock.catchUp();
    const found = this.#order(merchantTradeNo);
    mustBeOpen('payment', merchantTradeNo, found.subject.status, 'PENDING');
    return found;
  }

  #order(number: string): Found<Payment> {
    return find(this.#platform, 'payment', number, ({ payments }) => payments);
  }

  #refund(number: string): Refund {
    return find(this.#platform, 'refund', number, ({ refunds }) => refunds).subject;
  }

  #settlement(number: string): Found<Payout> {
    return find(this.#platform, 'payout', number, ({ payouts }) => payouts);
  }
}

const newHex = (): string => randomBytes(16).toString('hex');

interface Found<T> {
  account: Account;
  subject: T;
}

/** Searches all accounts. Of several with this number, the latest is returned. */
function find<T extends { createdAt: number }>(
  { accounts }: Platform,
  what: string,
  number: string,
  among: (account: Account) => Map<string, T>,
): Found<T> {
  let found: Found<T> | null = null;
  for (const account of accounts.values()) {
    const subject = among(account).get(number);
    if (subject === undefined) continue;
    if (found === null || subject.createdAt >= found.subject.createdAt)
      found = { account, subject };
  }
  if (found === null) throw new Error(`no such ${what}: ${number}`);
  return found;
}

function mustBeOpen(what: string, number: string, status: string, open: string): void {
  if (status !== open) throw new Error(`${what} ${number} is ${status}`);
}

function refundSnapshot({ amount, payment, ...rest }: Refund): RefundSnapshot {
  return { ...rest, amount: amountText(amount), merchantTradeNo: payment.merchantTradeNo };
}
