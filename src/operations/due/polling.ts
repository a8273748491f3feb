import { countIn } from '../../store/queries/due/count.ts';
import type { DueLane } from '../../store/queries/due.ts';
import type { Sql } from '../../store/sql.ts';

/** How often open instructions of an account are polled. The more there are, the less often, so that none is late. */
export interface Polling {
  /** Least milliseconds between two polls of one instruction. */
  leastMs(account: string): number;
  /** Counts what is open in these lanes of the account, unless the last count is recent. */
  count(sql: Sql, account: string, lanes: readonly PolledLane[]): Promise<void>;
}

export type PolledLane = DueLane & { table: 'orders' | 'refunds' | 'settlements' };

/** Counting reads the index, so it is not done at every look and has an upper bound. */
const countedForMs = 30_000;
const countedTo = 20_000;

/** Half of the rate that the strictest providers allow. The other half is for callers and unknown outcomes. */
export const pollsPerSecond = ({ requestsPerSecond = 10 }): number => requestsPerSecond / 2;

export function createPolling(perSecond: number, monotonic: () => number): Polling {
  const known = new Map<string, { open: number; at: number }>();
  return {
    leastMs: (account) => ((known.get(account)?.open ?? 0) / perSecond) * 1_000,
    async count(sql, account, lanes) {
      const at = monotonic();
      const before = known.get(account);
      if (before !== undefined && at - before.at < countedForMs) return;
      known.set(account, { open: before?.open ?? 0, at });
      let open = 0;
      for (const lane of lanes) open += await countIn(sql, lane.table, lane, countedTo);
      known.set(account, { open, at });
    },
  };
}
