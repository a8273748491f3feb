import { UnavailableError } from '../domain/errors.ts';
import type { Log } from '../operations/deps.ts';
import type { Database } from '../store/database.ts';

/** How many processes work on the database, as of a moment ago. */
export interface Processes {
  count: () => number;
  close: () => void;
}

const everyMs = 2_000;

/** Resolves once they are counted. While the database cannot be reached, the last count stands. */
export async function followProcesses(
  database: Pick<Database, 'processes'>,
  log: Log,
): Promise<Processes> {
  let count = 1;
  const look = async (): Promise<void> => {
    try {
      count = await database.processes();
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
