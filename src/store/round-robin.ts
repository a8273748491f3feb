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
  readonly #waiting = new Map<string, Item[]>();

  get isEmpty(): boolean {
    return this.#waiting.size === 0;
  }

  add(item: Item): void {
    // Without a caller: whose credentials are looked up, and what nobody waits for.
    const caller = callers.getStore() ?? '';
    const before = this.#waiting.get(caller);
    if (before === undefined) this.#waiting.set(caller, [item]);
    else before.push(item);
  }

  next(): Item | undefined {
    for (const [caller, items] of this.#waiting) {
      const item = items.shift();
      // Behind all others.
      this.#waiting.delete(caller);
      if (items.length > 0) this.#waiting.set(caller, items);
      return item;
    }
    return undefined;
  }
}
