import type { Deps } from './operations/deps.ts';
import { resolveDue } from './operations/resolve-unknown.ts';
import { sweepReaders } from './operations/sweep-readers.ts';

export interface Schedule {
  /** Does now what is due, and resolves when it is done. */
  run(): Promise<void>;
  /** Starts no more, and resolves when what is under way has ended. */
  stop(): Promise<void>;
}

/** The clock calls: what is due is found through an index, so looking often costs little. */
export function startSchedule(deps: Deps, everyMs: number | null): Schedule {
  let under: Promise<void> = Promise.resolve();
  let stopped = false;
  const once = async (): Promise<void> => {
    if (stopped) return;
    try {
      await sweepReaders(deps);
      await resolveDue(deps);
    } catch (error) {
      deps.log.error({ err: error }, 'the schedule failed; it goes on');
    }
  };
  const run = (): Promise<void> => {
    under = under.then(once);
    return under;
  };
  let timer: NodeJS.Timeout | null = null;
  const again = (): void => {
    if (stopped || everyMs === null) return;
    timer = setTimeout(() => void run().then(again), everyMs);
    timer.unref();
  };
  again();
  return {
    run,
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await under;
    },
  };
}
