import { describe, expect, it } from 'vitest';
import { openTestSandbox } from './merchant.ts';

describe('an armed fault', () => {
  it.each([
    ['cut-before', 0, 'socket hang up'],
    ['cut-after', 1, 'socket hang up'],
    ['bad-signature', 1, 'Expected values'],
  ] as const)('%s leaves no believable answer, and %i orders', async (fault, orders, why) => {
    const { merchant, provider } = await openTestSandbox();
    provider.faults.arm({ fault, operation: 'createPayment' });
    await expect(merchant.payment()).rejects.toThrow(why);
    expect(provider.effects().ordersCreated).toBe(orders);
    expect((await merchant.payment({ merchantTradeNo: 'T2' })).code).toBe('OK');
  });

  it.each([
    ['error-before', 500, 'Common.SystemError', 0],
    ['error-after', 500, 'Common.SystemError', 1],
    ['expired-token', 401, 'Common.Unauthorized', 0],
  ] as const)('%s answers HTTP %i, %s, with %i orders', async (fault, status, code, orders) => {
    const { merchant, provider } = await openTestSandbox();
    provider.faults.arm({ fault });
    const answer = await merchant.payment();
    expect([answer.http.status, answer.code]).toEqual([status, code]);
    expect(provider.effects().ordersCreated).toBe(orders);
  });

  it('garbage is correctly signed and cannot be read', async () => {
    const { merchant, provider } = await openTestSandbox();
    provider.faults.arm({ fault: 'garbage' });
    await expect(merchant.payment()).rejects.toThrow(SyntaxError);
    expect(provider.effects().ordersCreated).toBe(1);
  });

  it('delay has its effect at once and answers later, on the sandbox’s clock', async () => {
    const { merchant, provider, clock } = await openTestSandbox();
    provider.faults.arm({ fault: 'delay', delayMs: 60_000 });
    const answering = merchant.payment();
    while (provider.effects().ordersCreated === 0) {
      // The request is on its way through a real socket.
      // oxlint-disable-next-line no-await-in-loop
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
    }
    await clock.advance(60_000);
    expect((await answering).code).toBe('OK');
  });

  it('waits for its operation, as often as it was armed, and can be cleared', async () => {
    const { merchant, provider } = await openTestSandbox();
    provider.faults.arm({ fault: 'error-before', operation: 'createPayout', times: 2 });
    expect((await merchant.payment()).code).toBe('OK');
    expect((await merchant.payout()).http.status).toBe(500);
    provider.faults.clear();
    expect((await merchant.payout()).http.status).toBe(200);
  });
});
