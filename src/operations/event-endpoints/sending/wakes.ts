import { setImmediate } from 'node:timers/promises';

/** Who sends to an endpoint. */
export interface Woken {
  /** Whether the last attempts failed. */
  readonly isFailing: boolean;
  wake(): void;
}

/**
 * Wakes one sender in each turn of the event loop, those that do not fail first. So a merchant's event that goes to
 * hundreds of endpoints, most of which fail, is soon with the good ones, and the events of others are not behind it.
 */
export class Wakes {
  readonly #good = new Set<Woken>();
  readonly #failing = new Set<Woken>();
  #isRunning = false;

  get isEmpty(): boolean {
    return !this.#isRunning;
  }

  add(sender: Woken): void {
    (sender.isFailing ? this.#failing : this.#good).add(sender);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (let next = this.#take(); next !== undefined; next = this.#take()) {
      next.wake();
      await setImmediate();
    }
    this.#isRunning = false;
  }

  #take(): Woken | undefined {
    const from = this.#good.size > 0 ? this.#good : this.#failing;
    const [first] = from;
    if (first !== undefined) from.delete(first);
    return first;
  }
}
