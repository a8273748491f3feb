import { afterEach, describe, expect, it, vi } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, orderOf } from '../support/operations.ts';

/** Sets the machine's wall clock, ours and the provider's, and no other clock. */
function stepClock(ms: number): void {
  const real = Date.now.bind(Date);
  vi.spyOn(Date, 'now').mockImplementation(() => real() + ms);
}

/** Unknown, queried twice in vain, and due again in two minutes. */
async function waitingOrder(testApp: TestApp): Promise<string> {
  const { faults } = testApp.sandbox.provider('W_CHECKOUT');
  faults.arm({ fault: 'cut-after', operation: 'createOrder' });
  const { id } = await created(testApp, 'W_CHECKOUT');
  faults.arm({ fault: 'error-before', operation: 'orderInfo', times: 2 });
  for (const ms of [6_000, 31_000]) await testApp.advance(ms);
  expect((await orderOf(testApp, id)).status).toBe('UNKNOWN');
  return id;
}

describe('a clock that is set back', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('delays nothing, when that happens between the start of a process and its first poll', async () => {
    const testApp = await openTestApp({});
    try {
      const id = await waitingOrder(testApp);
      await testApp.restart();
      // Still later than the last event, so that the log does not show that the clock was set.
      stepClock(-30_000);
      await testApp.app.runDue();
      expect((await orderOf(testApp, id)).status).toBe('AWAITING_PAYMENT');
    } finally {
      await testApp.close();
    }
  });
});
