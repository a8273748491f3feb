import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { successOf } from '../api.ts';
import type { Api } from '../api.ts';
import { refusedError } from '../errors.ts';
import {
  createOrderDocument,
  createRefundDocument,
  createSettlementDocument,
  orderDocument,
  refundDocument,
  settlementDocument,
} from '../documents.ts';
import type { Control } from './control.ts';
import { plus } from './decimal.ts';

export interface Account {
  id: string;
  name: string;
  provider: string;
  baseUrl: string;
  enabled: boolean;
}

export interface Order {
  id: string;
  status: string;
  providerReference: string;
  nextAction: { amount?: { amount: string } } | null;
  abnormalPayments: readonly { id: string; type: string; status: string }[];
}

export interface Payout {
  id: string;
  status: string;
  providerReference: string;
}

export interface ScenarioOptions {
  api: Api;
  control: Control;
  account: Account;
  /** Tells what has happened. */
  report: (sentence: string) => void;
  signal: AbortSignal;
  timeoutMs: number;
}

/** Far less than a person notices, and little for the server. */
const betweenMs = 200;
const token = { currency: 'USDT', network: 'ETHEREUM' };
/** Anybody's: nothing in the sandbox is money. */
const address = '0x9f9D96DAB48f2E67BF93CCc7Ece46e09D5e4a22C';

/** One order at the sandbox, with what the payer and the provider do. Every method throws a `CommandError`. */
export class Scenario {
  readonly control: Control;
  readonly #options: ScenarioOptions;
  #order: Order | null = null;
  /** In the token of the order. An order that is over no longer states it. */
  #due: string | null = null;
  refund: Payout | null = null;
  settlement: Payout | null = null;

  constructor(options: ScenarioOptions) {
    this.#options = options;
    this.control = options.control;
  }

  get order(): Order {
    if (this.#order === null) throw new Error('a story begins with an order');
    return this.#order;
  }

  async createOrder(): Promise<void> {
    const { api, account, report } = this.#options;
    const input = {
      idempotencyKey: `trigger-${randomUUID()}`,
      account: account.id,
      reference: `trigger-${Date.now()}`,
      amount: { amount: '25.00', currency: 'USD' },
      method: { stablecoin: token },
    };
    const { createOrder } = await api.request<{
      createOrder: { __typename: string; order: Order };
    }>(createOrderDocument, { input });
    this.#order = successOf<{ order: Order }>(createOrder).order;
    report(`order ${this.order.id} of 25.00 USD is ${this.order.status}`);
  }

  /** `more`: than what is due, as a decimal; negative for less. */
  async pay(more = '0'): Promise<void> {
    const due = this.#due;
    if (due === null) throw refusedError('The order has no address to pay to.');
    const amount = plus(due, more);
    await this.control('pay', { orderNo: this.order.providerReference, amount });
    this.#options.report(`the payer pays ${amount} USDT of ${due}`);
  }

  async expire(): Promise<void> {
    await this.control('expire', { orderNo: this.order.providerReference });
    this.#options.report('the order expires at the provider');
  }

  /** Waits until the order has this status. */
  async reaches(status: string): Promise<void> {
    await this.#until(
      `the order is ${status}`,
      async () => (await this.#readOrder()).status === status,
    );
  }

  async hasAbnormalPayment(type: string): Promise<void> {
    await this.#until(`the order has an abnormal payment: ${type}`, async () => {
      const { abnormalPayments } = await this.#readOrder();
      return abnormalPayments.some((one) => one.type === type);
    });
  }

  async createRefund(): Promise<void> {
    const { api, account, report } = this.#options;
    const needsAddress = account.provider === 'ANEXPAY_XCHECKOUT';
    const input = {
      idempotencyKey: `trigger-${randomUUID()}`,
      order: this.order.id,
      ...(needsAddress ? { address } : {}),
    };
    type Result = { __typename: string; refund: Payout };
    const { createRefund } = await api.request<{ createRefund: Result }>(createRefundDocument, {
      input,
    });
    this.refund = successOf<Result>(createRefund).refund;
    report(`refund ${this.refund.id} is ${this.refund.status}`);
  }

  /** `to`: a status of the provider. */
  async advanceRefund(to: string, status: string): Promise<void> {
    const { api } = this.#options;
    const refund = this.refund ?? { id: '', providerReference: '' };
    await this.#until('the refund is at the provider', () =>
      this.control('refund', { refundOrderNo: refund.providerReference }).then(
        () => true,
        () => false,
      ),
    );
    await this.control('advanceRefund', { refundOrderNo: refund.providerReference, to });
    await this.#until(`the refund is ${status}`, async () => {
      const { refund: now } = await api.request<{ refund: Payout }>(refundDocument, {
        id: refund.id,
      });
      this.refund = now;
      return now.status === status;
    });
  }

  async createSettlement(): Promise<void> {
    const { api, account, report } = this.#options;
    const input = {
      idempotencyKey: `trigger-${randomUUID()}`,
      account: account.id,
      reference: `trigger-${Date.now()}`,
      amount: { amount: '5.00', ...token },
      destination: { onChain: { address } },
    };
    type Result = { __typename: string; settlement: Payout };
    const { createSettlement } = await api.request<{ createSettlement: Result }>(
      createSettlementDocument,
      { input },
    );
    this.settlement = successOf<Result>(createSettlement).settlement;
    report(`settlement ${this.settlement.id} of 5.00 USDT is ${this.settlement.status}`);
  }

  /** `to`: a status of the provider. */
  async advanceSettlement(to: string, status: string): Promise<void> {
    const { api } = this.#options;
    const settlement = this.settlement ?? { id: '', providerReference: '' };
    const settlementOrderNo = settlement.providerReference;
    await this.#until('the settlement is at the provider', () =>
      this.control('settlement', { settlementOrderNo }).then(
        () => true,
        () => false,
      ),
    );
    await this.control('advanceSettlement', { settlementOrderNo, to });
    await this.#until(`the settlement is ${status}`, async () => {
      const variables = { id: settlement.id };
      const read = await api.request<{ settlement: Payout }>(settlementDocument, variables);
      this.settlement = read.settlement;
      return read.settlement.status === status;
    });
  }

  report(sentence: string): void {
    this.#options.report(sentence);
  }

  async #readOrder(): Promise<Order> {
    const { id } = this.order;
    const read = await this.#options.api.request<{ order: Order }>(orderDocument, { id });
    this.#order = read.order;
    this.#due ??= read.order.nextAction?.amount?.amount ?? null;
    return read.order;
  }

  async #until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const { report, signal, timeoutMs } = this.#options;
    const until = performance.now() + timeoutMs;
    while (!(await isSo())) {
      if (performance.now() > until) {
        const { id, status } = this.order;
        throw refusedError(`Not within ${timeoutMs / 1000} s: ${what}. Order ${id} is ${status}.`);
      }
      await pause(betweenMs, undefined, { signal });
    }
    report(what);
  }
}
