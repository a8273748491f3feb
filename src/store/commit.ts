import type { EntityManager } from '@mikro-orm/sqlite';
import type { OtherMoney } from '../domain/aggregates/transition.ts';
import { UnavailableError } from '../domain/errors.ts';
import type { Change } from './aggregates/change.ts';
import { runGroup } from './aggregates/group.ts';
import { createMakeId } from './ids.ts';
import { Kept } from './kept.ts';
import { asUnavailable, onceFree, Outage } from './outage.ts';
import type { OutageObserver } from './outage.ts';
import { StaleRecordError } from './queries/work.ts';
import type { Sql, Tx } from './sql.ts';

export type Unit<T> = (tx: Tx) => Promise<T>;

/** What the queue needs of a database. */
export interface Writer {
  sql: Sql;
  /** Transaction control: begin, savepoint, release, rollback, commit. */
  exec(statement: string): Promise<void>;
  /** The statement that opens a write transaction. */
  begin: string;
  /** Writes without a change. */
  probe: string;
  entities(): EntityManager;
}

/** What whoever writes needs of the queue. */
export type Queue = Pick<
  WriteQueue,
  'commit' | 'change' | 'keep' | 'ready' | 'isWritable' | 'withEntities'
>;

export interface QueueObserver extends OutageObserver {
  /** What was to be kept could not be written in the end. */
  lost(error: unknown): void;
  /** A message names other money than was asked for; it is kept as evidence. */
  otherMoney(warning: OtherMoney): void;
}

const nobody: QueueObserver = {
  began: () => undefined,
  ended: () => undefined,
  lost: () => undefined,
  otherMoney: () => undefined,
};

/** More units or changes than this, and units not begun within so many milliseconds, wait for the next group. */
const maxGroup = 128;
const maxChanges = 64;
const groupMs = 4;

/** A unit that read what another process has changed since is run this often in all. */
const mostRuns = 3;

/** Milliseconds that a caller waits while another process holds the lock: what waits for the answer waits a second. */
const patience = 700;

interface Waiting {
  /** A change is written with others, a unit of work by itself. */
  work: { unit: Unit<unknown> } | { change: Change<unknown> };
  /** The group that it was in could not be saved, and it may be the reason. */
  isAlone: boolean;
  runs: number;
  /** Of the monotonic clock. */
  until: number;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/**
 * The one queue of all writers. Units that wait at the same moment are committed in one transaction, each
 * in a savepoint of its own, so that a failing unit undoes itself and not its neighbours. Callers hear of
 * success only after the commit.
 */
export class WriteQueue {
  readonly #writer: Writer;
  readonly #onCommit: (topics: ReadonlySet<string>) => void;
  readonly #outage: Outage;
  readonly #kept: Kept;
  readonly #elapsed: () => number;
  readonly #observer: QueueObserver;
  readonly #makeId = createMakeId();
  #waiting: Waiting[] = [];
  #tail: Promise<void> = Promise.resolve();
  #scheduled = false;

  constructor(
    writer: Writer,
    onCommit: (topics: ReadonlySet<string>) => void,
    observer: QueueObserver = nobody,
    elapsed: () => number = () => performance.now(),
  ) {
    this.#writer = writer;
    this.#onCommit = onCommit;
    this.#outage = new Outage(observer);
    this.#kept = new Kept((error) => observer.lost(error));
    this.#elapsed = elapsed;
    this.#observer = observer;
  }

  get depth(): number {
    return this.#waiting.length;
  }

  /** As far as the last attempts tell. */
  get isWritable(): boolean {
    return !this.#outage.isOn;
  }

  /** How much is known nowhere else until it can be written. */
  get kept(): number {
    return this.#kept.size;
  }

  /**
   * Runs `unit` in the next group, and again in the one after where a row had been changed since it was read.
   * Rejects with its error, or with the group's when the commit failed: UnavailableError where nothing can be written.
   */
  commit<T>(unit: Unit<T>): Promise<T> {
    return this.#wait({ unit });
  }

  /**
   * Decides and writes a change with the others that wait. Rejects with what it is refused with, with what could not
   * be written of it, or with UnavailableError.
   */
  change<T>(change: Change<T>): Promise<T> {
    return this.#wait({ change });
  }

  #wait<T>(work: Waiting['work']): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const until = performance.now() + patience;
      const settle = { resolve: resolve as (value: unknown) => void, reject };
      this.#waiting.push({ work, isAlone: false, runs: 0, until, ...settle });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // Waiting for the event loop's turn to end is what makes a group of units that arrived together.
      setImmediate(() => {
        this.#scheduled = false;
        void this.#alone(() => this.#drain());
      });
    });
  }

  /**
   * For the cold paths: a unit that works with an entity manager. `run`: a statement in the same transaction. The
   * transaction is the queue's: the ORM's own never lets go of the connection once its commit has failed.
   */
  withEntities<T>(work: (em: EntityManager, run: Sql['run']) => Promise<T>): Promise<T> {
    return this.commit(async (tx) => {
      const em = this.#writer.entities();
      try {
        const result = await work(em, (text, ...params) => tx.run(text, ...params));
        await em.flush();
        return result;
      } catch (error) {
        throw asUnavailable(error);
      }
    });
  }

  /**
   * `change` for what is known nowhere else, as the outcome of a call: whoever waits for it is told that it cannot be
   * written, and it is tried again until it can, or the process ends.
   */
  async keep<T>(change: Change<T>): Promise<T> {
    try {
      return await this.change(change);
    } catch (error) {
      if (error instanceof UnavailableError) this.#kept.add(() => this.change(change));
      throw error;
    }
  }

  /** Resolves at once while writing works, else where it does again; rejects with UnavailableError. */
  async ready(): Promise<void> {
    if (this.#outage.isOn) await this.commit((tx) => tx.run(this.#writer.probe));
  }

  /** Settles all that was handed in, and tries a last time what is kept. */
  async close(): Promise<void> {
    await this.#kept.close();
    await this.idle();
  }

  /** Resolves when all that was handed in has been settled. */
  async idle(): Promise<void> {
    while (this.#waiting.length > 0 || this.#scheduled) {
      await new Promise((resolve) => setImmediate(resolve));
      await this.#tail;
    }
    await this.#tail;
  }

  #alone<T>(work: () => Promise<T>): Promise<T> {
    const result = this.#tail.then(work);
    this.#tail = result.then(
      () => undefined,
      () => undefined,
    );
    return result;
  }

  async #drain(): Promise<void> {
    while (this.#waiting.length > 0) {
      if (await this.#begun()) await this.#commitGroup();
      // A group is one synchronous stretch, so all others have their turn before the next.
      if (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** Opens the next group's transaction. False: nobody is left to open it for. */
  async #begun(): Promise<boolean> {
    const writer = this.#writer;
    try {
      await onceFree(
        () => writer.exec(writer.begin),
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
      return true;
    } catch (error) {
      this.#giveUp(this.#waiting.splice(0), error);
      return false;
    }
  }

  #giveUp(group: readonly Waiting[], error: unknown): void {
    if (group.length > 0) this.#outage.failed(error);
    for (const { reject } of group) reject(error);
  }

  async #commitGroup(): Promise<void> {
    const writer = this.#writer;
    const group = this.#take();
    const topics = new Set<string>();
    let settle: readonly (() => void)[];
    try {
      settle = await this.#run(group, topics);
      await writer.exec('commit');
    } catch (error) {
      await writer.exec('rollback').catch(() => undefined);
      this.#rolledBack(group, error);
      return;
    }
    this.#outage.wrote();
    for (const one of settle) one();
    if (topics.size > 0) this.#onCommit(topics);
  }

  /** The changes, or the units, that come next; of what is to be alone only that. */
  #take(): Waiting[] {
    const [first] = this.#waiting;
    if (first === undefined || first.isAlone) return this.#waiting.splice(0, 1);
    const isOther = (one: Waiting): boolean =>
      one.isAlone || 'change' in one.work !== 'change' in first.work;
    const end = this.#waiting.findIndex(isOther);
    const most = 'change' in first.work ? maxChanges : maxGroup;
    return this.#waiting.splice(0, end === -1 ? most : Math.min(end, most));
  }

  /** Resolves to what is to be done once the group is committed. */
  async #run(group: Waiting[], topics: Set<string>): Promise<(() => void)[]> {
    const changes = group.flatMap(({ work }) => ('change' in work ? [work.change] : []));
    if (changes.length === 0) return this.#runUnits(group, topics);
    const tx: Tx = { ...this.#writer.sql, ring: (topic) => void topics.add(topic) };
    const { settled, warnings } = await runGroup(tx, this.#makeId, changes);
    const ends = group.map(({ resolve, reject }, at) => () => {
      const how = settled[at];
      if (how !== undefined && 'error' in how) reject(how.error);
      else resolve(how?.value);
    });
    return [...ends, ...warnings.map((warning) => () => this.#observer.otherMoney(warning))];
  }

  /** At least one. What is left waits, and is no part of the group. */
  async #runUnits(group: Waiting[], topics: Set<string>): Promise<(() => void)[]> {
    const settle: (() => void)[] = [];
    const until = this.#elapsed() + groupMs;
    for (const [at, waiting] of group.entries()) {
      if ('unit' in waiting.work)
        settle.push(await this.#runUnit(waiting, waiting.work.unit, topics));
      if (this.#elapsed() >= until) this.#waiting.unshift(...group.splice(at + 1));
    }
    return settle;
  }

  /** Whichever change could not be saved, the others are: each is written alone. */
  #rolledBack(group: readonly Waiting[], error: unknown): void {
    const [first] = group;
    const isOfChanges = first !== undefined && 'change' in first.work;
    if (error instanceof UnavailableError || !isOfChanges) return this.#giveUp(group, error);
    if (group.length > 1) {
      this.#waiting.unshift(...group.map((one) => ({ ...one, isAlone: true })));
    } else if (!this.#runAgain(first, error)) {
      first.reject(error);
    }
  }

  /** Somebody else has changed what it had read: it is decided again in the next group. */
  #runAgain(waiting: Waiting, error: unknown): boolean {
    const runs = waiting.runs + 1;
    if (!(error instanceof StaleRecordError) || runs === mostRuns) return false;
    this.#waiting.push({ ...waiting, runs });
    return true;
  }

  async #runUnit(waiting: Waiting, unit: Unit<unknown>, topics: Set<string>): Promise<() => void> {
    const writer = this.#writer;
    const rung: string[] = [];
    await writer.exec('savepoint unit');
    try {
      const tx: Tx = { ...writer.sql, ring: (topic) => void rung.push(topic) };
      const value = await unit(tx);
      await writer.exec('release unit');
      for (const topic of rung) topics.add(topic);
      return () => waiting.resolve(value);
    } catch (error) {
      // SQLite may have rolled back the whole transaction already.
      if (error instanceof UnavailableError) throw error;
      await writer.exec('rollback to unit');
      await writer.exec('release unit');
      return () => {
        if (!this.#runAgain(waiting, error)) waiting.reject(error);
      };
    }
  }
}
