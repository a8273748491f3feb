import { setTimeout as sleep } from 'node:timers/promises';
import { print } from 'graphql';
import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import type { MutationResult } from '../support/operations.ts';
import * as documents from '../support/documents.ts';
import { orderInput } from './site.ts';
import type { Merchant, Site, Unpaid } from './site.ts';

/** One attempt to deliver a webhook. Times are of the monotonic clock. */
export interface Attempt {
  order: Unpaid;
  from: number;
  to: number;
  /** Null where nothing was answered. */
  status: number | null;
}

/** As the answer 503 asks for. */
const retryMs = 5_000;
/** Longer than the processes wait for a database that is silent. */
const patienceMs = 20_000;
const creationEveryMs = 500;

/** Pays orders and delivers the webhooks, to both processes in turn, and creates other orders, until it is stopped. */
export class Load {
  readonly attempts: Attempt[] = [];
  /** By merchant and key, the order that was answered. */
  readonly created = new Map<string, string>();
  /** Answers that nobody should get, as sentences. */
  readonly complaints: string[] = [];
  readonly #site: Site;
  readonly #working = new Set<Promise<void>>();
  #isOver = false;
  #turn = 0;

  constructor(site: Site) {
    this.#site = site;
  }

  /** So many payments a second. */
  start(orders: Unpaid[], perSecond: number): void {
    this.#work(this.#pay(orders, perSecond));
    for (const merchant of this.#site.merchants) this.#work(this.#create(merchant));
  }

  /** Nothing new begins. Resolves when everything that was begun has been acknowledged or answered. */
  async stop(): Promise<void> {
    this.#isOver = true;
    while (this.#working.size > 0) await Promise.all(this.#working);
  }

  #work(work: Promise<void>): void {
    const tracked = work.finally(() => this.#working.delete(tracked));
    this.#working.add(tracked);
  }

  get #base(): string {
    const { processes } = this.#site;
    this.#turn += 1;
    return processes[this.#turn % processes.length]?.base ?? '';
  }

  async #pay(orders: Unpaid[], perSecond: number): Promise<void> {
    const began = performance.now();
    for (const [index, order] of orders.entries()) {
      await sleep(Math.max(0, began + (index * 1_000) / perSecond - performance.now()));
      if (this.#isOver) return;
      this.#site.pay(order.reference);
      this.#work(this.#deliver(order));
    }
    this.complaints.push('the load ran out of orders');
  }

  /** As the provider does: again and again until it is acknowledged. */
  async #deliver(order: Unpaid): Promise<void> {
    for (;;) {
      const from = performance.now();
      const status = await this.#post(order);
      this.attempts.push({ order, from, to: performance.now(), status });
      if (status === 200) return;
      await sleep(retryMs);
    }
  }

  async #post({ merchant, reference }: Unpaid): Promise<number | null> {
    const now = Date.now();
    const body = JSON.stringify({
      eventId: `paid-${reference}`,
      eventType: 'CHECKOUT_ORDER_CHANGED',
      timestamp: Math.floor(now / 1000),
      data: { orderNo: reference, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 },
    });
    const headers = {
      'content-type': 'application/json',
      ...signWebhook(body, merchant.signKey, now),
    };
    const answer = await this.#send(`/webhooks/${merchant.accountId}`, headers, body);
    return answer?.status ?? null;
  }

  async #send(path: string, headers: Record<string, string>, body: string) {
    try {
      const signal = AbortSignal.timeout(patienceMs);
      const response = await fetch(this.#base + path, { method: 'POST', headers, body, signal });
      return { status: response.status, text: await response.text() };
    } catch {
      return null;
    }
  }

  /** One order after the other, each repeated under its key until it is answered. */
  async #create({ id, key }: Merchant): Promise<void> {
    for (let count = 1; !this.#isOver; count += 1) {
      const name = `${id}-${count}`;
      for (;;) {
        const order = await this.#createOnce(name, key);
        if (order !== null) {
          this.created.set(name, order);
          break;
        }
        await sleep(creationEveryMs);
      }
      await sleep(creationEveryMs);
    }
  }

  async #createOnce(name: string, key: string): Promise<string | null> {
    const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
    const variables = { input: orderInput(name) };
    const body = JSON.stringify({ query: print(documents.createOrder), variables });
    const answer = await this.#send('/graphql', headers, body);
    if (answer === null) return null;
    const { data, errors } = JSON.parse(answer.text) as Answer;
    const [result] = Object.values(data ?? {});
    const code = errors?.[0]?.extensions?.code ?? result?.code;
    const isExpected = ['UNAVAILABLE', 'OPERATION_IN_PROGRESS'].includes(code ?? '');
    if (code !== undefined && !isExpected) this.complaints.push(`createOrder: ${answer.text}`);
    return result?.order?.id ?? null;
  }
}

interface Answer {
  data?: Record<string, MutationResult | null> | null;
  errors?: { extensions?: { code?: string } }[];
}
