/** Between 0.8 and 1.2 times `ms`, so that timers that started together do not keep firing together. */
export function jittered(ms: number): number {
  return ms * (0.8 + 0.4 * Math.random());
}

/** Milliseconds of work before the event loop gets control. */
const stepMs = 1;

/** Calls `act` with each item, and yields to the event loop after each step of 1 ms. */
export async function inSteps<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void | Promise<void>,
): Promise<void> {
  let until = performance.now() + stepMs;
  for (const item of items) {
    if (performance.now() >= until) {
      await new Promise((resolve) => setImmediate(resolve));
      until = performance.now() + stepMs;
    }
    const done = act(item);
    if (done !== undefined) await done;
  }
}

/** What follows from the end of one takes up to half a millisecond. */
const endsInTurn = 4;

/**
 * The same, for an `act` that ends a response or a socket. The last bytes are written in the next tick, which then
 * belongs to the step. What follows from the end runs later in the same turn of the event loop, so only a few are ended
 * in each.
 */
export function inWholeSteps<Item>(
  items: Iterable<Item>,
  act: (item: Item) => void,
): Promise<void> {
  let ended = 0;
  return inSteps(items, (item) => {
    act(item);
    ended += 1;
    const isTurnOver = ended % endsInTurn === 0;
    return new Promise((resolve) =>
      isTurnOver ? setImmediate(resolve) : process.nextTick(resolve),
    );
  });
}

/** Milliseconds from which a wait counts as long, and may end later: to wake the process costs more than to act. */
const longMs = 4_000;
/** In how many parts all values are visited, and in a long time. */
const parts = { short: 50, long: 20 };

/** Visits each of the values once in `ms` milliseconds, and not all at the same time, until the result is called. */
export function inTurn<Value>(
  all: ReadonlyMap<unknown, Value>,
  ms: number,
  visit: (value: Value) => void,
): () => void {
  let round = all.values();
  let due = 0;
  let last = performance.now();
  const visitDue = (): void => {
    const now = performance.now();
    due = Math.min(due + (all.size * (now - last)) / ms, all.size);
    last = now;
    for (; due >= 1; due -= 1) {
      let next = round.next();
      if (next.done === true) next = (round = all.values()).next();
      if (next.done !== true) visit(next.value);
    }
  };
  const timer = setInterval(visitDue, ms / (ms < longMs ? parts.short : parts.long)).unref();
  return () => {
    clearInterval(timer);
    // It may be called from a visit: none follows.
    due = 0;
  };
}

/** Milliseconds of a tick: what is due in one is done together. */
const tickMs = 100;
/** Long waits end at every fourth tick. */
const longTicks = 4;

/** A callback that is due later. */
export class Waiting {
  readonly act: () => void;
  readonly #all: Waiting[];
  /** Its index among those of its tick, or `canceled`. */
  #at: number;

  constructor(act: () => void, all: Waiting[]) {
    this.act = act;
    this.#all = all;
    this.#at = all.push(this) - 1;
  }

  get isCanceled(): boolean {
    return this.#at === canceled;
  }

  /** This also works while its tick runs: due callbacks are called in steps. */
  cancel(): void {
    const last = this.#all[this.#at] === this ? this.#all.pop() : undefined;
    if (last !== undefined && last !== this) {
      this.#all[this.#at] = last;
      last.#at = this.#at;
    }
    this.#at = canceled;
  }
}

const canceled = -1;

/** The callbacks that are due, by tick. In lists: sets that change all the time are costly (`docs/performance.md`). */
const waiting = new Map<number, Waiting[]>();
/** Runs at the next tick that has any. */
let timer: { at: number; timeout: NodeJS.Timeout } | null = null;

/**
 * Calls `act` after `ms` milliseconds, up to two ticks later, or five where it is long, unless it is cancelled before.
 * All callbacks share one timer: thousands of streams with a timer each would wake the process for each, which costs
 * more than the callbacks.
 */
export function later(ms: number, act: () => void): Waiting {
  const now = performance.now();
  const earliest = Math.floor((now + ms) / tickMs) + 1;
  const tick = ms < longMs ? earliest : Math.ceil(earliest / longTicks) * longTicks;
  let atTick = waiting.get(tick);
  if (atTick === undefined) {
    waiting.set(tick, (atTick = []));
    wakeAt(tick);
  }
  return new Waiting(act, atTick);
}

function wakeAt(tick: number): void {
  if (timer !== null && timer.at <= tick) return;
  if (timer !== null) clearTimeout(timer.timeout);
  const ms = Math.max(0, tick * tickMs - performance.now());
  timer = { at: tick, timeout: setTimeout(runDue, ms).unref() };
}

function* stillWaiting(all: readonly Waiting[]): Generator<Waiting, void, void> {
  // A copy: those that are canceled meanwhile leave the list.
  for (const entry of all.slice()) if (!entry.isCanceled) yield entry;
}

function runDue(): void {
  timer = null;
  const now = performance.now();
  const ticks = [...waiting.keys()].toSorted((one, other) => one - other);
  for (const tick of ticks) {
    if (tick * tickMs > now) return wakeAt(tick);
    const due = waiting.get(tick) ?? [];
    waiting.delete(tick);
    void inSteps(stillWaiting(due), ({ act }) => act());
  }
}
