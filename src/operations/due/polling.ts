import { countIn } from '../../store/queries/due.ts';
import type { DueLane } from '../../store/queries/due.ts';
import type { Sql } from '../../store/sql.ts';

/** How often what is open at an account may be asked for: the more there is, the less often, rather than late. */
export interface Polling {
  /** Milliseconds that a poll comes after the one before, at least. */
  leastMs(account: string): number;
  /** Counts again what is open in these lanes of the account, where that was long ago. */
  count(sql: Sql, account: string, lanes: readonly PolledLane[]): Promise<void>;
}

export type PolledLane = DueLane & { table: 'orders' | 'refunds' | 'settlements' };

/** Counting reads the index, so it is not done all the time, and ends somewhere. */
const countedForMs = 30_000;
const countedTo = 20_000;

/** Half of what the strictest providers take from us; the other half is for callers, and for what is unknown. */
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
