import type { ServerResponse } from 'node:http';
import type { SandboxClock } from './clock.ts';
import type { Faults } from './faults.ts';

/**
 * Resolves when a request takes effect, to the instant by which it is judged: that of its arrival, which a request
 * that strays within the provider has behind it.
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

/** A clock that is moved on waits for what the request does. */
function passed(clock: SandboxClock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.schedule(clock.now() + ms, () => {
      clock.track(new Promise((done) => setImmediate(done)));
      resolve();
    });
  });
}
