import type { QueryResult } from '@mikro-orm/core';
import type { EntityManager } from '@mikro-orm/sqlite';
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
  entities(): EntityManager;
}

/** What whoever writes needs of the queue. */
export type Queue = Pick<WriteQueue, 'commit' | 'withEntities'>;

/** More units than this, and what has not begun within so many milliseconds, wait for the next group. */
const maxGroup = 128;
const groupMs = 4;

/** A unit that read what another process has changed since is run this often in all. */
const mostRuns = 3;

interface Waiting {
  unit: Unit<unknown>;
  runs: number;
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
  readonly #elapsed: () => number;
  readonly #waiting: Waiting[] = [];
  #tail: Promise<void> = Promise.resolve();
  #scheduled = false;

  constructor(
    writer: Writer,
    onCommit: (topics: ReadonlySet<string>) => void,
    elapsed: () => number = () => performance.now(),
  ) {
    this.#writer = writer;
    this.#onCommit = onCommit;
    this.#elapsed = elapsed;
  }

  get depth(): number {
    return this.#waiting.length;
  }

  /**
   * Runs `unit` in the next group, and again in the one after where a row had been changed since it was read.
   * Rejects with its error, or with the group's when the commit failed.
   */
  commit<T>(unit: Unit<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ unit, runs: 0, resolve: resolve as (value: unknown) => void, reject });
      if (this.#scheduled) return;
      this.#scheduled = true;
      // Waiting for the event loop's turn to end is what makes a group of units that arrived together.
      setImmediate(() => {
        this.#scheduled = false;
        void this.#alone(() => this.#drain());
      });
    });
  }

  /** For the cold paths: an entity manager's own transaction, alone in the queue. `run`: a statement within it. */
  withEntities<T>(work: (em: EntityManager, run: Sql['run']) => Promise<T>): Promise<T> {
    const within = (em: EntityManager): Promise<T> =>
      work(em, async (text, ...params) => {
        const { affectedRows } = await em.execute<QueryResult>(text, params, 'run');
        return affectedRows;
      });
    return this.#alone(() => this.#writer.entities().transactional(within));
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
      await this.#commitGroup();
      // A group is one synchronous stretch, so all others have their turn before the next.
      if (this.#waiting.length > 0) await new Promise((resolve) => setImmediate(resolve));
    }
  }

  /** At least one unit. What is left waits. */
  async #commitGroup(): Promise<void> {
    const writer = this.#writer;
    const group: Waiting[] = [];
    const topics = new Set<string>();
    const tellers: (() => void)[] = [];
    const until = this.#elapsed() + groupMs;
    try {
      await writer.exec(writer.begin);
      do {
        const waiting = this.#waiting.shift();
        if (waiting === undefined) break;
        group.push(waiting);
        tellers.push(await this.#runUnit(waiting, topics));
      } while (group.length < maxGroup && this.#elapsed() < until);
      await writer.exec('commit');
    } catch (error) {
      await writer.exec('rollback').catch(() => undefined);
      // One that could not even begin is refused to all who wait, or they would wait for ever.
      const refused = group.length > 0 ? group : this.#waiting.splice(0, maxGroup);
      for (const { reject } of refused) reject(error);
      return;
    }
    for (const tell of tellers) tell();
    if (topics.size > 0) this.#onCommit(topics);
  }

  async #runUnit(waiting: Waiting, topics: Set<string>): Promise<() => void> {
    const writer = this.#writer;
    const rung: string[] = [];
    await writer.exec('savepoint unit');
    try {
      const tx: Tx = { ...writer.sql, ring: (topic) => void rung.push(topic) };
      const value = await waiting.unit(tx);
      await writer.exec('release unit');
      for (const topic of rung) topics.add(topic);
      return () => waiting.resolve(value);
    } catch (error) {
      await writer.exec('rollback to unit');
      await writer.exec('release unit');
      waiting.runs += 1;
      if (!(error instanceof StaleRecordError) || waiting.runs === mostRuns) {
        return () => waiting.reject(error);
      }
      return () => void this.#waiting.push(waiting);
    }
  }
}
