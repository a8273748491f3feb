import { setTimeout as sleep } from 'node:timers/promises';
import { UnavailableError } from '../domain/errors.ts';

/**
 * What SQLite says when it cannot write, for now or until somebody helps: somebody else's lock, a full disk, files that
 * are gone, read-only or broken. https://sqlite.org/rescode.html
 */
const unwritable =
  /^SQLITE_(?:BUSY|LOCKED|FULL|READONLY|IOERR|CORRUPT|CANTOPEN|NOMEM|PROTOCOL|NOTADB|NOLFS|PERM)/;

/** An error of a write as the rest of the house knows it. The ORM's errors carry SQLite's code too. */
export function asUnavailable(error: unknown): unknown {
  if (!(error instanceof Error) || !unwritable.test(codeOf(error))) return error;
  return new UnavailableError(`Nothing can be written: ${error.message}`, { cause: error });
}

function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? code : '';
}

/** Whether somebody else is writing, which passes by itself. */
const isLocked = (error: unknown): boolean =>
  error instanceof UnavailableError && /^SQLITE_(?:BUSY|LOCKED)/.test(codeOf(error.cause));

/** Milliseconds. What is written takes a few, a backup or a shell of somebody's as long as it likes. */
const longestPause = 50;

/**
 * Tries until nobody else holds the lock, or until `isOver`. Here and not in SQLite, whose own wait (`busy_timeout`)
 * would stop the whole thread. By chance, so that two processes do not keep step.
 */
export async function onceFree<T>(
  attempt: () => Promise<T>,
  isOver: (error: unknown) => boolean,
): Promise<T> {
  for (let pause = 1; ; pause = Math.min(2 * pause, longestPause)) {
    try {
      return await attempt();
    } catch (error) {
      if (!isLocked(error) || isOver(error)) throw error;
    }
    await sleep(pause * (0.5 + Math.random() / 2));
  }
}

/** Told once when nothing can be written any more, and once when it can again. */
export interface OutageObserver {
  began(error: unknown): void;
  ended(milliseconds: number): void;
}

/** It is over with a success this long after the last failure: a disk that is nearly full takes some of it. */
const quietMs = 1000;

/** Whether anything can be written, as far as the last attempts tell. */
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
