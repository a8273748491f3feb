/** What the calls of this process say of the accounts' providers. */
export interface Reachability {
  note(accountId: string, isReached: boolean): void;
  /** What was noted since the last time, by account. */
  take(): ReadonlyMap<string, Noted>;
}

/** The last call of an account. Epoch milliseconds. */
interface Noted {
  isReached: boolean;
  at: number;
  /** When the first of its last calls failed that did not reach the provider. */
  failedFrom: number;
}

export function createReachability(now: () => number): Reachability {
  let noted = new Map<string, Noted>();
  return {
    note(accountId, isReached) {
      const at = now();
      const before = noted.get(accountId);
      const failedFrom = before === undefined || before.isReached ? at : before.failedFrom;
      noted.set(accountId, { isReached, at, failedFrom });
    },
    take() {
      const taken = noted;
      noted = new Map();
      return taken;
    },
  };
}
