import { array, constant, nat, oneof, option, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** A switch to another actor, which then makes so many steps. */
export interface Switch {
  to: number;
  after: number;
}

/** The order in which actors go on. */
export interface Interleaving {
  /** After the last switch each actor runs until it waits, so a small interleaving has few switches. */
  switches: readonly Switch[];
  /** An actor that gets no turn for so many steps, while any other could have one. */
  held: { who: number; from: number; steps: number } | null;
}

/** fast-check's own scheduler does not shrink, and seldom holds one actor back for long. */
export const interleavings: Arbitrary<Interleaving> = record({
  switches: array(record({ to: nat(7), after: oneof(constant(0), nat(3), nat(25)) }), {
    maxLength: 60,
    size: 'max',
  }),
  held: option(record({ who: oneof(constant(0), nat(7)), from: nat(40), steps: nat(120) }), {
    freq: 1,
  }),
});

interface Waiting {
  actor: string;
  label: string;
  isReady: () => boolean;
  go: (isReady: boolean) => void;
}

const always = (): boolean => true;

/** Decides which actor goes on, step by step. An actor that waits here waits for its turn. */
export class Interleaver {
  readonly trace: string[] = [];
  /** No actor waits any more. */
  areOver = true;
  readonly #interleaving: Interleaving;
  readonly #onStep: () => void;
  readonly #actors = new Set<string>();
  readonly #holds = new Map<string, () => boolean>();
  readonly #gone = new Set<string>();
  #waiting: Waiting[] = [];
  #switches = 0;
  #current = '';
  #left = 0;
  #busy = 0;

  constructor(interleaving: Interleaving, onStep: () => void) {
    this.#interleaving = interleaving;
    this.#onStep = onStep;
  }

  /** The step gets no turn before this, while any other actor could have one. */
  hold(actor: string, label: string, isReady: () => boolean): void {
    this.#holds.set(`${actor}: ${label}`, isReady);
  }

  /** Resolves when it is this actor's turn; to false if it never becomes ready. */
  wait(actor: string, label: string, readyWhen = always): Promise<boolean> {
    const isReady = this.#holds.get(`${actor}: ${label}`) ?? readyWhen;
    if (this.areOver) return Promise.resolve(isReady());
    return new Promise((go) => {
      if (this.#gone.has(actor)) return;
      this.#actors.add(actor);
      this.#waiting.push({ actor, label, isReady, go });
    });
  }

  /** These actors never get a turn again, as when their process has died. */
  lose(actors: Iterable<string>): void {
    for (const actor of actors) this.#gone.add(actor);
    this.#waiting = this.#waiting.filter(({ actor }) => !this.#gone.has(actor));
  }

  /** Runs work that proceeds and ends by itself. No actor gets a turn before it has ended. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work;
    } finally {
      this.#busy -= 1;
    }
  }

  /** Runs until no actor waits. Rejects where that takes more than so many steps. */
  async run(most: number): Promise<void> {
    for (let step = 0; step < most; step += 1) {
      // oxlint-disable-next-line no-await-in-loop
      await this.#quiet();
      if (this.#waiting.length === 0) return;
      this.#step();
    }
    throw new Error(`no end after ${most} steps`);
  }

  #step(): void {
    const ready = this.#waiting.filter(({ isReady }) => isReady());
    const free = ready.filter(({ actor }) => !this.#isHeld(actor));
    const next = this.#choose(free.length > 0 ? free : ready);
    if (next === undefined) {
      for (const { go } of this.#waiting.splice(0)) go(false);
      return;
    }
    this.#waiting.splice(this.#waiting.indexOf(next), 1);
    this.trace.push(`${next.actor}: ${next.label}`);
    this.#onStep();
    next.go(true);
  }

  #isHeld(actor: string): boolean {
    const { held } = this.#interleaving;
    const at = this.trace.length;
    if (held === null || at < held.from || at >= held.from + held.steps) return false;
    return [...this.#actors].indexOf(actor) === held.who;
  }

  #choose(ready: readonly Waiting[]): Waiting | undefined {
    const own = (): Waiting | undefined => ready.find(({ actor }) => actor === this.#current);
    const current = own();
    if (current !== undefined && this.#left > 0) {
      this.#left -= 1;
      return current;
    }
    const next = this.#interleaving.switches[this.#switches];
    this.#switches += 1;
    if (next === undefined) {
      this.#current = current?.actor ?? ready.at(-1)?.actor ?? '';
    } else {
      const actors = [...new Set(ready.map(({ actor }) => actor))];
      this.#current = actors[next.to % actors.length] ?? '';
      this.#left = next.after;
    }
    return own();
  }

  /** After one turn of the event loop, everything that could proceed by itself has done so. */
  async #quiet(): Promise<void> {
    do {
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#busy > 0);
  }
}
