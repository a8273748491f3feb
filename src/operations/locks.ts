/** Runs work on one object one after the other, within this process. `work` must not take its own lock again. */
export interface Locks {
  run<T>(id: string, work: () => Promise<T>): Promise<T>;
  /** Whether the lock is taken, so that more work would have to wait. */
  isBusy(id: string): boolean;
}

export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  return {
    isBusy: (id) => tails.has(id),
    run(id, work) {
      const before = tails.get(id) ?? Promise.resolve();
      const result = before.then(work, work);
      const tail = result
        .catch(() => undefined)
        .finally(() => {
          if (tails.get(id) === tail) tails.delete(id);
        });
      tails.set(id, tail);
      return result;
    },
  };
}

/** Lets callers with the same query share one answer. Queries are identified by a name. */
export interface Coalescer {
  /**
   * Runs `work`, or joins a run of the same name that has not called `leaving` yet. After that call the answer may be
   * older than what a new caller knows, so later callers share the next run.
   */
  run<T>(name: string, work: (leaving: () => void) => Promise<T>): Promise<T>;
}

export function createCoalescer(): Coalescer {
  const waiting = new Map<string, Promise<unknown>>();
  return {
    run<T>(name: string, work: (leaving: () => void) => Promise<T>) {
      const shared = waiting.get(name);
      // The name identifies the query, so its answer has the caller's type.
      if (shared !== undefined) return shared as Promise<T>;
      const leaving = (): void => {
        if (waiting.get(name) === result) waiting.delete(name);
      };
      const result = Promise.resolve(leaving).then(work).finally(leaving);
      waiting.set(name, result);
      return result;
    },
  };
}
