import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { createToll } from '../../../src/graphql/limits/toll.ts';

const key = (keyId: string): Principal => ({
  kind: 'API_KEY',
  keyId,
  merchantId: 'mer_1',
  scopes: ['READ'],
});

/** Names in the order in which they were told. */
function telling(toll: ReturnType<typeof createToll>) {
  const told: string[] = [];
  return {
    told,
    pay: async (name: string, principal: Principal, ms: number): Promise<void> => {
      await toll.pay(principal, ms);
      told.push(name);
    },
  };
}

describe('a refusal', () => {
  it('that was hard to find is told after ten times what it cost, each after the one before', async () => {
    const { told, pay } = telling(createToll(() => 0));
    const started = performance.now();
    await Promise.all([
      pay('third', key('a'), 4),
      pay('other', key('b'), 2),
      pay('fourth', key('a'), 2),
    ]);
    expect(told).toEqual(['other', 'third', 'fourth']);
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('that was easy is told at once, whatever the caller still owes', async () => {
    const { told, pay } = telling(createToll(() => 0));
    const dear = pay('dear', key('a'), 5);
    await pay('easy', key('a'), 0.9);
    expect(told).toEqual(['easy']);
    await dear;
  });

  it('never waits for more than a second', async () => {
    const toll = createToll(() => 0);
    const started = performance.now();
    await Promise.all([toll.pay(key('a'), 5000), toll.pay(key('a'), 5000)]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
