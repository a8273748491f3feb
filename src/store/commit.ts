import type { EntityManager } from '@mikro-orm/sqlite';
import type { OtherMoney } from '../domain/aggregates/transition.ts';
import { UnavailableError } from '../domain/errors.ts';
import { createAscendingIds } from './aggregates/ascending-ids.ts';
import type { AscendingIds } from './aggregates/ascending-ids.ts';
import type { Change } from './aggregates/change.ts';
import { runGroup } from './aggregates/group.ts';
import type { Decisions } from './aggregates/group.ts';
import type { Pause } from './aggregates/steps.ts';
import { Retries } from './retries.ts';
import { onceFree, Outage } from './outage.ts';
import type { OutageObserver } from './outage.ts';
import { StaleRecordError } from './queries/instructions.ts';
import type { Sql, Tx } from './sql.ts';
import { onceQuiet, yieldToLoop } from './time-slices.ts';
import type { Transaction, Writer } from './writer.ts';

export type Unit<T> = (tx: Tx) => Promise<T>;

/** The part of the queue that writers use. */
export type Queue = Pick<
  WriteQueue,
  'change' | 'commit' | 'persist' | 'ready' | 'isWritable' | 'withEntities'
>;

export interface QueueObserver extends OutageObserver {
  /** A write that was to be retried could not be written in the end. */
  lost(error: unknown): void;
  /** A message names another amount or currency than was requested. It is stored as evidence. */
  otherMoney(warning: OtherMoney): void;
}

const nobody: QueueObserver = {
  began: () => undefined,
  ended: () => undefined,
  lost: () => undefined,
  otherMoney: () => undefined,
};

/** The most changes in one group. The others wait for the next group. */
const maxGroup = 128;
/** Milliseconds after which a group lets other work run before it goes on. */
const groupMs = 4;

/** How often a change runs in all that read what another process has changed since. */
const mostRuns = 3;

/**
 * Milliseconds that a caller waits while another process holds the lock. With it, the client of a mutation gets
 * UNAVAILABLE, and a provider 503 for its webhook, within a second (docs/running.md#when-nothing-can-be-written).
 */
const patience = 700;

interface Waiting {
  change: Change<unknown>;
  /** Its group could not be saved, and it may be the reason. */
  isAlone: boolean;
  runs: number;
  /** On the monotonic clock, in milliseconds. */
  until: number;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The one queue of all writers. Changes that wait at the same moment are decided and written in one transaction. Where
 * that fails, each is written alone, so that a change that cannot be written fails by itself and not the others.
 * Callers get success only after the commit.
 */
export class WriteQueue {
  readonly #writer: Writer;
  readonly #onCommit: (topics: ReadonlySet<string>) => void;
  readonly #outage: Outage;
  readonly #retries: Retries;
  readonly #elapsed: () => number;
  readonly #observer: QueueObserver;
  readonly #ids: AscendingIds;
  #waiting: Waiting[] = [];
  #isScheduled = false;
  /** Groups under way. */
  #open = new Set<Promise<void>>();

  constructor(
    writer: Writer,
    onCommit: (topics: ReadonlySet<string>) => void,
    observer: QueueObserver = nobody,
    elapsed: () => number = () => performance.now(),
  ) {
    this.#writer = writer;
    this.#ids = createAscendingIds(writer.isExclusive);
    this.#onCommit = onCommit;
    this.#outage = new Outage(observer);
    this.#retries = new Retries((error) => observer.lost(error));
    this.#elapsed = elapsed;
    this.#observer = observer;
  }

  get depth(): number {
    return this.#waiting.length;
  }

  /** Whether writing works, by the last attempts. */
  get isWritable(): boolean {
    return !this.#outage.isOn;
  }

  /** How many writes are being retried that are known nowhere else. */
  get retrying(): number {
    return this.#retries.size;
  }

  /**
   * Decides and writes a change with the others that wait. Rejects with the refusal of the change, with the error of
   * its write, or with UnavailableError where nothing can be written.
   */
  change<T>(change: Change<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const until = performance.now() + patience;
      const settle = { resolve: resolve as (value: unknown) => void, reject };
      this.#waiting.push({ change, isAlone: false, runs: 0, until, ...settle });
      this.#schedule();
    });
  }

  /** Runs a unit of work that decides by what it reads while it writes. It may be run again. */
  async commit<T>(unit: Unit<T>): Promise<T> {
    const written: { value?: T } = {};
    const before = async (tx: Tx): Promise<void> => {
      written.value = await unit(tx);
    };
    await this.change({ before, keys: [], decide: () => ({ result: undefined }) });
    return written.value as T;
  }

  /**
   * For rarely used paths: a unit of work with an entity manager. `tx`: for statements in the same transaction. The
   * transaction is the queue's, because the ORM's own never releases the connection once its commit has failed.
   */
  withEntities<T>(work: (em: EntityManager, tx: Sql) => Promise<T>): Promise<T> {
    return this.commit(async (tx) => {
      const em = tx.entities();
      try {
        const result = await work(em, tx);
        await em.flush();
        return result;
      } catch (error) {
        throw this.#writer.asKnown(error);
      }
    });
  }

  /**
   * Like `change`, for what is known nowhere else, such as the outcome of a call. Rejects if it cannot be written, and
   * retries until it can be, or until the process ends.
   */
  async persist<T>(change: Change<T>): Promise<T> {
    try {
      return await this.change(change);
    } catch (error) {
      if (error instanceof UnavailableError) this.#retries.add(() => this.change(change));
      throw error;
    }
  }

  /** Resolves at once while writing works, otherwise as soon as it works again. Rejects with UnavailableError. */
  async ready(): Promise<void> {
    if (this.#outage.isOn) await this.commit((tx) => tx.run(this.#writer.probe));
  }

  /** Settles all submitted changes, and retries a last time what could not be written. */
  async close(): Promise<void> {
    await this.#retries.close();
    await this.idle();
  }

  /** Resolves when all submitted changes are settled. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#isScheduled || this.#open.size > 0) {
      await yieldToLoop();
      await Promise.all(this.#open);
    }
  }

  #schedule(): void {
    if (this.#isScheduled || this.#open.size >= this.#writer.atOnce) return;
    this.#isScheduled = true;
    // A group costs nearly as much for one change as for many.
    const arrived = (): number => this.#waiting.length;
    onceQuiet(arrived, maxGroup, () => {
      this.#isScheduled = false;
      if (this.#waiting.length === 0) return;
      const ended = (): void => {
        this.#open.delete(group);
        if (this.#waiting.length > 0) this.#schedule();
      };
      // It rejects only where a reader or an observer fails after the commit: the others are written all the same.
      const group = this.#writeGroup().then(ended, ended);
      this.#open.add(group);
    });
  }

  async #writeGroup(): Promise<void> {
    const transaction = await this.#begin();
    if (transaction !== null) await this.#commitGroup(transaction);
  }

  /** Opens the next group's transaction. Null: no change is left that waits for it. */
  async #begin(): Promise<Transaction | null> {
    try {
      return await onceFree(
        () => this.#writer.begin(),
        (error) => {
          const now = performance.now();
          const [overdue, patient] = [
            this.#waiting.filter(({ until }) => until <= now),
            this.#waiting.filter(({ until }) => until > now),
          ];
          this.#waiting = patient;
          this.#giveUp(overdue, error);
          return patient.length === 0;
        },
      );
    } catch (error) {
      this.#giveUp(this.#waiting.splice(0), error);
      return null;
    }
  }

  #giveUp(group: readonly Waiting[], error: unknown): void {
    if (group.length > 0) this.#outage.failed(error);
    for (const { reject } of group) reject(error);
  }

  async #commitGroup(transaction: Transaction): Promise<void> {
    const group = this.#take();
    // Another group has taken the waiting changes.
    if (group.length === 0) return transaction.rollback().catch(() => undefined);
    const topics = new Set<string>();
    let decided: Decisions;
    try {
      const entities = (): EntityManager => transaction.entities();
      const tx: Tx = { ...transaction.sql, entities, notify: (topic) => void topics.add(topic) };
      const changes = group.map(({ change }) => change);
      decided = await runGroup(tx, this.#ids, changes, this.#pause());
      await transaction.commit();
    } catch (error) {
      await transaction.rollback().catch(() => undefined);
      this.#rolledBack(group, error);
      return;
    }
    this.#outage.wrote();
    for (const [at, { resolve, reject }] of group.entries()) {
      const settled = decided.settled[at];
      if (settled !== undefined && 'error' in settled) reject(settled.error);
      else resolve(settled?.value);
    }
    for (const warning of decided.warnings) this.#observer.otherMoney(warning);
    if (topics.size > 0) this.#onCommit(topics);
  }

  /**
   * Takes the next group. A change that must be alone is taken alone. Where others write at the same time, changes lock
   * their rows in one order, and units, which write what they find, are in groups of their own.
   */
  #take(): Waiting[] {
    const end = this.#waiting.findIndex(({ isAlone }) => isAlone);
    if (end === 0) return this.#waiting.splice(0, 1);
    const most = end === -1 ? maxGroup : Math.min(end, maxGroup);
    if (this.#writer.isExclusive) return this.#waiting.splice(0, most);
    const isUnit = ({ change }: Waiting): boolean => change.before !== undefined;
    const isFirst = this.#waiting.slice(0, 1).some(isUnit);
    const group = this.#waiting.slice(0, most).filter((one) => isUnit(one) === isFirst);
    this.#waiting = this.#waiting.filter((one) => !group.includes(one));
    return group;
  }

  /** Lets other work run between the steps of a group that takes long. */
  #pause(): Pause {
    let until = this.#elapsed() + groupMs;
    const others = async (): Promise<void> => {
      await yieldToLoop();
      until = this.#elapsed() + groupMs;
    };
    return () => (this.#elapsed() < until ? undefined : others());
  }

  #rolledBack(group: readonly Waiting[], error: unknown): void {
    const [first] = group;
    if (first === undefined || error instanceof UnavailableError) return this.#giveUp(group, error);
    if (group.length > 1) {
      this.#waiting.unshift(...group.map((one) => ({ ...one, isAlone: true })));
      return;
    }
    const runs = first.runs + 1;
    // Another process has changed what it read. It is decided again in the next group.
    if (error instanceof StaleRecordError && runs < mostRuns)
      this.#waiting.push({ ...first, runs });
    else first.reject(error);
  }
}
