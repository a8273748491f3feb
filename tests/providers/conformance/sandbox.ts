import type { SandboxClock } from '../../../sandbox/double/clock.ts';
import type { Subject } from './subject.ts';

/** The member `sandbox` of a subject. Closing it also stops the clock. */
export const sandboxOf = (
  baseUrl: string,
  clock: SandboxClock,
  running: { close(): Promise<void> },
): Subject['sandbox'] => ({
  baseUrl,
  now: () => clock.now(),
  async close() {
    await running.close();
    clock.close();
  },
});
