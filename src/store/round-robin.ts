import { AsyncLocalStorage } from 'node:async_hooks';

const callers = new AsyncLocalStorage<string>();

/** Does work for this caller. What it reads takes turns with what others read. */
export const asCaller = <Result>(caller: string, work: () => Result): Result =>
  callers.run(caller, work);

/**
 * What waits for its turn: that of each caller in order, and callers in turn. In one queue a small question would wait
 * for all that a large one before it reads.
 */
export class RoundRobin<Item> {
  readonly #byCaller = new Map<string, Queue<Item>>();
  /** Those in which something waits, in the order of their turns. */
  readonly #queues: Queue<Item>[] = [];

  get isEmpty(): boolean {
    return this.#queues.length === 0;
  }

  add(item: Item): void {
    // Without a caller: whose credentials are looked up, and what nobody waits for.
    const caller = callers.getStore() ?? '';
    let queue = this.#byCaller.get(caller);
    if (queue === undefined) this.#byCaller.set(caller, (queue = { caller, items: [] }));
    if (queue.items.push(item) === 1) this.#queues.push(queue);
  }

  next(): Item | undefined {
    const queue = this.#queues.shift();
    if (queue === undefined) return undefined;
    const item = queue.items.shift();
    if (queue.items.length > 0) this.#queues.push(queue);
    else if (this.#byCaller.size > mostCallers) this.#byCaller.delete(queue.caller);
    return item;
  }
}

interface Queue<Item> {
  caller: string;
  items: Item[];
}

/** Up to so many callers, empty queues stay, so that a map is not written for each item (`docs/performance.md`). */
const mostCallers = 1000;
