import type { EntityManager } from '@mikro-orm/sqlite';
import { UnavailableError } from '../domain/errors.ts';
import { createAscendingIds } from './aggregates/ascending-ids.ts';
import type { AscendingIds } from './aggregates/ascending-ids.ts';
import type { Change } from './aggregates/change.ts';
import { runGroup } from './aggregates/group.ts';
import type { Decisions } from './aggregates/group.ts';
import { LockedError, onceFree, Outage } from './outage.ts';
import { StaleRecordError } from './queries/instructions.ts';
import { Lanes, wholeTable } from './queue/lanes.ts';
import { Line, maxGroup, waiting } from './queue/line.ts';
import type { Group, Waiting } from './queue/line.ts';
import { nobody, observeCommit } from './queue/observer.ts';
import type { QueueObserver } from './queue/observer.ts';
import { pauseOver } from './queue/pause.ts';
import { Report } from './queue/report.ts';
import { Retries } from './queue/retries.ts';
import type { Sql, Tx } from './sql.ts';
import { onceQuiet, yieldToLoop } from './time-slices.ts';
import type { Transaction, Writer } from './writer.ts';

export type Unit<T> = (tx: Tx) => Promise<T>;

/** The part of the queue that writers use. */
export type Queue = Pick<
  WriteQueue,
  'change' | 'commit' | 'persist' | 'ready' | 'isWritable' | 'scrub' | 'withEntities'
>;

/** How often a change runs in all that read what another process has changed since. */
const mostRuns = 3;

/**
 * The one queue of all writers. Changes that wait at the same moment are decided and written in one transaction. Where
 * that fails, each is written alone, so that a change that cannot be written fails by itself and not the others.
 * Callers get success only after the commit. Where a lock is met that somebody holds, the changes that need the row
 * wait in a lane of their own, and the others go on.
 */
export class WriteQueue {
  readonly #writer: Writer;
  readonly #onCommit: (topics: ReadonlySet<string>) => void;
  readonly #outage: Outage;
  readonly #retries: Retries;
  readonly #elapsed: () => number;
  readonly #observer: QueueObserver;
  readonly #ids: AscendingIds;
  readonly #line: Line;
  readonly #lanes = new Lanes(
    (some) => this.#goOn(some),
    (some) => this.#refuseLocked(some),
  );
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
    this.#line = new Line(writer.isExclusive);
    this.#ids = createAscendingIds(writer.isExclusive);
    this.#onCommit = onCommit;
    this.#outage = new Outage(observer);
    this.#retries = new Retries((error) => observer.lost(error));
    this.#elapsed = elapsed;
    this.#observer = observer;
  }

  get depth(): number {
    return this.#line.length + this.#lanes.length;
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
      this.#line.add(waiting(change, resolve as (value: unknown) => void, reject));
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

  /** What is deleted by now is in no file of the database any more. */
  scrub(): Promise<void> {
    return this.#writer.scrub();
  }

  /** Settles all submitted changes, and retries a last time what could not be written. */
  async close(): Promise<void> {
    await this.#retries.close();
    await this.idle();
  }

  /** Resolves when all submitted changes are settled. */
  async idle(): Promise<void> {
    while (this.depth > 0 || this.#isScheduled || this.#open.size > 0) {
      await yieldToLoop();
      await Promise.all(this.#open);
    }
  }

  #schedule(): void {
    if (this.#isScheduled || this.#open.size >= this.#writer.atOnce || !this.#line.isReady) return;
    this.#isScheduled = true;
    // A group costs nearly as much for one change as for many.
    const arrived = (): number => this.#line.length;
    onceQuiet(arrived, maxGroup, () => {
      this.#isScheduled = false;
      if (!this.#line.isReady) return;
      // It fails only where a reader or an observer fails after the commit: the others are written all the same.
      const group = this.#writeGroup()
        .catch((error: unknown) => this.#observer.unobserved(error))
        .finally(() => {
          this.#open.delete(group);
          this.#schedule();
        });
      this.#open.add(group);
    });
  }

  async #writeGroup(): Promise<void> {
    const transaction = await this.#begin();
    if (transaction === null) return;
    const group = this.#line.take();
    try {
      await this.#commitGroup(transaction, group);
    } finally {
      this.#line.ended(group);
    }
  }

  /** Opens the next group's transaction. Null: no change is left that waits for it. */
  async #begin(): Promise<Transaction | null> {
    try {
      return await onceFree(
        () => this.#writer.begin(),
        (error) => {
          this.#giveUp(this.#line.takeOverdue(performance.now()), error);
          return this.#line.length === 0;
        },
      );
    } catch (error) {
      this.#giveUp(this.#line.takeOverdue(Infinity), error);
      return null;
    }
  }

  /** Only where a whole table is locked can nothing be written. */
  #refuseLocked(some: readonly Waiting[]): void {
    const error = new LockedError('Somebody else holds the lock of a row that it needs.');
    for (const one of some) {
      if (one.lockedBy === wholeTable) this.#outage.failed(error);
      this.#reject(one, error);
    }
  }

  #giveUp(group: readonly Waiting[], error: unknown): void {
    if (group.length > 0) this.#outage.failed(error);
    for (const one of group) this.#reject(one, error);
  }

  #reject(one: Waiting, error: unknown): void {
    one.reject(error);
    this.#lanes.passed(one);
  }

  async #commitGroup(transaction: Transaction, { changes: taken }: Group): Promise<void> {
    const began = performance.now();
    const report = new Report();
    let group = taken;
    let decided: Decisions;
    const { looks } = this.#lanes;
    try {
      if (looks)
        group = await this.#lanes.withoutLocked(transaction, taken, pauseOver(this.#elapsed));
      // Another group has taken the waiting changes, or all wait for locks.
      if (group.length === 0) return await transaction.rollback();
      const tx = report.txOf(transaction);
      const changes = group.map(({ change }) => change);
      decided = await runGroup(tx, this.#ids, changes, pauseOver(this.#elapsed));
      await transaction.commit();
    } catch (error) {
      await transaction.rollback().catch(() => undefined);
      const isOfRow = error instanceof LockedError && !this.#writer.isExclusive;
      if (isOfRow) this.#lanes.met(group, looks, began);
      else this.#rolledBack(group, error);
      return;
    }
    this.#outage.wrote();
    const ms = performance.now() - began;
    // What observes comes last: nobody waits for it, and where it fails all the same are answered and told.
    for (const [at, one] of group.entries()) {
      const settled = decided.settled[at];
      if (settled !== undefined && 'error' in settled) one.reject(settled.error);
      else one.resolve(settled?.value);
      this.#lanes.passed(one);
    }
    if (report.topics.size > 0) this.#onCommit(report.topics);
    observeCommit(this.#observer, group, decided, report, ms);
  }

  #goOn(some: readonly Waiting[]): void {
    this.#line.putBack(some);
    this.#schedule();
  }

  #rolledBack(group: readonly Waiting[], error: unknown): void {
    const [first] = group;
    if (first === undefined || error instanceof UnavailableError) return this.#giveUp(group, error);
    if (group.length > 1) {
      for (const one of group) one.isAlone = true;
      this.#line.putBack(group);
      return;
    }
    first.runs += 1;
    // Another process has changed what it read. It is decided again in the next group.
    if (error instanceof StaleRecordError && first.runs < mostRuns) this.#line.add(first);
    else this.#reject(first, error);
  }
}
