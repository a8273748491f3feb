import type { Faults } from '../double/faults/faults.ts';
import { newDigits, newSecret } from './assets.ts';
import type { Account, Effects, MerchantCredentials, Platform, Transfer } from './books.ts';
import { newAccount } from './books.ts';
import type { StablecoinBrand } from './brands.ts';
import type { OperationName } from './gateway/operations.ts';
import type { RequestRecord } from './gateway/server.ts';
import type { Webhooks } from './gateway/webhooks.ts';
import { NO_ADDRESS } from './orders.ts';
import type { Payment, RefundTarget, SettlementTarget } from './operator.ts';
import * as operator from './operator.ts';
import type {
  AbnormalPaymentSnapshot,
  OrderSnapshot,
  RefundSnapshot,
  SettlementSnapshot,
} from './snapshots.ts';
import {
  abnormalPaymentSnapshot,
  orderSnapshot,
  refundSnapshot,
  settlementSnapshot,
} from './snapshots.ts';

export interface AccountOptions {
  webhookUrl?: string | undefined;
  /** Tokens whose orders get `depositAddress:"-1"`. */
  disabledTokens?: readonly string[] | undefined;
}

/** The provider double behind the API: its accounts, chain, operator and faults. For tests. */
export class StablecoinProvider {
  readonly name: StablecoinBrand;
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
    this.name = platform.brand.name;
    this.baseUrl = platform.baseUrl;
    this.webhooks = webhooks;
    this.faults = faults;
    this.#platform = platform;
    this.#requests = requests;
  }

  createMerchantAccount(options: AccountOptions = {}): MerchantCredentials {
    const credentials = {
      apiKey: newSecret(24),
      apiSecret: newSecret(32),
      signKey: newSecret(24),
      merchantId: newDigits(8),
    };
    this.#open(credentials, options);
    return credentials;
  }

  /** Registers an account. A second registration of the same apiKey changes at most the webhook URL. */
  registerMerchantAccount(account: MerchantCredentials & AccountOptions): void {
    const { webhookUrl, disabledTokens, ...credentials } = account;
    const known = this.#platform.accounts.get(credentials.apiKey);
    if (known !== undefined) {
      known.webhookUrl = webhookUrl ?? known.webhookUrl;
      return;
    }
    this.#open(credentials, { webhookUrl, disabledTokens });
  }

  setWebhookUrl(apiKey: string, url: string | null): void {
    this.#account(apiKey).webhookUrl = url;
  }

  /** The payer sends money to the order's deposit address. Throws where there is no such order or address. */
  pay(orderNo: string, payment: Payment = {}): Transfer {
    return operator.pay(this.#platform, orderNo, payment);
  }

  /** Lets an order expire now, without moving the clock. */
  expire(orderNo: string): OrderSnapshot {
    operator.expire(this.#platform, orderNo);
    return this.order(orderNo);
  }

  order(orderNo: string): OrderSnapshot {
    this.#platform.clock.catchUp();
    const { account, subject } = operator.findOrder(this.#platform, orderNo);
    return orderSnapshot(account, subject);
  }

  refund(refundOrderNo: string): RefundSnapshot {
    const { account, subject } = operator.findRefund(this.#platform, refundOrderNo);
    return refundSnapshot(account, subject);
  }

  settlement(settlementOrderNo: string): SettlementSnapshot {
    const { account, subject } = operator.findSettlement(this.#platform, settlementOrderNo);
    return settlementSnapshot(account, subject);
  }

  /** The abnormal payments of an order, oldest first. */
  abnormalPayments(orderNo: string): AbnormalPaymentSnapshot[] {
    this.#platform.clock.catchUp();
    const { account, subject } = operator.findOrder(this.#platform, orderNo);
    return account.abnormalPayments
      .filter(({ order }) => order === subject)
      .map((payment) => abnormalPaymentSnapshot(account, payment));
  }

  /** Advances by one step, or through all steps to `to`. Throws where the status does not allow it. */
  advanceRefund(refundOrderNo: string, to?: RefundTarget): RefundSnapshot {
    operator.advanceRefund(this.#platform, refundOrderNo, to);
    return this.refund(refundOrderNo);
  }

  /** Advances by one step, or through all steps to `to`. Throws where the status does not allow it. */
  advanceSettlement(settlementOrderNo: string, to?: SettlementTarget): SettlementSnapshot {
    operator.advanceSettlement(this.#platform, settlementOrderNo, to);
    return this.settlement(settlementOrderNo);
  }

  enableFiatSettlement(on: boolean): void {
    this.#platform.fiatSettlement = on;
  }

  /** Changes behaviour that the documentation leaves open. */
  switch(to: Partial<Pick<Platform, 'announcesOrders' | 'showsUnreserved'>>): void {
    Object.assign(this.#platform, to);
  }

  /** Orders in a token that the account has not enabled, over all accounts. */
  unpayableOrders(): number {
    return [...this.#platform.accounts.values()]
      .flatMap(({ orders }) => [...orders.values()])
      .filter(({ depositAddress }) => depositAddress === NO_ADDRESS).length;
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
    const { webhookUrl = null, disabledTokens = [] } = options;
    this.#platform.accounts.set(
      credentials.apiKey,
      newAccount(credentials, webhookUrl, disabledTokens),
    );
  }

  #account(apiKey: string): Account {
    const account = this.#platform.accounts.get(apiKey);
    if (account === undefined) throw new Error(`no such account: ${apiKey}`);
    return account;
  }
}
