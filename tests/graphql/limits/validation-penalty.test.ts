import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { createValidationPenalty } from '../../../src/graphql/limits/validation-penalty.ts';

const key = (keyId: string): Principal => ({
  kind: 'API_KEY',
  keyId,
  merchantId: 'mer_1',
  scopes: ['READ'],
});

/** Names in the order in which they were reported. */
function recording(penalty: ReturnType<typeof createValidationPenalty>) {
  const order: string[] = [];
  return {
    order,
    refused: async (name: string, principal: Principal, ms: number): Promise<void> => {
      await penalty.refused(principal, ms);
      order.push(name);
    },
  };
}

describe('a refusal by validation', () => {
  it('that took long to find is answered after ten times that time, each after the previous one', async () => {
    const { order, refused } = recording(createValidationPenalty(() => 0));
    const started = performance.now();
    await Promise.all([
      refused('third', key('a'), 4),
      refused('other', key('b'), 2),
      refused('fourth', key('a'), 2),
    ]);
    expect(order).toEqual(['other', 'third', 'fourth']);
    expect(performance.now() - started).toBeGreaterThan(55);
  });

  it('that was found quickly is answered at once, whatever delay the caller still has', async () => {
    const { order, refused } = recording(createValidationPenalty(() => 0));
    const dear = refused('dear', key('a'), 5);
    await refused('easy', key('a'), 0.9);
    expect(order).toEqual(['easy']);
    await dear;
  });

  it('never waits for more than a second', async () => {
    const penalty = createValidationPenalty(() => 0);
    const started = performance.now();
    await Promise.all([penalty.refused(key('a'), 5000), penalty.refused(key('a'), 5000)]);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
