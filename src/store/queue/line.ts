import type { Change } from '../aggregates/change.ts';
import type { LockedRow } from '../aggregates/locked.ts';
import { currentWork } from '../../log/work.ts';
import type { Work } from '../../log/work.ts';

/**
 * Milliseconds that a caller waits while somebody else holds the lock. With it, the client of a mutation gets
 * UNAVAILABLE, and a provider 503 for its webhook, within a second (docs/running.md#when-nothing-can-be-written).
 */
export const patience = 700;

/** A change that waits to be written. */
export interface Waiting {
  readonly change: Change<unknown>;
  /** What it is made for. */
  readonly work: Work | undefined;
  /** When it was handed in, on the monotonic clock, in milliseconds. */
  readonly since: number;
  /** Its group could not be saved, and it may be the reason. */
  isAlone: boolean;
  runs: number;
  /** On the monotonic clock, in milliseconds. */
  until: number;
  /** Since when it has waited for a lock, on the monotonic clock, in milliseconds. */
  lockedSince: number | null;
  /** The row that it was last found to wait for, because somebody else has locked it. */
  lockedBy: LockedRow | null;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

export const waiting = (
  change: Waiting['change'],
  resolve: Waiting['resolve'],
  reject: Waiting['reject'],
  since = performance.now(),
): Waiting => ({
  change,
  work: currentWork(),
  since,
  isAlone: false,
  runs: 0,
  until: since + patience,
  lockedSince: null,
  lockedBy: null,
  resolve,
  reject,
});

/** Changes that are written in one transaction. */
export interface Group {
  readonly changes: readonly Waiting[];
  readonly isAlone: boolean;
}

/** The most changes in one group. The others wait for the next group. */
export const maxGroup = 128;

const isUnit = ({ change }: Waiting): boolean => change.before !== undefined;

/** The changes that wait for the next groups, in their order. */
export class Line {
  /** A transaction keeps all other writers out. */
  readonly #isExclusive: boolean;
  #together: Waiting[] = [];
  #alone: Waiting[] = [];
  /** One at a time, so that the others go on. */
  #isAloneUnderWay = false;

  constructor(isExclusive: boolean) {
    this.#isExclusive = isExclusive;
  }

  get length(): number {
    return this.#together.length + this.#alone.length;
  }

  /** Whether there is a next group. */
  get isReady(): boolean {
    return this.#together.length > 0 || (this.#alone.length > 0 && !this.#isAloneUnderWay);
  }

  add(one: Waiting): void {
    (one.isAlone ? this.#alone : this.#together).push(one);
  }

  /** For changes that were taken before: they are in the next groups. */
  putBack(some: readonly Waiting[]): void {
    this.#alone.push(...some.filter(({ isAlone }) => isAlone));
    this.#together.unshift(...some.filter(({ isAlone }) => !isAlone));
  }

  /**
   * Takes the next group; call `ended` once it has ended. A change that must be alone is taken alone. Where others
   * write at the same time, changes lock their rows in one order, and units, which write what they find, are in groups
   * of their own.
   */
  take(): Group {
    const isAlone = this.#alone.length > 0 && !this.#isAloneUnderWay;
    if (!isAlone) return { isAlone, changes: this.#takeTogether() };
    this.#isAloneUnderWay = true;
    return { isAlone, changes: this.#alone.splice(0, 1) };
  }

  ended({ isAlone }: Group): void {
    if (isAlone) this.#isAloneUnderWay = false;
  }

  #takeTogether(): Waiting[] {
    if (this.#isExclusive) return this.#together.splice(0, maxGroup);
    const isFirst = this.#together.slice(0, 1).some(isUnit);
    const taken = this.#together.slice(0, maxGroup).filter((one) => isUnit(one) === isFirst);
    const all = new Set(taken);
    this.#together = this.#together.filter((one) => !all.has(one));
    return taken;
  }

  /** Takes those that have waited until `now`. */
  takeOverdue(now: number): Waiting[] {
    const isOverdue = ({ until }: Waiting): boolean => until <= now;
    const overdue = [...this.#together, ...this.#alone].filter(isOverdue);
    this.#together = this.#together.filter((one) => !isOverdue(one));
    this.#alone = this.#alone.filter((one) => !isOverdue(one));
    return overdue;
  }
}
