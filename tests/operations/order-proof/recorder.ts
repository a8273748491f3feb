import type { Observation } from '../../../src/domain/observation.ts';
import type { Connections } from '../../../src/operations/connected-accounts.ts';
import { connectionTo } from '../../../src/operations/find.ts';
import { readMessage, understand } from '../../../src/operations/webhooks/understand-webhook.ts';
import type { Call, Connection, ListPage } from '../../../src/providers/provider.ts';
import type { SandboxProvider } from '../../../sandbox/sandbox.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { refundsOfOrders } from '../../../src/store/queries/refunds.ts';
import { settlementById } from '../../../src/store/queries/settlements.ts';
import type { OrderRecord, RefundRecord, SettlementRecord } from '../../../src/store/records.ts';
import type { TestApp } from '../../support/app.ts';
import { canonical } from '../../domain/arrivals.ts';

/** One answer, list row or webhook, as observations, and the time when it came in. */
export interface Message {
  label: string;
  observations: readonly Observation[];
  /** Epoch milliseconds. */
  recordedAt: number;
}

/** The subjects of a scenario. */
export interface Subjects {
  accountId: string;
  order: OrderRecord | null;
  settlement: SettlementRecord | null;
}

/** With the number by which the provider knows it. */
export interface Referred extends Subjects {
  reference: string;
}

/**
 * Records everything that one provider reports. Its webhooks are held back, and the recorder's own queries change
 * nothing here: only our own mutations have applied their answers when a scenario ends.
 */
export class Recorder {
  readonly #testApp: TestApp;
  readonly #provider: SandboxProvider;
  #messages: Message[] = [];
  #eventsRead = 0;

  constructor(testApp: TestApp, provider: SandboxProvider) {
    this.#testApp = testApp;
    this.#provider = provider;
    testApp.sandbox.provider(provider).webhooks.mode = 'hold';
    testApp.app.deps.connections = this.#listeningTo(testApp.app.deps.connections);
  }

  /** Everything before belongs to another scenario. */
  reset(): void {
    this.#messages = [];
    this.#eventsRead = this.#events().length;
  }

  /** Whatever the provider has pushed since, and its present answers to every query that it accepts. */
  async listen(subjects: Subjects): Promise<void> {
    await this.#readWebhooks(subjects);
    const { connection } = await connectionTo(this.#testApp.app.deps, subjects.accountId);
    const { order, settlement } = subjects;
    if (order !== null) {
      const known = await orderById(this.#read, order.id);
      await connection.queryOrder(known ?? order, silent);
      for (const refund of await refundsOfOrders(this.#read, [order.id])) {
        await connection.queryRefund?.(this.#refundHandle(order, refund), silent);
      }
      const filter = { orderProviderReference: order.providerReference };
      await connection.listAbnormalPayments?.(filter, silent);
      await this.#readList(connection, 'listOrders');
      await this.#readList(connection, 'listRefunds');
    }
    if (settlement !== null) {
      const known = (await settlementById(this.#read, settlement.id)) ?? settlement;
      const { providerReference, evidence } = known;
      const handle = { providerReference, providerSettlementId: evidence.providerId };
      await connection.querySettlement?.(handle, silent);
      await this.#readList(connection, 'listSettlements');
    }
  }

  /** Only messages about the given subjects, each once. */
  messagesAbout({ order, settlement }: Subjects): Message[] {
    const own = new Set([order?.providerReference, settlement?.providerReference]);
    const isOwn = (observations: Observation): boolean => {
      const isOfOrder =
        'orderProviderReference' in observations &&
        own.has(observations.orderProviderReference ?? undefined);
      if (observations.subject === 'REFUND' && isOfOrder) own.add(observations.providerReference);
      return (
        isOfOrder ||
        ('providerReference' in observations && own.has(observations.providerReference))
      );
    };
    // Twice, because only a later message may name a refund's order.
    for (const { observations } of this.#messages) observations.forEach(isOwn);
    const seen = new Set<string>();
    return this.#messages.flatMap((message) => {
      const observations = message.observations.filter(
        (one) => one.subject !== 'ABSENCE' && isOwn(one),
      );
      // For a status that means failed or expired, the time of the observation decides
      // (docs/rules.md#failed-or-expired).
      const isTimed = observations.some((one) => 'failedOrExpired' in one && one.failedOrExpired);
      const text = canonical([observations, isTimed ? message.recordedAt : null]);
      if (observations.length === 0 || seen.has(text)) return [];
      seen.add(text);
      return [{ ...message, observations }];
    });
  }

  get #read() {
    return this.#testApp.app.deps.read;
  }

  #events() {
    return this.#testApp.sandbox.provider(this.#provider).webhooks.events() as readonly {
      body: string;
      url?: string | null;
    }[];
  }

  async #readWebhooks({ accountId }: Subjects): Promise<void> {
    const { deps } = this.#testApp.app;
    const to = await connectionTo(deps, accountId);
    const fresh = this.#events().slice(this.#eventsRead);
    this.#eventsRead += fresh.length;
    for (const { body, url } of fresh) {
      const topic = (['orders', 'refunds', 'settlements'] as const).find((one) =>
        url?.endsWith(`/${one}`),
      );
      const delivery = { headers: {}, body: Buffer.from(body), topic: topic ?? null };
      const message = readMessage(to.connection.webhook, delivery);
      const understood = await understand(deps, to, message);
      if ('error' in understood) throw new Error(understood.error);
      this.#add('webhook', understood.observations);
    }
  }

  /** Row by row, as reconciliation would record them. */
  async #readList(
    connection: Connection,
    name: 'listOrders' | 'listRefunds' | 'listSettlements',
  ): Promise<void> {
    const now = this.#testApp.sandbox.clock.now();
    const range = { from: now - halfDay, to: now + 1_000 };
    for (let page = 1, hasMore = true; hasMore; page += 1) {
      hasMore = (await connection[name]?.({ ...range, page }, silent))?.hasMore ?? false;
    }
  }

  #refundHandle(order: OrderRecord, { providerReference, evidence }: RefundRecord) {
    return { providerReference, providerRefundId: evidence.providerId, order };
  }

  #add(label: string, observations: readonly Observation[]): void {
    if (observations.length === 0) return;
    this.#messages.push({ label, observations, recordedAt: this.#testApp.sandbox.clock.now() });
  }

  #listeningTo(connections: Connections): Connections {
    return {
      of: (account) => {
        const connected = connections.of(account);
        if (account.provider !== this.#provider) return connected;
        return { ...connected, connection: this.#listened(connected.connection) };
      },
      openCircuits: () => connections.openCircuits(),
      reachability: connections.reachability,
      circuitOf: (id) => connections.circuitOf(id),
      close: () => connections.close(),
    };
  }

  #listened(connection: Connection): Connection {
    const record = (name: string, answer: unknown): void => {
      const { observations = [] } = answer as Partial<ListPage>;
      if (!name.startsWith('list')) this.#add(name, observations);
      else for (const row of observations) this.#add(name, [row]);
    };
    return new Proxy(connection, {
      get(target, name, receiver) {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function' || name === 'close') return member;
        return async (...args: unknown[]) => {
          const answer: unknown = await (member as (...all: unknown[]) => unknown)(...args);
          record(String(name), answer);
          return answer;
        };
      },
    });
  }
}

const halfDay = 43_200_000;
const silent: Call = { record: () => undefined };
