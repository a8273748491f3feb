import type { ExecutionResult } from 'graphql';
import { describe, expect, it } from 'vitest';
import type { Principal } from '../../../src/domain/principal.ts';
import { createSemaphore, createOperationLimiter } from '../../../src/graphql/limits/semaphore.ts';

const payer = (orderId: string): Principal => ({
  kind: 'CLIENT',
  merchantId: 'mer_1',
  orderId,
  expiresAt: Infinity,
});
const key: Principal = { kind: 'API_KEY', keyId: 'key_1', merchantId: 'mer_1', scopes: ['READ'] };

function createRun() {
  const limiter = createOperationLimiter();
  return async (...args: Parameters<typeof limiter.run>) => limiter.run(...args);
}

/** Work that ends when the test ends it, and the amount that runs. */
function working() {
  const ends: (() => void)[] = [];
  let running = 0;
  const work = async (): Promise<ExecutionResult> => {
    running += 1;
    await new Promise<void>((resolve) => ends.push(resolve));
    running -= 1;
    return { data: {} };
  };
  const endAll = async (): Promise<void> => {
    for (let end = ends.shift(); end; end = ends.shift()) {
      end();
      await new Promise(setImmediate);
    }
  };
  return { work, endAll, running: () => running };
}

describe('costly operations', () => {
  it('of the client tokens of one order run one after the other; of two orders, and cheap ones, at once', async () => {
    const run = createRun();
    const { work, endAll, running } = working();
    const all = [
      ...[1, 2, 3].map(() => run(payer('ord_1'), 501, work)),
      run(payer('ord_2'), 20_000, work),
      run(payer('ord_1'), 500, work),
    ];
    await new Promise(setImmediate);
    expect(running()).toBe(3);
    await endAll();
    expect(await Promise.all(all)).toEqual(all.map(() => ({ data: {} })));
  });

  it('of a client token are refused while too many wait, and accepted again later', async () => {
    const run = createRun();
    const { work, endAll } = working();
    const all = Array.from({ length: 20 }, () => run(payer('ord_1'), 1000, work));
    await new Promise(setImmediate);
    await endAll();
    const results = await Promise.all(all);
    const refused = results.filter(({ errors }) => errors);
    expect(refused).toHaveLength(3);
    expect(refused[0]?.errors?.[0]?.extensions).toEqual({ code: 'TOO_MANY_OPERATIONS' });
    const again = run(payer('ord_1'), 1000, () => ({ data: { again: true } }));
    expect(await again).toEqual({ data: { again: true } });
  });

  it('that fail let the next one run', async () => {
    const run = createRun();
    const failing = run(payer('ord_1'), 1000, () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await run(payer('ord_1'), 1000, () => ({ data: {} }))).toEqual({ data: {} });
  });

  it('of keys do not wait', async () => {
    const run = createRun();
    const { work, endAll, running } = working();
    const all = [1, 2, 3].map(() => run(key, 20_000, work));
    await new Promise(setImmediate);
    expect(running()).toBe(3);
    await endAll();
    await Promise.all(all);
  });
});

describe('a semaphore', () => {
  it('runs so many at once, and the others in the order in which they came', async () => {
    const semaphore = createSemaphore(2);
    const { work, endAll, running } = working();
    const order: number[] = [];
    const all = [1, 2, 3, 4].map(async (name) => {
      await semaphore.run(work);
      order.push(name);
    });
    await new Promise(setImmediate);
    expect([running(), semaphore.count()]).toEqual([2, 4]);
    await endAll();
    await Promise.all(all);
    expect(order).toEqual([1, 2, 3, 4]);
    expect(semaphore.count()).toBe(0);
  });
});
