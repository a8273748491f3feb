import { createMakeId } from '../ids.ts';
import type { MakeId } from '../ids.ts';
import { databaseVersion } from '../queries/events.ts';
import { newestEvidenceId } from '../queries/evidence.ts';
import { timeOfId } from '../queries/pages.ts';
import type { Sql } from '../sql.ts';

/** Makes the ids of appended rows. */
export interface AscendingIds {
  make: MakeId;
  /** Call it in a write transaction before ids of evidence about these subjects are made in it. */
  follow(tx: Sql, subjects: readonly string[]): Promise<void>;
}

/**
 * Evidence is judged in the order of its ids. So the ids about a subject ascend over all processes that write, also
 * where the clock is behind: it was set back while no process ran, or another process has written within the same
 * millisecond. `isExclusive`: a transaction keeps all other writers out.
 */
export function createAscendingIds(isExclusive: boolean): AscendingIds {
  const make = createMakeId();
  let known: string | null = null;
  return {
    make,
    async follow(tx, subjects) {
      if (isExclusive) {
        const version = await databaseVersion(tx);
        // No other process has written since.
        if (version === known) return;
        known = version;
      } else if (subjects.length === 0) return;
      const newest = await newestEvidenceId(tx, subjects);
      if (newest !== null) make('evi', timeOfId(newest) + 1);
    },
  };
}
