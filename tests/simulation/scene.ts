import { setTimeout as sleep } from 'node:timers/promises';
import { lostSince, lostUpTo } from '../../src/domain/reconciliation/lost-time.ts';
import { leaseMs } from '../../src/operations/reconciliation/lease.ts';
import { updateProviderAccount } from '../../src/operations/merchants/provider-accounts.ts';
import { abnormalPaymentsOfOrders } from '../../src/store/queries/abnormal-payments.ts';
import { holdAccount } from '../../src/store/queries/operators/restoring.ts';
import { orderFromRow } from '../../src/store/queries/orders.ts';
import { refundFromRow } from '../../src/store/queries/refunds.ts';
import { settlementFromRow } from '../../src/store/queries/settlements.ts';
import type {
  AbnormalPaymentRecord,
  OrderRecord,
  RefundRecord,
  SettlementRecord,
} from '../../src/store/records.ts';
import { Random } from './random.ts';
import { counterparts } from './counterparts/index.ts';
import { administrator, openAccount } from './counterparts/open-account.ts';
import type { Opened } from './counterparts/open-account.ts';
import type { UnsupportedCounterpart } from './counterparts/unsupported.ts';
import type { Simulator } from './simulator.ts';
import type { CancelUsed } from './steps/cancels.ts';
import type { StepDone } from './rare/left.ts';
import type { Tally } from './tally.ts';
import { Trace } from './trace.ts';
import { arrival } from '../support/own-database.ts';
import { Checker } from './checker.ts';

/** One use of an idempotency key, and the object that it made. */
export interface KeyUsed {
  again: () => Promise<string>;
  id: string | null;
  /** 1 where its object was lost with the database, otherwise 0. */
  lost: number;
}

/** A call whose answer is in flight: it comes at `dueAt`. */
export interface Delayed {
  /** By Paygraph's clock. */
  sentAt: number;
  dueAt: number;
  done: Promise<void>;
  /** The subject that is being sent. */
  subjectId: string | null;
  /** Another process has started meanwhile: a query about it waits for the answer. */
  isPresumedLost?: boolean;
}

const nowhere = 'http://127.0.0.1:9';

/** One history in progress: its merchant, its provider, what was done and what was observed. */
export class Scene {
  readonly simulator: Simulator;
  readonly random: Random;
  readonly tally: Tally;
  readonly trace: Trace;
  readonly checker: Checker;
  readonly counterpart: UnsupportedCounterpart;
  readonly merchantId: string;
  readonly accountId: string;
  /** Tried before the other account where an order names none; null where there is only one. */
  readonly spareId: string | null;
  /** By the number of the key: every key that was used for something. */
  readonly keys: KeyUsed[] = [];
  /** Every use of a key to cancel an order. */
  readonly cancels: CancelUsed[] = [];
  /** Event ids of webhooks that are never delivered. */
  readonly lost = new Set<string>();
  delayed: Delayed | null = null;
  /** Ids of refunds that were requested without an amount. */
  readonly refundsOfTheRest = new Set<string>();
  /** Numbers of refunds made at the provider without us. */
  readonly portalRefunds: string[] = [];
  /**
   * The latest instant until which a request may still take effect at the provider, long after its answer was lost.
   */
  straysUntil = 0;
  /** What each key had made when the database was copied, and how much there was; null where it was not copied. */
  backup: { made: readonly (string | null)[]; portalRefunds: number; at: number } | null = null;
  /** What the provider has since the backup. */
  lostRefunds: readonly { providerReference: string; orderReference: string }[] = [];
  hasBeenRestored = false;
  /** Paygraph's clock has not always been that of the provider. */
  hasStepped = false;
  /** Numbers of abnormal payments of no order. */
  readonly strangers = new Set<string>();
  /** Numbers about which a webhook named other money than was requested. */
  readonly disputed = new Set<string>();
  readonly steps: StepDone[] = [];
  /** The statuses of each webhook that is not applied, between two steps. */
  readonly deliveries = new Map<string, string[]>();
  #keysMade = 0;

  private constructor(simulator: Simulator, random: Random, tally: Tally, opened: Opened) {
    this.simulator = simulator;
    this.random = random;
    this.tally = tally;
    this.counterpart = opened.counterpart;
    this.merchantId = opened.merchantId;
    this.accountId = opened.accountId;
    this.spareId = opened.spareId;
    this.trace = new Trace(simulator.clock.now());
    this.checker = new Checker(this);
  }

  static async open(
    simulator: Simulator,
    tally: Tally,
    seed: string,
    history: number,
    cast = counterparts,
  ): Promise<Scene> {
    const random = new Random(seed, history);
    // Of its own, so that a history is the same on one process and on several.
    const turns = new Random(`${seed}/turns`, history);
    simulator.draw = () => turns.int(0, simulator.apps.length - 1);
    const sandbox = await simulator.set(startOfTime + random.int(0, 86_400) * 1_000);
    return new Scene(simulator, random, tally, await openAccount(simulator, random, sandbox, cast));
  }

  get deps() {
    return this.simulator.app.deps;
  }

  now(): number {
    return this.simulator.clock.now();
  }

  newKey(): string {
    this.#keysMade += 1;
    return `simulation-${String(this.#keysMade).padStart(4, '0')}`;
  }

  /** Moves the clock, lets a delayed answer come at its time, and does what has become due. */
  async advance(ms: number): Promise<void> {
    if (this.delayed?.isPresumedLost === true) await this.awaitDelayed();
    const target = this.now() + ms;
    if (this.delayed !== null && this.delayed.dueAt <= target) await this.awaitDelayed();
    await this.simulator.clock.advance(target - this.now());
    await this.counterpart.outbox.idle();
    const due = this.simulator.runDue();
    // Work that waits for the answer in flight ends when that has come.
    if (this.delayed !== null && (await isStuck(due))) await this.awaitDelayed();
    await due;
  }

  /** Nobody may conclude yet that it has not arrived: its sender lives, and another process knows that. */
  isInFlight(id: string, at: number): boolean {
    if (this.delayed?.subjectId !== id) return false;
    return this.simulator.apps.length === 1 || at - this.delayed.sentAt < leaseMs;
  }

  /** A query about it waits for its answer. */
  isSending({ id }: { id: string }): boolean {
    return this.delayed?.subjectId === id;
  }

  async awaitDelayed(): Promise<void> {
    if (this.delayed === null) return;
    const { dueAt, done } = this.delayed;
    await this.simulator.clock.advance(Math.max(0, dueAt - this.now()));
    await done;
    this.delayed = null;
  }

  async restart(): Promise<void> {
    await this.checker.flush();
    await this.simulator.restart();
    await this.checker.catchUp();
  }

  async backUp(): Promise<void> {
    await this.checker.flush();
    await this.simulator.backUp();
    await this.checker.catchUp();
    const made = this.keys.map(({ id }) => id);
    this.backup = { made, portalRefunds: this.portalRefunds.length, at: this.deps.now() };
  }

  /** Everything since the backup is gone here. */
  async restore(): Promise<void> {
    await this.checker.flush();
    const refunds = await this.#refundsWithOrders();
    await this.simulator.restore();
    await this.#hold();
    await this.checker.forget();
    const known = new Set((await this.refunds()).map((refund) => refund.providerReference));
    this.lostRefunds = refunds.filter((refund) => !known.has(refund.providerReference));
    this.hasBeenRestored = true;
    for (const [index, key] of this.keys.entries()) {
      const made = this.backup?.made[index] ?? null;
      key.lost = key.id !== null && made === null ? 1 : 0;
      key.id = made;
    }
  }

  async #refundsWithOrders() {
    const orders = new Map((await this.orders()).map((order) => [order.id, order]));
    return (await this.refunds()).map(({ orderId, providerReference }) => {
      const orderReference = orders.get(orderId)?.providerReference ?? '';
      return { providerReference, orderReference };
    });
  }

  /** As `npm run restore` does. The accounts of other histories have other clocks. */
  async #hold(): Promise<void> {
    const now = this.deps.now();
    const from = lostSince(this.backup?.at ?? now, 0);
    const until = lostUpTo(now);
    await this.deps.queue.commit(async (tx) => {
      for (const id of this.accountIds) {
        // oxlint-disable-next-line no-await-in-loop
        await holdAccount(tx, id, { from, until, now });
      }
    });
  }

  /**
   * Repeats every key that has made nothing so far, as a merchant does who wants it done: first what had been done.
   */
  async repeatKeys(): Promise<string[]> {
    const outcomes: string[] = [];
    const all = [...this.keys.entries()].filter(([, { id }]) => id === null);
    for (const [index, key] of all.toSorted(([, a], [, b]) => b.lost - a.lost)) {
      // oxlint-disable-next-line no-await-in-loop
      outcomes.push(`key ${index + 1}: ${await key.again()}`);
    }
    return outcomes;
  }

  /** Disconnects the provider from accounts, or connects it again. */
  async plug(isIn: boolean, ids: readonly string[]): Promise<void> {
    // An account that changes twice in one millisecond looks unchanged.
    await this.simulator.clock.advance(1);
    const baseUrl = isIn ? this.counterpart.baseUrl : nowhere;
    for (const id of ids) {
      // oxlint-disable-next-line no-await-in-loop
      await updateProviderAccount(this.deps, administrator, { id, baseUrl });
    }
  }

  /** In the order of routing. */
  get accountIds(): readonly string[] {
    return this.spareId === null ? [this.accountId] : [this.spareId, this.accountId];
  }

  /** The statuses that the provider's books allow now; null where they do not have it. */
  statusesOf(id: string, reference: string): readonly string[] | null {
    const { counterpart } = this;
    switch (id.slice(0, 3)) {
      case 'ord': {
        const statuses = counterpart.orderBook(reference)?.statuses ?? null;
        const isOver = statuses?.some((status) => unpaid.includes(status)) === true;
        // Its own time was judged by a clock that was off, or began here long before or after it did there.
        const isVague = this.hasStepped || this.hasBeenRestored || this.straysUntil > 0;
        return isVague && isOver ? [...new Set([...(statuses ?? []), ...unpaid])] : statuses;
      }
      case 'rfd': {
        const book = counterpart.refundBook(reference);
        return book && [book.status];
      }
      default: {
        const book = counterpart.settlementBook(reference);
        return book && [book.status];
      }
    }
  }

  orders(): Promise<OrderRecord[]> {
    return this.#all('orders', orderFromRow);
  }

  refunds(): Promise<RefundRecord[]> {
    return this.#all('refunds', refundFromRow);
  }

  settlements(): Promise<SettlementRecord[]> {
    return this.#all('settlements', settlementFromRow);
  }

  async abnormalPayments(): Promise<AbnormalPaymentRecord[]> {
    const orders = await this.orders();
    return abnormalPaymentsOfOrders(
      this.deps.read,
      orders.map(({ id }) => id),
    );
  }

  /** Notes the statuses of webhooks that are not applied. */
  async noteDeliveries(): Promise<void> {
    const text = `select id, status from webhook_deliveries
      where merchant_id = ? and status in ('UNMATCHED', 'FAILED', 'DEAD')`;
    const rows = await this.deps.read.all<{ id: string; status: string }>(text, this.merchantId);
    for (const { id, status } of rows) {
      const known = this.deliveries.get(id);
      if (known === undefined) this.deliveries.set(id, [status]);
      else if (known.at(-1) !== status) known.push(status);
    }
  }

  /** In the order of creation. The order of ids differs after a start by an earlier clock. */
  async idsOf(table: string): Promise<string[]> {
    const text = `select id from ${table} where merchant_id = ? order by ${arrival()}`;
    const rows = await this.deps.read.all<{ id: string }>(text, this.merchantId);
    return rows.map(({ id }) => id);
  }

  async #all<Row, T>(table: string, fromRow: (row: Row) => T): Promise<T[]> {
    const text = `select * from ${table} where merchant_id = ? order by ${arrival()}`;
    return (await this.deps.read.all<Row>(text, this.merchantId)).map(fromRow);
  }
}

/** Real milliseconds: far longer than anything takes that waits for nothing. */
const stuckMs = 5_000;

async function isStuck(work: Promise<void>): Promise<boolean> {
  const never = new AbortController();
  const late = sleep(stuckMs, true, { signal: never.signal }).catch(() => false);
  const isLate = await Promise.race([work.then(() => false), late]);
  never.abort();
  return isLate;
}

const unpaid: readonly string[] = ['FAILED', 'EXPIRED'];

/** A Thursday; each history begins at some second of it. */
const startOfTime = Date.UTC(2026, 0, 1);
