/** Runs what concerns one object one after the other, within this process. Who runs must not ask for the same again. */
export interface Locks {
  run<T>(id: string, work: () => Promise<T>): Promise<T>;
  /** Whether anything runs for it, so that more would have to wait. */
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

/** Questions that wait for their turn, each under the name of what it asks for. */
export interface Coalescer {
  /**
   * Asks, or waits for the answer to a question about the same that has not left yet. Once it has, its answer may be
   * older than what the caller knows of, so that whoever comes then shares the next one.
   */
  run<T>(name: string, work: (leaving: () => void) => Promise<T>): Promise<T>;
}

export function createCoalescer(): Coalescer {
  const waiting = new Map<string, Promise<unknown>>();
  return {
    run<T>(name: string, work: (leaving: () => void) => Promise<T>) {
      const shared = waiting.get(name);
      // Whoever asks for the same thing asks the same question.
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
