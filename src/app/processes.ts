import { UnavailableError } from '../domain/errors.ts';
import type { Log } from '../operations/deps.ts';
import type { Database } from '../store/database.ts';

/** How many processes work on the database, as of a moment ago. */
export interface Processes {
  count: () => number;
  close: () => void;
}

const everyMs = 2_000;

/** Milliseconds that the clocks may differ. The lease of what another process sends takes 60 s by that one's clock. */
const mostApartMs = 10_000;

/**
 * Resolves once they are counted. While the database cannot be reached, the last count stands. Warns when the clock of
 * this process begins to differ from that of the database, which all processes have in common.
 */
export async function followProcesses(
  database: Pick<Database, 'processes' | 'clock'>,
  log: Log,
  now: () => number = Date.now,
): Promise<Processes> {
  let count = 1;
  let isApart = false;
  const compareClocks = async (): Promise<void> => {
    const before = now();
    const aheadMs = aheadOf(await database.clock(), before, now());
    const wasApart = isApart;
    isApart = Math.abs(aheadMs) > mostApartMs;
    if (isApart && !wasApart) log.warn({ aheadMs }, 'the clock differs from that of the database');
  };
  const look = async (): Promise<void> => {
    try {
      count = await database.processes();
      await compareClocks();
    } catch (error) {
      if (error instanceof UnavailableError) return;
      log.error({ err: error }, 'the processes of the database could not be counted');
    }
  };
  await look();
  const timer = setInterval(() => void look(), everyMs);
  timer.unref();
  return { count: () => count, close: () => clearInterval(timer) };
}

/** How far a clock that went from `before` to `after` is surely ahead; negative where it is behind. */
function aheadOf(there: number | null, before: number, after: number): number {
  if (there === null) return 0;
  return Math.round(Math.max(before - there, 0) + Math.min(after - there, 0));
}
