import { createLocks, createCoalescer } from '../../../src/operations/locks.ts';
import type { Locks, Coalescer } from '../../../src/operations/locks.ts';
import type { Queue } from '../../../src/store/commit.ts';
import type { Reader } from '../../../src/store/sql.ts';
import type { AnyStatement } from '../../../src/store/statements/statement.ts';

type Run = (one: string | AnyStatement, ...params: readonly unknown[]) => Promise<unknown>;
import type { Opened } from './shared-database.ts';
import type { Interleaver } from './interleaver.ts';

interface Handed {
  work: () => Promise<unknown>;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
}

/** One process: what its operations share, with a turn for everything that they wait for. */
export class Process {
  readonly name: string;
  readonly running = new Set<string>();
  readonly questions: Coalescer = createCoalescer();
  readonly #locks: Locks = createLocks();
  readonly #opened: Opened;
  readonly #interleaver: Interleaver;
  readonly #onCommit: () => Promise<void>;
  #handed: Handed[] = [];

  constructor(
    name: string,
    opened: Opened,
    interleaver: Interleaver,
    onCommit: () => Promise<void>,
  ) {
    this.name = name;
    this.#opened = opened;
    this.#interleaver = interleaver;
    this.#onCommit = onCommit;
  }

  queue(actor: string): Queue {
    const { queue } = this.#opened;
    return {
      isWritable: true,
      ready: () => queue.ready(),
      scrub: () => queue.scrub(),
      change: (change) => this.#write(actor, 'change', () => queue.change(change)),
      commit: (unit) => this.#write(actor, 'commit', () => queue.commit(unit)),
      persist: (change) => this.#write(actor, 'persist', () => queue.persist(change)),
      withEntities: (work) => queue.withEntities(work),
    };
  }

  read(actor: string): Reader {
    const { read } = this.#opened;
    const own = read as unknown as Record<'get' | 'all', Run>;
    const interleaved =
      (name: 'get' | 'all'): Run =>
      async (one, ...params) => {
        const text = typeof one === 'string' ? one : read.compiled(one).text;
        await this.#interleaver.wait(actor, `reads ${/from "?(\w+)/.exec(text)?.[1] ?? ''}`);
        return this.#interleaver.during(own[name](one, ...params));
      };
    return { ...read, get: interleaved('get'), all: interleaved('all') } as Reader;
  }

  locks(actor: string): Locks {
    const locks = this.#locks;
    const interleaved =
      <T>(id: string, work: () => Promise<T>) =>
      async (): Promise<T> => {
        await this.#interleaver.wait(actor, `has the lock of ${id.slice(0, 3)}`);
        return work();
      };
    return {
      isBusy: (id) => locks.isBusy(id),
      run: (id, work) => locks.run(id, interleaved(id, work)),
    };
  }

  async #write<T>(actor: string, label: string, work: () => Promise<T>): Promise<T> {
    await this.#interleaver.wait(actor, `hands in a ${label}`);
    try {
      return await this.#commit(work);
    } finally {
      await this.#interleaver.wait(actor, 'hears of it');
    }
  }

  /** Everything that is handed in before the queue's turn is one group. */
  #commit<T>(work: () => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const handed = { work, resolve: resolve as (value: unknown) => void, reject };
      if (this.#handed.push(handed) === 1) void this.#commitGroup();
    });
  }

  async #commitGroup(): Promise<void> {
    await this.#interleaver.wait(`the queue of ${this.name}`, 'commits');
    const group = this.#handed.splice(0);
    const settled = await this.#interleaver.during(this.#settle(group));
    for (const [at, one] of settled.entries()) {
      if (one.status === 'fulfilled') group[at]?.resolve(one.value);
      else group[at]?.reject(one.reason);
    }
  }

  async #settle(group: readonly Handed[]): Promise<PromiseSettledResult<unknown>[]> {
    const settled = await Promise.allSettled(group.map(({ work }) => work()));
    await this.#onCommit();
    return settled;
  }
}
