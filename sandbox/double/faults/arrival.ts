import type { ServerResponse } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import type { Faults } from './faults.ts';

/**
 * Resolves when a request takes effect, to the time by which its signature and expiry are judged: the time of its
 * arrival. A request with the fault `stray` has arrived before it takes effect.
 */
export async function arrival<Operation extends string>(
  faults: Faults<Operation>,
  clock: SandboxClock,
  operation: Operation,
  response: ServerResponse,
): Promise<number> {
  const lateMs = faults.take('late', operation);
  if (lateMs !== null) {
    await passed(clock, lateMs);
    return clock.now();
  }
  const receivedAt = clock.now();
  const strayMs = faults.take('stray', operation);
  if (strayMs !== null) {
    response.destroy();
    await passed(clock, strayMs);
  }
  return receivedAt;
}

/** Resolves after `ms` of sandbox time. `advance` then waits for the effect of the request. */
function passed(clock: SandboxClock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(clock.now() + ms, () => {
      clock.track(new Promise((done) => setImmediate(done)));
      resolve();
    });
  });
}
