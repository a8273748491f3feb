import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import type { Sqlite } from './sql.ts';

/** What the thread is started with. */
export interface CheckpointData {
  file: string;
  /** The module of SQLite: two builds on one file in one process break each other's locks. */
  sqlite: string;
}

/** Moves what is committed from the log to the file, in a thread of its own: it takes as long as many commits. */
export interface Checkpoints {
  /** To be called after each commit. Never throws. */
  committed(): void;
  /** Moves all of it and empties the log, unless somebody reads or writes all the while. Never rejects. */
  truncate(): Promise<void>;
  /** Resolves when the thread has left the file. */
  close(): Promise<void>;
}

/** Pages of the log that are worth a checkpoint. */
const worthwhile = 1000;

/**
 * Of a log that is longer, the commit moves what the thread has not moved yet. Then it begins anew, which it cannot do
 * while commits follow each other without a gap.
 */
export const longestLog = 8000;

/** Milliseconds until a thread that has died is replaced: first, and at most after it has died again and again. */
const firstPause = 1000;
const longestPause = 60_000;

export interface CheckpointOptions {
  /** The thread has died. Called once, until one has worked again. */
  onDead?: ((error: unknown) => void) | undefined;
  /** Monotonic, in milliseconds. */
  elapsed?: (() => number) | undefined;
}

interface Log {
  /** Pages. */
  log: number;
  checkpointed: number;
}

/**
 * The thread begins with the first checkpoint: many processes never need one. Where it dies, another one begins with a
 * commit after a pause. Meanwhile the commits that find the log too long do its work.
 */
export function createCheckpoints(
  writing: Sqlite,
  file: string,
  { onDead, elapsed = () => performance.now() }: CheckpointOptions = {},
): Checkpoints {
  const state = writing.prepare('pragma wal_checkpoint(noop)');
  let thread: Worker | null = null;
  let isBusy = false;
  let isClosing = false;
  let deaths = 0;
  let restsUntil = -Infinity;
  let truncated: (() => void)[] = [];
  const endTruncating = (): void => {
    for (const resolve of truncated) resolve();
    truncated = [];
  };
  const died = (error: unknown): void => {
    thread = null;
    endTruncating();
    if (isClosing) return;
    isBusy = false;
    restsUntil = elapsed() + Math.min(longestPause, firstPause * 2 ** deaths);
    deaths += 1;
    if (deaths === 1) onDead?.(error);
  };
  const begin = (): Worker => {
    const begun = beginThread(file);
    let failure: unknown = null;
    begun.on('message', (done: 'checkpoint' | 'truncate') => {
      if (done === 'checkpoint') isBusy = false;
      else endTruncating();
      deaths = 0;
    });
    begun.on('error', (error) => (failure = error));
    begun.on('exit', () => died(failure));
    // Last: a listener for messages would hold the process up.
    begun.unref();
    return begun;
  };
  return {
    committed() {
      if (isBusy || elapsed() < restsUntil) return;
      try {
        const { log, checkpointed } = state.get([]) as Log;
        if (log - checkpointed < worthwhile) return;
        thread ??= begin();
        isBusy = true;
        thread.postMessage('checkpoint');
      } catch {
        // What is committed stays so, whatever fails afterwards.
      }
    },
    truncate() {
      return new Promise((resolve) => {
        truncated.push(resolve);
        thread ??= begin();
        thread.postMessage('truncate');
      });
    },
    async close() {
      isClosing = true;
      if (thread === null) return;
      const leaving = thread;
      // Not `once`, which an error would end before the thread.
      const exited = new Promise((resolve) => leaving.once('exit', resolve));
      // From here on it is waited for.
      leaving.ref();
      leaving.postMessage('close');
      await exited;
    },
  };
}

function beginThread(file: string): Worker {
  const ofOrm = createRequire(import.meta.resolve('@mikro-orm/sqlite'));
  const workerData: CheckpointData = { file, sqlite: ofOrm.resolve('better-sqlite3') };
  return new Worker(new URL('checkpoint-thread.ts', import.meta.url), { workerData });
}
