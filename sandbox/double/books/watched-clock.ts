import type { SandboxClock } from '../clock.ts';

/** The clock, with a call of `changed` after everything that it runs or waits for, and after each of its moves. */
export function watchClock(clock: SandboxClock, changed: () => void): SandboxClock {
  return {
    now: () => clock.now(),
    async advance(ms) {
      await clock.advance(ms);
      changed();
    },
    schedule(at, run) {
      return clock.schedule(at, () => {
        run();
        changed();
      });
    },
    catchUp: () => clock.catchUp(),
    track(work) {
      clock.track(work);
      void work.finally(changed);
    },
    close: () => clock.close(),
  };
}
