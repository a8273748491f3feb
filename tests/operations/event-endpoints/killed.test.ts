import { expect, it } from 'vitest';
import { sendWhileKilled } from '../../deliveries/killed.ts';

it('loses and reorders nothing while the processes that send are killed, and receivers fail', async () => {
  const { violations, missing, posts, verified, deliveries } = await sendWhileKilled({
    merchants: 2,
    endpoints: 2,
    orders: 20,
    events: 100,
    kills: 1,
    faults: 0.02,
    hangs: false,
    seed: 'killed',
    withinMs: 100_000,
  });
  expect({ violations, missing, verified }).toEqual({
    violations: [],
    missing: 0,
    verified: posts,
  });
  expect(posts).toBeGreaterThanOrEqual(deliveries);
}, 120_000);
