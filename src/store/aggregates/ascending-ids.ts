import { createMakeId } from '../ids.ts';
import type { MakeId } from '../ids.ts';
import { databaseVersion } from '../queries/events.ts';
import { newestEvidenceId } from '../queries/evidence.ts';
import { timeOfId } from '../queries/pages.ts';
import type { Sql } from '../sql.ts';

/** Makes the ids of appended rows. */
export interface AscendingIds {
  make: MakeId;
  /** Call it in a write transaction before ids are made in it. */
  follow(tx: Sql): Promise<void>;
}

/**
 * Evidence is judged in the order of its ids. So the ids ascend over all processes that write, also where the clock is
 * behind: it was set back while no process ran, or another process has written within the same millisecond.
 */
export function createAscendingIds(): AscendingIds {
  const make = createMakeId();
  let known: string | null = null;
  return {
    make,
    async follow(tx) {
      const version = await databaseVersion(tx);
      // No other process has written since.
      if (version === known) return;
      const newest = await newestEvidenceId(tx);
      if (newest !== null) make('evi', timeOfId(newest) + 1);
      known = version;
    },
  };
}
