/** Runs what concerns one object one after the other, within this process. Who runs must not ask for the same again. */
export interface Locks {
  run<T>(id: string, work: () => Promise<T>): Promise<T>;
  /** Whether anything runs for it, so that more would have to wait. */
  isBusy(id: string): boolean;
  /** As `run`, but who comes while another one waits for its turn waits for the same. */
  share<T>(id: string, work: () => Promise<T>): Promise<Shared<T>>;
}

export interface Shared<T> {
  result: T;
  /** Another one's work brought it. */
  joined: boolean;
}

export function createLocks(): Locks {
  const tails = new Map<string, Promise<unknown>>();
  const waiting = new Map<string, Promise<unknown>>();
  const run: Locks['run'] = (id, work) => {
    const before = tails.get(id) ?? Promise.resolve();
    const result = before.then(work, work);
    const tail = result
      .catch(() => undefined)
      .finally(() => {
        if (tails.get(id) === tail) tails.delete(id);
      });
    tails.set(id, tail);
    return result;
  };
  return {
    isBusy: (id) => tails.has(id),
    run,
    async share<T>(id: string, work: () => Promise<T>) {
      const known = waiting.get(id) as Promise<T> | undefined;
      if (known !== undefined) return { result: await known, joined: true };
      const own = run(id, () => {
        waiting.delete(id);
        return work();
      });
      waiting.set(id, own);
      return { result: await own, joined: false };
    },
  };
}
