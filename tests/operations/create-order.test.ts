import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  callsSince,
  footprint,
  newKey,
  orderInput,
  orderOf,
  pathOf,
  resolve,
} from '../support/operations.ts';

describe.each(triedBrands)('createOrder at %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);
  const create = (input: object) => mutate(testApp, documents.createOrder, { input });

  beforeAll(async () => {
    testApp = await openTestApp({ disabledTokens: ['TRX_USDC'], timeoutMs: 1_000 });
  });

  afterAll(() => testApp.close());

  describe('a provider that refuses', () => {
    it("fails the order with the provider's own words", async () => {
      const before = sandbox().effects();
      // A number that the provider does not accept.
      vi.spyOn(testApp.app.deps.ids, 'providerReference').mockReturnValueOnce('not-a-number');
      const { order } = await create(orderInput(testApp, provider));
      expect(order).toMatchObject({
        status: 'FAILED',
        phase: 'SETTLED',
        nextAction: null,
        failure: {
          code: 'REJECTED',
          providerCode: '00008',
          providerMessage: 'orderNo must contain only letters and numbers',
        },
      });
      await testApp.advance(60_000);
      expect(await pathOf(testApp, order?.id ?? '')).toEqual(['SUBMITTING', 'FAILED']);
      expect(sandbox().effects()).toEqual(before);
    });

    it('fails with METHOD_NOT_ENABLED where the token is not enabled for the account', async () => {
      const method = { stablecoin: { currency: 'USDC', network: 'TRON' } };
      const { order } = await create(orderInput(testApp, provider, { method }));
      expect(order).toMatchObject({
        status: 'FAILED',
        failure: { code: 'METHOD_NOT_ENABLED' },
        nextAction: null,
      });
      expect(sandbox().order(order?.providerReference ?? '').status).toBe('CANCELLED');
      await resolve(testApp);
      expect((await orderOf(testApp, order?.id ?? '')).failure).toMatchObject({
        code: 'METHOD_NOT_ENABLED',
      });
    });

    it('fails with PROVIDER_AUTHENTICATION where the credentials are not accepted', async () => {
      const { merchantId, ...keys } = testApp.credentials[provider];
      const wrong = { ...keys, apiSecret: 'not-the-secret' };
      const config =
        provider === 'W_CHECKOUT'
          ? { wCheckout: { ...wrong, merchantId } }
          : { anexpayXcheckout: wrong };
      const account = { name: 'wrong', baseUrl: sandbox().baseUrl, config };
      const made = await mutate(testApp, documents.createProviderAccount, { input: account });
      const { id } = made['account'] as { id: string };
      const { order } = await create(orderInput(testApp, provider, { account: id }));
      expect(order).toMatchObject({
        status: 'FAILED',
        failure: { code: 'PROVIDER_AUTHENTICATION' },
      });
      const disabled = { input: { id, enabled: false } };
      await mutate(testApp, documents.updateProviderAccount, disabled);
      expect(await create(orderInput(testApp, provider, { account: id }))).toMatchObject({
        __typename: 'NoRouteError',
        reasons: [expect.stringContaining('disabled')],
      });
    });

    it('never sends what no account can do', async () => {
      const before = await footprint(testApp);
      for (const more of [
        { amount: { amount: '100', currency: 'EUR' } },
        { amount: { amount: '1000000.01', currency: 'USD' } },
        { method: { pix: { presentation: 'QR_CODE' } } },
      ]) {
        const result = await create(orderInput(testApp, provider, more));
        expect(result).toMatchObject({ __typename: 'NoRouteError', retry: 'NEW_KEY' });
        expect(result.reasons).toHaveLength(1);
      }
      expect(await footprint(testApp)).toEqual(before);
    });
  });

  it('R24: a webhook before the answer decides, and the late answer changes nothing', async () => {
    sandbox().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 500 });
    const known = sandbox().requests().length;
    const answer = create(orderInput(testApp, provider));
    await vi.waitFor(() => expect(callsSince(sandbox(), known)).toContain('createOrder'));
    const { orders } = await testApp.request(documents.orders, { first: 1 });
    const [edge] = orders.edges;
    expect(edge?.node.status).toBe('SUBMITTING');
    const { providerReference } = await orderOf(testApp, edge?.node.id ?? '');
    await vi.waitFor(() => sandbox().pay(providerReference));
    await vi.waitFor(async () =>
      expect((await orderOf(testApp, edge?.node.id ?? '')).status).toBe('PAID'),
    );
    const { order } = await answer;
    expect(order).toMatchObject({
      id: edge?.node.id,
      status: 'PAID',
      paid: { amount: '101.00' },
      refundable: { amount: '101.00' },
      nextAction: null,
    });
    expect(await pathOf(testApp, order?.id ?? '')).toEqual(['SUBMITTING', 'PAID']);
  });

  it('R20: treats zero and null as different values', async () => {
    const input = orderInput(testApp, provider, { expiresIn: 0 });
    expect((await create(input)).issues?.map(({ path }) => path)).toEqual([['expiresIn']]);
    const empty = await testApp.request(documents.orders, { filter: { statuses: [] } });
    expect(empty.orders.edges).toEqual([]);
    const { order } = await create({ ...input, idempotencyKey: newKey(), expiresIn: 60 });
    expect(order?.version).toBe(2);
  });
});
