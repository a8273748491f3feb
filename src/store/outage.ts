import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../domain/errors.ts';

/**
 * SQLite's codes for a write that is impossible, for now or until somebody helps: another process's lock, a full disk,
 * files that are missing, read-only or broken. https://sqlite.org/rescode.html
 */
const unwritable =
  /^SQLITE_(?:BUSY|LOCKED|FULL|READONLY|IOERR|CORRUPT|CANTOPEN|NOMEM|PROTOCOL|NOTADB|NOLFS|PERM)/;

/** Somebody else holds a lock of the database, which passes by itself. */
export class LockedError extends UnavailableError {}

/**
 * Turns such an error of a write into an UnavailableError; every other error stays. The ORM's errors carry SQLite's
 * code too.
 */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || !unwritable.test(codeOf(error))) return error;
  const Known = /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error)) ? LockedError : UnavailableError;
  return new Known(`Nothing can be written: ${error.message}`, { cause: error });
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Milliseconds. Our own writes take a few; a backup or somebody's shell can hold the lock for any time. */
const longestPause = 50;

/**
 * Tries until no other process holds the lock, or until `isOver`. It waits here and not in SQLite, whose own wait
 * (`busy_timeout`) would stop the whole thread. The pauses are random, so that two processes do not keep step.
 */
export async function onceFree<T>(
  attempt: () => Promise<T>,
  isOver: (error: unknown) => boolean,
): Promise<T> {
  for (let pause = 1; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof LockedError) || isOver(error)) throw error;
    }
    await sleep(pause * (0.5 + Math.random() / 2));
  }
}

/** `began` is called once when nothing can be written any more, and `ended` once when writing works again. */
export interface OutageObserver {
  began(error: unknown): void;
  ended(milliseconds: number): void;
}

/**
 * An outage is over with a success this long after the last failure: a disk that is nearly full accepts some writes.
 * Milliseconds.
 */
const quietMs = 1000;

/** Whether writing works, by the last attempts. */
export class Outage {
  readonly #observer: OutageObserver;
  #since: number | null = null;
  #lastFailure = 0;

  constructor(observer: OutageObserver) {
    this.#observer = observer;
  }

  get isOn(): boolean {
    return this.#since !== null;
  }

  failed(error: unknown): void {
    if (!(error instanceof UnavailableError)) return;
    this.#lastFailure = performance.now();
    if (this.#since !== null) return;
    this.#since = this.#lastFailure;
    this.#observer.began(error);
  }

  wrote(): void {
    const now = performance.now();
    if (this.#since === null || now - this.#lastFailure < quietMs) return;
    this.#observer.ended(now - this.#since);
    this.#since = null;
  }
}
