/** The sandbox's clock. The system under test must use it too: signatures that are 2 minutes off are refused. */
export interface SandboxClock {
  /** Epoch milliseconds. */
  now(): number;
  /** Moves the clock forward by `ms` milliseconds, and runs everything that becomes due, in order of time. */
  advance(ms: number): Promise<void>;
  /**
   * Calls `run` at a time (epoch milliseconds), unless the returned function is called before. `run` must not throw.
   */
  schedule(at: number, run: () => void): () => void;
  /** Runs what is due, in case the timer has not fired yet. */
  catchUp(): void;
  /** Registers work that `advance` waits for before it moves on, such as a webhook that is being sent. */
  track(work: Promise<unknown>): void;
  /** Drops everything that is scheduled. */
  close(): void;
}

interface Due {
  at: number;
  run: (() => void) | null;
}

// Milliseconds of real time that a step of `advance` waits for tracked work. A delivery to an endpoint that does not
// answer ends only by a timeout of this clock.
const PATIENCE_MS = 1_000;
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/**
 * A clock that is ahead of real time by `aheadMs` milliseconds (default 0). With `frozenAt` (epoch milliseconds) the
 * clock stands still. `advance` moves it.
 */
export function createSandboxClock(
  options: { frozenAt?: number; aheadMs?: number } = {},
): SandboxClock {
  return new Clock(options.frozenAt ?? null, options.aheadMs ?? 0);
}

class Clock implements SandboxClock {
  #frozenAt: number | null;
  #offset: number;
  /** Latest first, so that the next one is removed from the end. */
  readonly #queue: Due[] = [];
  readonly #tracked = new Set<Promise<unknown>>();
  #timer: NodeJS.Timeout | undefined;
  #moves: Promise<void> = Promise.resolve();

  constructor(frozenAt: number | null, aheadMs: number) {
    this.#frozenAt = frozenAt;
    this.#offset = aheadMs;
  }

  now(): number {
    return this.#frozenAt ?? Date.now() + this.#offset;
  }

  schedule(at: number, run: () => void): () => void {
    const due: Due = { at, run };
    this.#queue.splice(this.#place(at), 0, due);
    if (this.#queue.at(-1) === due) this.#arm();
    return () => {
      due.run = null;
    };
  }

  catchUp(): void {
    for (let next = this.#queue.at(-1); next !== undefined; next = this.#queue.at(-1)) {
      if (next.at > this.now()) return;
      this.#queue.pop();
      next.run?.();
    }
  }

  track(work: Promise<unknown>): void {
    this.#tracked.add(work);
    void work.finally(() => this.#tracked.delete(work));
  }

  advance(ms: number): Promise<void> {
    const move = this.#moves.then(() => this.#move(this.now() + ms));
    this.#moves = move;
    return move;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#queue.length = 0;
  }

  async #move(target: number): Promise<void> {
    this.catchUp();
    await this.#settle();
    for (let next = this.#queue.at(-1); next !== undefined; next = this.#queue.at(-1)) {
      if (next.at > target) break;
      this.#moveTo(next.at);
      this.catchUp();
      // Each step depends on the outcome of the one before: a failed delivery schedules its retry.
      // oxlint-disable-next-line no-await-in-loop
      await this.#settle();
    }
    this.#moveTo(target);
    this.catchUp();
  }

  #moveTo(instant: number): void {
    if (instant <= this.now()) return;
    if (this.#frozenAt === null) this.#offset += instant - this.now();
    else this.#frozenAt = instant;
  }

  async #settle(): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (this.#tracked.size > 0 && Date.now() < deadline) {
      const rest = AbortSignal.timeout(deadline - Date.now());
      const timedOut = new Promise((resolve) => rest.addEventListener('abort', resolve));
      // oxlint-disable-next-line no-await-in-loop
      await Promise.race([Promise.allSettled(this.#tracked), timedOut]);
    }
  }

  #place(at: number): number {
    let [low, high] = [0, this.#queue.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#queue[middle]?.at ?? 0) > at) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #arm(): void {
    clearTimeout(this.#timer);
    const next = this.#queue.at(-1);
    if (next === undefined || this.#frozenAt !== null) return;
    const wait = Math.min(Math.max(next.at - this.now(), 0), LONGEST_TIMER_MS);
    this.#timer = setTimeout(() => {
      this.catchUp();
      this.#arm();
    }, wait).unref();
  }
}
