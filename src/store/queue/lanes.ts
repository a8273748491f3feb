import { claimedBy, lockedRowsOf } from '../aggregates/locked.ts';
import type { LockedRow } from '../aggregates/locked.ts';
import type { Pause } from '../aggregates/steps.ts';
import type { Transaction } from '../writer.ts';
import { LockedError } from '../outage.ts';
import { patience } from './line.ts';
import type { Waiting } from './line.ts';

/** Milliseconds after which the first of a lane tries again. */
const pauseMs = 20;
/** Milliseconds for which each group is looked at before it is written, since a lock was last met. */
const lookingMs = 2000;

interface Lane {
  /** Tries again whether what it waits for is still locked. */
  trying: Waiting | null;
  waiting: Waiting[];
  /** When it was last found locked. */
  lockedAt: number;
}

/** Not even the rows that are free could be locked. */
export const wholeTable: LockedRow = { row: 'a table', version: 0 };

const laneOf = ({ row, version }: LockedRow): string => `${row} ${version}`;

/**
 * Where somebody holds the lock of a row, the changes that need it wait in a lane of their own, and all others go on.
 * One of a lane tries again. Once it is through, the others follow.
 */
export class Lanes {
  readonly #lanes = new Map<string, Lane>();
  readonly #go: (some: readonly Waiting[]) => void;
  readonly #giveUp: (some: readonly Waiting[]) => void;
  #looksUntil = 0;
  #unknown = 0;

  /** `go`: takes those that try again. `giveUp`: takes those that have waited for too long. */
  constructor(go: (some: readonly Waiting[]) => void, giveUp: (some: readonly Waiting[]) => void) {
    this.#go = go;
    this.#giveUp = giveUp;
  }

  get length(): number {
    let length = 0;
    for (const { waiting } of this.#lanes.values()) length += waiting.length;
    return length;
  }

  /** Whether somebody has lately held a lock, so that `withoutLocked` is called for each group. */
  get looks(): boolean {
    return performance.now() < this.#looksUntil;
  }

  /** Lets those wait that need a row which is locked now, and returns the others. */
  async withoutLocked(
    transaction: Transaction,
    group: readonly Waiting[],
    pause: Pause,
  ): Promise<readonly Waiting[]> {
    const changes = group.map(({ change }) => change);
    const look = transaction.look(() => lockedRowsOf(transaction.sql, changes, pause));
    const found = await look.catch((error: unknown) => {
      if (error instanceof LockedError) return null;
      throw error;
    });
    if (found === null) {
      for (const one of group) this.#hold(one, wholeTable, performance.now());
      return [];
    }
    return group.filter((one, at) => {
      const locked = found[at] ?? this.#claimedInLane(one);
      if (locked === null) return true;
      const before = one.lockedBy;
      // Others write to it, one after the other, so it can be waited for.
      const isHeld = before?.row !== locked.row || before.version === locked.version;
      one.isAlone ||= found[at] === null;
      if (isHeld) this.#hold(one, locked, performance.now());
      else this.passed(one);
      return !isHeld;
    });
  }

  /** A group has waited for a lock for too long, since `since`. `looked`: `withoutLocked` was called for it. */
  met(group: readonly Waiting[], looked: boolean, since: number): void {
    this.#looksUntil = performance.now() + lookingMs;
    const [first] = group;
    if (looked && group.length === 1 && first !== undefined) {
      // It is known only that this change waits. Those with the same claim wait for the same.
      this.#unknown += 1;
      const row = claimedBy(first.change) ?? `${this.#unknown}`;
      this.#hold(first, first.lockedBy ?? { row, version: 0 }, since);
      return;
    }
    for (const one of group) {
      one.lockedSince ??= since;
      one.isAlone ||= looked;
    }
    this.#go(group);
  }

  /** The change has ended, or waits for something else. Those that wait behind it follow. */
  passed(one: Waiting): void {
    const name = one.lockedBy === null ? '' : laneOf(one.lockedBy);
    const lane = this.#lanes.get(name);
    if (lane?.trying !== one) return;
    this.#lanes.delete(name);
    this.#go(lane.waiting);
  }

  #claimedInLane(one: Waiting): LockedRow | null {
    const row = claimedBy(one.change);
    if (row === null) return null;
    const lane = this.#lanes.get(laneOf({ row, version: 0 }));
    return lane === undefined || lane.trying === one ? null : { row, version: 0 };
  }

  #hold(one: Waiting, row: LockedRow, since: number): void {
    this.#looksUntil = performance.now() + lookingMs;
    one.lockedSince ??= since;
    one.until = one.lockedSince + patience;
    if (one.lockedBy !== null && laneOf(one.lockedBy) !== laneOf(row)) this.passed(one);
    one.lockedBy = row;
    const name = laneOf(row);
    const known = this.#lanes.get(name);
    const lane = known ?? { trying: null, waiting: [], lockedAt: 0 };
    this.#lanes.set(name, lane);
    lane.lockedAt = performance.now();
    if (lane.trying === one) {
      lane.trying = null;
      lane.waiting.unshift(one);
    } else lane.waiting.push(one);
    if (known === undefined) this.#lookLater(name, lane);
  }

  #lookLater(name: string, lane: Lane): void {
    const later = setTimeout(() => {
      if (this.#lanes.get(name) === lane) this.#look(name, lane);
    }, pauseMs);
    if (lane.waiting.length === 0) later.unref();
  }

  #look(name: string, lane: Lane): void {
    const now = performance.now();
    const overdue = lane.waiting.filter(({ until }) => until <= now);
    lane.waiting = lane.waiting.filter(({ until }) => until > now);
    const next = lane.trying === null ? lane.waiting.shift() : undefined;
    lane.trying ??= next ?? null;
    // Who comes next would wait for the same.
    const isOver = lane.trying === null && lane.lockedAt < now - lookingMs;
    if (isOver) this.#lanes.delete(name);
    else this.#lookLater(name, lane);
    this.#giveUp(overdue);
    if (next !== undefined) this.#go([next]);
  }
}
