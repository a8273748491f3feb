import { bringNear } from '../../store/queries/due.ts';
import { newestEventAt } from '../../store/queries/events.ts';
import type { DueTable } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';
import { lanesOf } from './lanes.ts';

/** Less is no harm: what is due comes that much later. */
const toleratedMs = 1_000;
const hour = 3_600_000;
const atOnce = 200;

/**
 * Times that were written before the wall clock was set back lie further away than they were meant to, so that what
 * waits is due at once, and takes its turn. A question too many does no harm, and whoever does the same at the same
 * time finds nothing left to do. Accounts are reconciled within the hour, as ever. To be called with every look.
 */
export function createClockCheck(deps: Deps, tables: readonly DueTable[]): () => Promise<void> {
  // From the start of the process on: between that and the first look it may be set as well.
  let apart = deps.now() - deps.monotonic();
  let isFirst = true;
  return async () => {
    const before = apart;
    const now = deps.now();
    apart = now - deps.monotonic();
    if (apart < before - toleratedMs) await bringAllNear(deps, tables, now, -Infinity);
    if (!isFirst) return;
    isFirst = false;
    // It may have been set back while no process ran: then what was written since then is in the future.
    const written = (await newestEventAt(deps.read)) ?? 0;
    if (written > now + toleratedMs) await bringAllNear(deps, tables, now, now);
  };
}

/** All that was written later than `after`. */
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
