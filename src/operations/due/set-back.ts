import { bringNear, newestEventAt } from '../../store/queries/due.ts';
import type { DueTable } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';
import { lanesOf } from './lanes.ts';

/** Less is no harm: what is due comes that much later. */
const toleratedMs = 1_000;
const hour = 3_600_000;
const atOnce = 200;

/**
 * Times that were written before the wall clock was set back lie further away than they were meant to. How long ago
 * they were written nobody knows any more, so that all of it is due now, and takes its turn: a question too many
 * does no harm, and whoever does the same at the same time finds nothing left to do. Accounts are reconciled within
 * the hour, as ever. To be called with every look.
 */
export function createSetBack(deps: Deps, tables: readonly DueTable[]): () => Promise<void> {
  // It may have been set back while no process ran, too.
  let lookedAt: number | null = null;
  return async () => {
    const before = lookedAt ?? (await newestEventAt(deps.read)) ?? 0;
    const now = deps.now();
    lookedAt = now;
    if (now >= before - toleratedMs) return;
    deps.log.warn({ byMs: before - now }, 'the clock was set back: what waits is looked at anew');
    for (const table of tables) {
      const latest = table === 'provider_accounts' ? now + hour : now;
      for await (const lane of lanesOf(deps.read, table)) {
        let moved: number;
        do {
          moved = await deps.queue.commit((tx) => bringNear(tx, table, lane, latest, atOnce));
        } while (moved === atOnce);
      }
    }
  };
}
