import type { ExecutionResult } from 'graphql';
import { Audience } from '../../src/graphql/streams/audience.ts';
import { followLog } from '../../src/graphql/streams/log.ts';
import type { LogDeps, LogItem, LogOptions, LogStart } from '../../src/graphql/streams/log.ts';
import type { Payload } from '../../src/graphql/streams/payload.ts';
import type { ExecuteItems, Following, Subscriber } from '../../src/graphql/streams/subscriber.ts';

/** A subscriber that collects what it is sent, for a test that reads it one by one. */
export class Collector implements Subscriber {
  seq = 0;
  following: Following | null = null;
  readonly sink = this;
  readonly #received: ExecutionResult[] = [];
  #full = Promise.withResolvers<void>();
  #hasRoom = true;
  #isOver = false;
  #error: { error: unknown } | null = null;
  #wake: () => void = () => undefined;

  next({ json }: Payload): boolean {
    this.#received.push(JSON.parse(json.toString('utf8')) as ExecutionResult);
    this.#wake();
    return this.#hasRoom;
  }

  /** Whether there is room for more after the next item. */
  set hasRoom(hasRoom: boolean) {
    if (this.#hasRoom && !hasRoom) this.#full = Promise.withResolvers<void>();
    this.#hasRoom = hasRoom;
    if (hasRoom) this.#full.resolve();
  }

  flush(): void {
    // Nothing waits.
  }

  async room(): Promise<void> {
    if (!this.#hasRoom) await this.#full.promise;
  }

  complete(): void {
    this.#isOver = true;
    this.#wake();
  }

  fail(error: unknown): void {
    this.#error = { error };
    this.#wake();
  }

  async *results(): AsyncGenerator<ExecutionResult, void, void> {
    for (;;) {
      const result = this.#received.shift();
      if (result !== undefined) yield result;
      else if (this.#error !== null) throw this.#error.error;
      else if (this.#isOver) return;
      else await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  leave(): void {
    this.following?.leave(this);
    this.hasRoom = true;
    this.complete();
  }
}

/** What one subscriber is sent, as an iterator that ends when it is returned, also while it waits. */
export function resultsOf(collector: Collector): AsyncGenerator<ExecutionResult, void, void> {
  const inner = collector.results();
  const results: AsyncGenerator<ExecutionResult, void, void> = {
    next: () => inner.next(),
    async return() {
      collector.leave();
      return { done: true, value: undefined };
    },
    throw: (error) => inner.throw(error),
    [Symbol.asyncIterator]: () => results,
    [Symbol.asyncDispose]: async () => collector.leave(),
  };
  return results;
}

/** As an execution reads an item: its cursor is made when it is read. */
export function shown(item: object): LogItem {
  const { kind, cursor, seq, event } = item as LogItem;
  return { kind, cursor, seq, event } as LogItem;
}

/** `execution` counts the executions, from 1. */
export type Executed = LogItem & { execution: number };
export type Items = AsyncGenerator<Executed, void, undefined>;

export type FollowOptions = LogOptions & LogStart;

/** The items that one subscriber is sent who follows a log for itself. */
export function followItems(deps: LogDeps, { after, snapshot, ...options }: FollowOptions): Items {
  const source = followLog(deps, options, { after, snapshot });
  let execution = 0;
  const executed = (item: object): ExecutionResult => {
    execution += 1;
    return { data: { item: { ...shown(item), execution } } };
  };
  const run: ExecuteItems['run'] = async (items) => items.map(executed);
  const collector = new Collector();
  new Audience(source.log, { most: 8, run }, '', () => undefined).add(collector, source);
  return itemsOf(resultsOf(collector));
}

function itemsOf(results: AsyncGenerator<ExecutionResult, void, void>): Items {
  const items: Items = {
    async next() {
      const { done, value } = await results.next();
      if (done === true) return { done, value: undefined };
      return { done: false, value: value.data?.['item'] as Executed };
    },
    async return() {
      await results.return();
      return { done: true, value: undefined };
    },
    throw: async (error) => {
      await results.return();
      throw error;
    },
    [Symbol.asyncIterator]: () => items,
    [Symbol.asyncDispose]: async () => void (await results.return()),
  };
  return items;
}
