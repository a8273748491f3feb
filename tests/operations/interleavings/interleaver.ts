import { array, constant, nat, oneof, option, record } from 'fast-check';
import type { Arbitrary } from 'fast-check';

/** From one actor to another, which goes on for so many steps more. */
export interface Switch {
  to: number;
  after: number;
}

/** The order in which actors go on. */
export interface Interleaving {
  /** Where they end, each goes on until it waits, so that a small course has few of them. */
  switches: readonly Switch[];
  /** One that has no turn for so many steps, while anybody else could have it. */
  held: { who: number; from: number; steps: number } | null;
}

/** fast-check has a scheduler of its own, which does not shrink, and seldom holds one actor back for long. */
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

/** Decides who goes on, one step after the other: whoever waits here, waits for its turn. */
export class Interleaver {
  readonly trace: string[] = [];
  /** Nobody waits any more. */
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

  /** The step has no turn before this, while anybody else could have one. */
  hold(actor: string, label: string, isReady: () => boolean): void {
    this.#holds.set(`${actor}: ${label}`, isReady);
  }

  /** Resolves when it is this actor's turn; to false where it never gets ready. */
  wait(actor: string, label: string, readyWhen = always): Promise<boolean> {
    const isReady = this.#holds.get(`${actor}: ${label}`) ?? readyWhen;
    if (this.areOver) return Promise.resolve(isReady());
    return new Promise((go) => {
      if (this.#gone.has(actor)) return;
      this.#actors.add(actor);
      this.#waiting.push({ actor, label, isReady, go });
    });
  }

  /** They never have a turn again, as when their process has died. */
  lose(actors: Iterable<string>): void {
    for (const actor of actors) this.#gone.add(actor);
    this.#waiting = this.#waiting.filter(({ actor }) => !this.#gone.has(actor));
  }

  /** What goes on by itself, and ends by itself: nobody has a turn before that. */
  async during<T>(work: Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      return await work;
    } finally {
      this.#busy -= 1;
    }
  }

  /** Until nobody waits. Rejects where that takes more than so many steps. */
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

  /** Once the event loop has been round, whoever could go on by itself has done so. */
  async #quiet(): Promise<void> {
    do {
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => setImmediate(resolve));
    } while (this.#busy > 0);
  }
}
