import { randomBytes, randomInt } from 'node:crypto';
import type { Faults } from '../double/faults/faults.ts';
import type { OperationName, RequestRecord } from './gateway.ts';
import type { Effects, MerchantCredentials, Payment, Platform, Refund, Switches } from './books.ts';
import { localTime, newAccount, reais } from './books.ts';
import type { Notifications } from './notifications.ts';
import { pay, refuse } from './payments.ts';
import { finishRefund, refundedOf } from './refunds.ts';

export interface AccountOptions {
  /** Default BRL alone (docs/providers/nexapay.md#orders). */
  allowedCurrencies?: readonly string[] | undefined;
}

/** Copies of the provider's records for tests. Amounts are in reais, as decimal strings. */
export interface PaymentSnapshot {
  orderId: string;
  txId: string;
  uuid: string;
  status: Payment['status'];
  amount: string;
  payAmount: string;
  refundedAmount: string;
  payTime: string | null;
  notifyUrl: string;
  cashierPayUrl: string | null;
  qrCode: string;
  /** Epoch milliseconds. */
  expiresAt: number;
}

export interface RefundSnapshot {
  refundRequestId: string;
  refundTxId: string;
  orderId: string;
  status: Refund['status'];
  amount: string;
  reason: string;
}

/** The provider double behind the API: its accounts, payers, operator and faults. For tests. */
export class NexapayProvider {
  readonly name = 'NEXAPAY';
  readonly baseUrl: string;
  readonly webhooks: Notifications;
  readonly faults: Faults<OperationName>;
  readonly #platform: Platform;
  readonly #requests: () => RequestRecord[];

  constructor(
    platform: Platform,
    webhooks: Notifications,
    faults: Faults<OperationName>,
    requests: () => RequestRecord[],
  ) {
    this.baseUrl = platform.baseUrl;
    this.webhooks = webhooks;
    this.faults = faults;
    this.#platform = platform;
    this.#requests = requests;
  }

  createMerchantAccount(options: AccountOptions = {}): MerchantCredentials {
    const credentials = {
      apiKey: randomBytes(16).toString('hex'),
      secretKey: randomBytes(16).toString('hex'),
      merchantId: String(randomInt(10 ** 8, 10 ** 9)),
      subMerchantId: String(randomInt(10 ** 8, 10 ** 9)),
    };
    this.registerMerchantAccount({ ...credentials, ...options });
    return credentials;
  }

  /** Registers an account. A second registration of the same apiKey changes nothing. */
  registerMerchantAccount(account: MerchantCredentials & AccountOptions): void {
    const { allowedCurrencies = ['BRL'], ...credentials } = account;
    const { accounts } = this.#platform;
    if (accounts.has(credentials.apiKey)) return;
    accounts.set(credentials.apiKey, newAccount(credentials, allowedCurrencies));
  }

  /** Changes the form of notifications, and whether direct payments are paid by themselves. */
  switch(changes: Partial<Switches>): void {
    Object.assign(this.#platform.switches, changes);
  }

  /** The payer pays. Throws where there is no such order, or where it can no longer be paid. */
  pay(orderId: string): PaymentSnapshot {
    pay(this.#platform, this.#payment(orderId));
    return this.order(orderId);
  }

  /** The payer's bank declines. Throws where the order can no longer be paid. */
  refuse(orderId: string): PaymentSnapshot {
    refuse(this.#payment(orderId));
    return this.order(orderId);
  }

  order(orderId: string): PaymentSnapshot {
    const payment = this.#payment(orderId);
    const { account, txId, uuid, status, paidAt, notifyUrl } = payment;
    const { cashierPayUrl, qrCode, expiresAt } = payment;
    return {
      orderId,
      txId,
      uuid,
      status,
      amount: reais(payment.amount),
      payAmount: reais(payment.payAmount),
      refundedAmount: reais(refundedOf(account, payment)),
      payTime: paidAt === null ? null : localTime(paidAt),
      notifyUrl,
      cashierPayUrl,
      qrCode,
      expiresAt,
    };
  }

  refund(refundRequestId: string): RefundSnapshot {
    const refund = this.#refund(refundRequestId);
    const { refundTxId, payment, status, amount, reason } = refund;
    const { orderId } = payment;
    return { refundRequestId, refundTxId, orderId, status, amount: reais(amount), reason };
  }

  /** Ends a refund, by default with success. Throws where it has already ended. */
  advanceRefund(refundRequestId: string, to: 'S' | 'F' = 'S'): RefundSnapshot {
    finishRefund(this.#platform, this.#refund(refundRequestId), to);
    return this.refund(refundRequestId);
  }

  /** How many effects there were, over all accounts. */
  effects(): Effects {
    return { ...this.#platform.effects };
  }

  /** The received requests, oldest first. */
  requests(): RequestRecord[] {
    return this.#requests();
  }

  #payment(orderId: string): Payment {
    this.#platform.clock.catchUp();
    for (const { payments } of this.#platform.accounts.values()) {
      const payment = payments.get(orderId);
      if (payment !== undefined) return payment;
    }
    throw new Error(`no such order: ${orderId}`);
  }

  #refund(refundRequestId: string): Refund {
    this.#platform.clock.catchUp();
    for (const { refunds } of this.#platform.accounts.values()) {
      const refund = refunds.get(refundRequestId);
      if (refund !== undefined) return refund;
    }
    throw new Error(`no such refund: ${refundRequestId}`);
  }
}
