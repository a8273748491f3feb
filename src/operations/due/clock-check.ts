import { bringNear } from '../../store/queries/due.ts';
import { newestEventAt } from '../../store/queries/events.ts';
import type { DueTable } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';
import { lanesOf } from './lanes.ts';

/** A smaller step does no harm: work is due that much later. */
const toleratedMs = 1_000;
const hour = 3_600_000;
const atOnce = 200;

/**
 * Due times that were written before the wall clock was set back are too far in the future. The check makes all waiting
 * work due at once. One query too many does no harm, and a process that does the same at the same time finds nothing
 * left to do. Accounts are reconciled within the hour, as always. Call it with every look for due work.
 */
export function createClockCheck(deps: Deps, tables: readonly DueTable[]): () => Promise<void> {
  // Measured from the start of the process: the clock may be set back before the first look.
  let apart = deps.now() - deps.monotonic();
  let isFirst = true;
  return async () => {
    const before = apart;
    const now = deps.now();
    apart = now - deps.monotonic();
    if (apart < before - toleratedMs) await bringAllNear(deps, tables, now, 0);
    if (!isFirst) return;
    isFirst = false;
    // If the clock was set back while no process ran, the newest event is in the future.
    const written = (await newestEventAt(deps.read)) ?? 0;
    if (written > now + toleratedMs) await bringAllNear(deps, tables, now, now);
  };
}

/** Brings near everything that was written later than `after`. */
async function bringAllNear(
  deps: Deps,
  tables: readonly DueTable[],
  now: number,
  after: number,
): Promise<void> {
  deps.log.warn({}, 'the clock was set back: what waits is looked at now');
  for (const table of tables) {
    const at = table === 'provider_accounts' ? now + hour : now;
    for await (const lane of lanesOf(deps.read, table)) {
      let changed: number;
      do {
        changed = await deps.queue.commit((tx) => bringNear(tx, table, lane, at, after, atOnce));
      } while (changed === atOnce);
    }
  }
}
