import { UnavailableError } from './domain/errors.ts';
import type { Deps } from './operations/deps.ts';
import type { EventSenders } from './operations/event-endpoints/sending/event-senders.ts';
import { createBackground } from './operations/due/background.ts';
import type { RetentionWork } from './operations/retention/run.ts';
import { createReaderSweep } from './operations/sweep-readers.ts';

export interface Schedule {
  /** Does what is due now. Resolves when it is done. */
  run(): Promise<void>;
  /** Starts no more work. Resolves when what is running has ended. */
  stop(): Promise<void>;
}

/** What this process does beside due work; null: not in this process. */
export interface BesideDueWork {
  senders: EventSenders | null;
  retention: RetentionWork | null;
}

/**
 * Polls for due work and for events to send every `everyMs` milliseconds; null: only on `run()`. Both are found through
 * indexes, so polling costs little.
 */
export function startSchedule(
  deps: Deps,
  { senders, retention }: BesideDueWork,
  everyMs: number | null,
  { serves, works }: { serves: boolean; works: boolean },
): Schedule {
  const background = createBackground(deps);
  const sweepReaders = createReaderSweep(deps);
  let polling: Promise<number> = Promise.resolve(0);
  let stopped = false;
  let isAway = false;
  const once = async (): Promise<number> => {
    if (stopped) return 0;
    try {
      if (serves) await sweepReaders();
      const started = works ? await background.start() : 0;
      await senders?.poll();
      retention?.start();
      isAway = false;
      return started;
    } catch (error) {
      // A database that is away is told once, and not with every poll.
      const wasAway = isAway;
      isAway = error instanceof UnavailableError;
      if (!(wasAway && isAway)) deps.log.error({ err: error }, 'the schedule failed; it goes on');
      return 0;
    }
  };
  const poll = (): Promise<number> => {
    polling = polling.then(once);
    return polling;
  };
  let timer: NodeJS.Timeout | null = null;
  const scheduleNext = (): void => {
    if (stopped || everyMs === null) return;
    timer = setTimeout(() => void poll().then(scheduleNext), everyMs);
    timer.unref();
  };
  scheduleNext();
  return {
    async run() {
      // One poll starts only a part of an account's due work. What cannot be claimed now is left to a later run.
      let claimed = await background.idle();
      await retention?.idle();
      while ((await poll()) > 0) {
        const before = claimed;
        claimed = await background.idle();
        if (claimed === before) break;
      }
      await background.idle();
      await senders?.idle();
      await retention?.idle();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      background.stop();
      retention?.stop();
      await polling;
      await background.idle();
      await senders?.stop();
      await retention?.idle();
    },
  };
}
