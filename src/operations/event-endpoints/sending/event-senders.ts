import { UnavailableError } from '../../../domain/errors.ts';
import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import { eventEndpointsByIds } from '../../../store/queries/event-endpoints/endpoints.ts';
import {
  activeEndpoints,
  endOtherSenders,
  endSenders,
  endpointsWithWork,
  otherSenders,
} from '../../../store/queries/event-endpoints/senders.ts';
import type { Peers } from '../../../store/database.ts';
import type { Deps } from '../../deps.ts';
import { endpointsTopic } from '../endpoints-topic.ts';
import { removeOld } from '../remove-old.ts';
import { suspendUnfit } from '../suspend-unfit.ts';
import { EndpointSender } from './endpoint-sender.ts';
import { senderDepsOf } from './sender-deps.ts';
import type { SenderDeps } from './sender-deps.ts';
import { Lease } from './lease.ts';
import { addressOf, takeEndpoint } from './open.ts';

/** Sends the events of all endpoints that this process has taken. */
export interface EventSenders {
  /** Looks for what is to be sent. Notifications say it sooner; this misses nothing. */
  poll(): Promise<void>;
  /** Resolves when all that can be sent now has been tried. */
  idle(): Promise<void>;
  /** Begins no more attempts, and gives all endpoints back. */
  stop(): Promise<void>;
}

const page = 100;
/** Milliseconds after which an endpoint without anything to do leaves the memory, for any process to take. */
const idleMs = 30_000;
/** Milliseconds between two looks at what merchants have changed. A notification says it sooner. */
const recheckMs = 5_000;
const removeEveryMs = 3_600_000;
/** Milliseconds for attempts under way when the process ends. */
const patienceMs = 2_000;

export class EventSending implements EventSenders {
  readonly #deps: Deps;
  readonly #lease: Lease;
  readonly #senderDeps: SenderDeps;
  readonly #peers: Peers | null;
  readonly #senders = new Map<string, EndpointSender>();
  /** Being taken now. */
  readonly #taking = new Map<string, Promise<void>>();
  /** Ids of endpoints that this process cannot send to as they are. */
  readonly #unfit = new Set<string>();
  readonly #subscriptions = new Map<string, () => void>();
  readonly #unsubscribe: () => void;
  /** How many active endpoints each merchant has. */
  #active: ReadonlyMap<string, number> = new Map();
  /** Reads what merchants have changed. */
  #changing: Promise<void> | null = null;
  #isStopped = false;
  #isFirst = true;
  #checkedAt = -Infinity;
  #removedAt = -Infinity;

  constructor(deps: Deps, peers: Peers | null) {
    this.#deps = deps;
    this.#peers = peers;
    this.#lease = new Lease(deps, peers?.own ?? deps.ids.secret());
    this.#senderDeps = senderDepsOf(deps, this.#lease);
    this.#unsubscribe = this.#subscribe(endpointsTopic, '', () => this.#changed());
  }

  async poll(): Promise<void> {
    if (this.#isStopped || !(await canWrite(this.#deps))) return;
    const { now, monotonic } = this.#deps;
    if (this.#isFirst) await this.#begin();
    this.#isFirst = false;
    if (this.#senders.size > 0) await this.#lease.renewWhenDue();
    await this.#endGone();
    if (monotonic() - this.#checkedAt >= recheckMs) await this.#recheck();
    await this.#look(null);
    for (const sender of this.#senders.values()) {
      if (sender.isDue(now())) this.#senderDeps.wakes.add(sender);
      else if (sender.isIdle && monotonic() - sender.activeAt >= idleMs) {
        void sender.release(patienceMs);
      }
    }
    if (monotonic() - this.#removedAt < removeEveryMs) return;
    this.#removedAt = monotonic();
    void this.#guarded(removeOld(this.#deps, () => this.#isStopped));
  }

  async idle(): Promise<void> {
    const isBusy = (): boolean =>
      this.#taking.size > 0 ||
      !this.#senderDeps.wakes.isEmpty ||
      this.#all().some((one) => !one.isIdle);
    while (this.#changing !== null || isBusy()) {
      await Promise.all([this.#changing, ...this.#taking.values()]);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#unsubscribe();
    for (const unsubscribe of this.#subscriptions.values()) unsubscribe();
    await Promise.all(this.#taking.values());
    await Promise.all(this.#all().map((sender) => sender.release(patienceMs)));
  }

  #all(): EndpointSender[] {
    return [...this.#senders.values()];
  }

  #subscribe(topic: string, merchantId: string, wake: () => void): () => void {
    return this.#deps.notifier.subscribe(topic, { merchantId, readUpTo: () => Infinity, wake });
  }

  async #begin(): Promise<void> {
    await suspendUnfit(this.#deps);
    if (this.#peers !== null) return;
    // Nobody knows whether there are others. Mostly there was one before, which has ended.
    await this.#deps.queue.commit((tx) => endOtherSenders(tx, this.#lease.sender));
  }

  /** Nobody waits for the leases of processes that are known to be gone. */
  async #endGone(): Promise<void> {
    const { read, queue, now } = this.#deps;
    const peers = this.#peers;
    if (peers === null) return;
    // Read before: who has a lease has had a connection.
    const others = await otherSenders(read, { sender: this.#lease.sender, now: now() });
    const gone = others.length === 0 ? [] : await peers.gone(others);
    if (gone.length > 0) await queue.commit((tx) => endSenders(tx, gone));
  }

  /** Takes the endpoints for which there is something to do, and wakes those that it has. `merchant`: null for all. */
  async #look(merchant: string | null): Promise<void> {
    const { read, now } = this.#deps;
    for (let after = ''; !this.#isStopped;) {
      const search = { merchant, sender: this.#lease.sender, now: now(), after };
      const found = await endpointsWithWork(read, search, page);
      for (const { id, lastSeq } of found) this.#senders.get(id)?.look(lastSeq);
      await Promise.all(found.map(({ id }) => this.#take(id)));
      const last = found.at(-1);
      if (last === undefined || found.length < page) return;
      after = last.id;
    }
  }

  #take(id: string): Promise<void> {
    if (this.#senders.has(id) || this.#unfit.has(id)) return Promise.resolve();
    const before = this.#taking.get(id);
    if (before !== undefined) return before;
    const taking = this.#takeNow(id).finally(() => this.#taking.delete(id));
    this.#taking.set(id, taking);
    return taking;
  }

  async #takeNow(id: string): Promise<void> {
    const lease = this.#lease;
    if (!lease.holds(lease.term) && !(await lease.renew())) return;
    try {
      const opened = await takeEndpoint(this.#deps, lease, id);
      if (opened === null || this.#isStopped) return;
      if (opened === 'UNFIT') return void this.#unfit.add(id);
      const sender = new EndpointSender(this.#senderDeps, opened, () => this.#left(id, sender));
      this.#senders.set(id, sender);
      sender.wake();
    } catch (error) {
      if (error instanceof UnavailableError) return;
      this.#deps.log.error({ err: error, endpoint: id }, 'an endpoint could not be taken');
    }
  }

  #left(id: string, sender: EndpointSender): void {
    if (this.#senders.get(id) !== sender) return;
    this.#senders.delete(id);
    void this.#guarded(this.#look(sender.endpoint.merchantId));
  }

  /** Events were written to the merchant's log. What was changed before them counts for them. */
  #wake(merchantId: string): void {
    if (this.#changing === null) this.#wakeSenders(merchantId);
    else void this.#changing.then(() => this.#wakeSenders(merchantId));
  }

  #wakeSenders(merchantId: string): void {
    let count = 0;
    for (const sender of this.#senders.values()) {
      if (sender.endpoint.merchantId !== merchantId) continue;
      this.#senderDeps.wakes.add(sender);
      count += 1;
    }
    if (count < (this.#active.get(merchantId) ?? 0)) void this.#guarded(this.#look(merchantId));
  }

  /** A merchant has changed an endpoint. */
  #changed(): void {
    this.#unfit.clear();
    const changing = this.#guarded(this.#recheck()).finally(() => {
      if (this.#changing === changing) this.#changing = null;
    });
    this.#changing = changing;
    void this.#guarded(changing.then(() => this.#look(null)));
  }

  async #recheck(): Promise<void> {
    const { read, monotonic } = this.#deps;
    this.#checkedAt = monotonic();
    this.#active = await activeEndpoints(read);
    for (const merchantId of this.#active.keys()) {
      if (this.#subscriptions.has(merchantId) || this.#isStopped) continue;
      const wake = (): void => this.#wake(merchantId);
      this.#subscriptions.set(merchantId, this.#subscribe(merchantId, merchantId, wake));
    }
    for (const [merchantId, unsubscribe] of this.#subscriptions) {
      if (this.#active.has(merchantId)) continue;
      unsubscribe();
      this.#subscriptions.delete(merchantId);
    }
    const senders = this.#all();
    const ids = senders.map(({ endpoint }) => endpoint.id);
    const rows = new Map((await eventEndpointsByIds(read, ids)).map((row) => [row.id, row]));
    for (const sender of senders) await this.#adapt(sender, rows.get(sender.endpoint.id));
  }

  async #adapt(sender: EndpointSender, now: EventEndpoint | undefined): Promise<void> {
    const { endpoint } = sender;
    if (now === undefined || now.round !== endpoint.round) return sender.end();
    if (now.status !== 'ACTIVE') return void sender.release(patienceMs);
    if (now.updatedAt === endpoint.updatedAt && now.secrets === endpoint.secrets) return;
    const address = await addressOf(this.#deps, now);
    if (address !== null) return sender.change(now, address);
    this.#unfit.add(now.id);
    void sender.release(patienceMs);
  }

  /** What fails is done again with the next poll. */
  async #guarded(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (error instanceof UnavailableError) return;
      this.#deps.log.error({ err: error }, 'events to send could not be looked for');
    }
  }
}

/** While nothing can be written, nothing can be taken. The queue logs when that begins and ends. */
const canWrite = ({ queue }: Deps): Promise<boolean> =>
  queue.ready().then(
    () => true,
    () => false,
  );
