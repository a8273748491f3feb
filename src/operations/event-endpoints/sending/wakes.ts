import { setImmediate, setTimeout } from 'node:timers/promises';

/** Who sends to an endpoint. */
export interface Woken {
  /** Whether the last attempts failed. */
  readonly isFailing: boolean;
  /** There may be more to send. Who fails may make one attempt. */
  takeTurn(): void;
}

/** Milliseconds between two senders whose last attempts failed. */
const failingEveryMs = 5;

/**
 * Gives a turn to one sender in each turn of the event loop, and to one of those that fail every few milliseconds. So a
 * merchant's event that goes to hundreds of endpoints, most of which fail, is soon with the good ones, and thousands of
 * attempts that are due again leave most of the process's time to others.
 */
export class Wakes {
  readonly #good = new Line(() => setImmediate());
  readonly #failing = new Line(() => setTimeout(failingEveryMs));

  get isEmpty(): boolean {
    return this.#good.isEmpty && this.#failing.isEmpty;
  }

  add(sender: Woken): void {
    (sender.isFailing ? this.#failing : this.#good).add(sender);
  }
}

/** One after the other, with a pause between them. */
class Line {
  readonly #pause: () => Promise<unknown>;
  readonly #waiting = new Set<Woken>();
  #isRunning = false;

  constructor(pause: () => Promise<unknown>) {
    this.#pause = pause;
  }

  get isEmpty(): boolean {
    return !this.#isRunning;
  }

  add(sender: Woken): void {
    this.#waiting.add(sender);
    if (!this.#isRunning) void this.#run();
  }

  async #run(): Promise<void> {
    this.#isRunning = true;
    for (const next of this.#waiting) {
      this.#waiting.delete(next);
      next.takeTurn();
      await this.#pause();
    }
    this.#isRunning = false;
  }
}
