import { describe, expect, it } from 'vitest';
import type { Fault } from '../../sandbox/double/faults/faults.ts';
import { BRAND_NAMES, openTestSandbox } from './client.ts';

describe.each(BRAND_NAMES)('faults of %s', (name) => {
  async function open(fault: Fault) {
    const testSandbox = await openTestSandbox(name);
    await testSandbox.merchant.token();
    testSandbox.provider.faults.arm({ fault, operation: 'createOrder' });
    const created = (): number => testSandbox.provider.effects().ordersCreated;
    return { ...testSandbox, created };
  }

  it.each([
    ['cut-before', 0],
    ['cut-after', 1],
  ] as const)('give no answer with %s, and %i orders', async (fault, orders) => {
    const { merchant, created } = await open(fault);
    await expect(merchant.createOrder()).rejects.toThrow('socket hang up');
    expect(created()).toBe(orders);
    const again = await merchant.createOrder();
    expect(again.retcode).toBe(orders === 0 ? '200' : '90409');
  });

  it.each([
    ['error-before', 0],
    ['error-after', 1],
  ] as const)('answer HTTP 500 with %s, and leave %i orders', async (fault, orders) => {
    const { merchant, created } = await open(fault);
    const { http, retcode } = await merchant.createOrder();
    expect([http.status, retcode]).toEqual([500, '90500']);
    expect(created()).toBe(orders);
  });

  it('give with bad-signature a success that cannot be believed', async () => {
    const { merchant, created } = await open('bad-signature');
    await expect(merchant.createOrder()).rejects.toThrow('strictly equal');
    expect(created()).toBe(1);
  });

  it('give with garbage a body that cannot be read', async () => {
    const { merchant, created } = await open('garbage');
    await expect(merchant.createOrder()).rejects.toThrow(SyntaxError);
    expect(created()).toBe(1);
  });

  it('have with delay the effect at once, and the answer when the clock has moved', async () => {
    const { merchant, provider, clock } = await openTestSandbox(name);
    await merchant.createOrder();
    const cancel = '/checkout/order/cancel?orderNo=T1';
    provider.faults.arm({ fault: 'delay', operation: 'cancelOrder', delayMs: 10_000 });
    let answered = false;
    const call = merchant.get(cancel).then((answer) => {
      answered = true;
      return answer;
    });
    await expect.poll(() => provider.order('T1').status).toBe('CANCELLED');
    expect(answered).toBe(false);
    await clock.advance(10_000);
    expect((await call).retdata).toBe(true);
  });

  it('refuse once with expired-token, without effect, and the token still lives', async () => {
    const { merchant, created } = await open('expired-token');
    const { http, retcode } = await merchant.createOrder();
    expect([http.status, retcode, created()]).toEqual([401, '90401', 0]);
    expect((await merchant.createOrder()).retcode).toBe('200');
  });

  it('affect the operation and the number of calls for which they are armed', async () => {
    const { merchant, provider } = await openTestSandbox(name);
    provider.faults.arm({ fault: 'error-before', operation: 'orderInfo', times: 2 });
    expect((await merchant.createOrder()).retcode).toBe('200');
    const codes: unknown[] = [];
    for (let call = 0; call < 3; call += 1) {
      // oxlint-disable-next-line no-await-in-loop
      codes.push((await merchant.get('/checkout/order/info?orderNo=T1')).retcode);
    }
    expect(codes).toEqual(['90500', '90500', '200']);
    provider.faults.arm({ fault: 'error-before' });
    provider.faults.clear();
    expect((await merchant.get('/checkout/order/info?orderNo=T1')).retcode).toBe('200');
  });

  it('affect the token call too, and every request is recorded without its secrets', async () => {
    const { merchant, provider } = await openTestSandbox(name);
    provider.faults.arm({ fault: 'error-before' });
    expect((await merchant.tokenCall('?grant_type=x')).status).toBe(500);
    await merchant.createOrder();
    const requests = provider.requests().map(({ operation, retcode }) => [operation, retcode]);
    expect(requests).toEqual([
      ['token', '90500'],
      ['token', '200'],
      ['createOrder', '200'],
    ]);
    expect(JSON.stringify(provider.requests())).not.toContain(merchant.credentials.apiSecret);
  });
});
