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
