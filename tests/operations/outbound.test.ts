import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  exchangesOf,
  newKey,
  orderInput,
  orderOf,
  paid,
  redirect,
  refundAddress,
  refundOf,
} from '../support/operations.ts';

const provider = 'W_CHECKOUT';

describe('in production', () => {
  let testApp: TestApp;
  /** The addresses of names; they may change between two look-ups. */
  const names = new Map([
    ['psp.example', ['93.184.215.14']],
    ['inside.example', ['10.0.0.7']],
    ['mixed.example', ['93.184.215.14', '169.254.169.254']],
  ]);

  beforeAll(async () => {
    testApp = await openTestApp({
      environment: {
        NODE_ENV: 'production',
        PAYGRAPH_SANDBOX: 'off',
        PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
        PAYGRAPH_ADMIN_KEY: 'an-administrators-key',
        PAYGRAPH_PRIVATE_TARGETS: '127.0.0.1',
      },
      resolve: async (name) =>
        Promise.resolve((names.get(name) ?? []).map((address) => ({ address, family: 4 }))),
    });
  });

  afterAll(() => testApp.close());

  const accountAt = (baseUrl: string, name = 'here') => {
    const { merchantId, ...keys } = testApp.credentials[provider];
    const input = { name, baseUrl, config: { wCheckout: { ...keys, merchantId } } };
    return mutate(testApp, documents.createProviderAccount, { input });
  };
  const notPublic = {
    __typename: 'ValidationError',
    issues: [{ path: ['baseUrl'], message: 'leads to an address that is not public' }],
  };

  it.each([
    'https://10.0.0.1',
    'https://2852039166/latest/meta-data',
    'https://[::ffff:127.0.0.1]',
    'https://[fd00:ec2::254]',
    'https://127.0.0.2',
    'http://[::1]:8080',
    'https://inside.example',
    'https://INSIDE.example.:8443/api',
    'https://mixed.example',
  ])('no account is made or moved to %s', async (baseUrl) => {
    names.set('inside.example.', names.get('inside.example') ?? []);
    expect(await accountAt(baseUrl)).toMatchObject(notPublic);
    const id = testApp.accounts[provider];
    const input = { id, baseUrl, name: 'moved' };
    expect(await mutate(testApp, documents.updateProviderAccount, { input })).toMatchObject(
      notPublic,
    );
    const { account } = await mutate(testApp, documents.updateProviderAccount, { input: { id } });
    expect(account).toMatchObject({
      name: provider,
      baseUrl: testApp.sandbox.provider(provider).baseUrl,
    });
  });

  it('what the configuration allows is called as before', async () => {
    expect((await created(testApp, provider)).status).toBe('AWAITING_PAYMENT');
  });

  it('an order is not sent to where a name has moved since its account was made', async () => {
    const { account } = await accountAt('https://psp.example');
    const { id = '' } = (account ?? {}) as { id?: string };
    names.set('psp.example', ['10.0.0.7']);
    const input = orderInput(testApp, provider, { account: id });
    const { order } = await mutate(testApp, documents.createOrder, { input });
    expect(order).toMatchObject({
      status: 'FAILED',
      failure: {
        code: 'PROVIDER_UNAVAILABLE',
        message: 'Nothing was sent: the provider could not be reached.',
      },
    });
    expect(new Set(await exchangesOf(testApp, order?.id ?? ''))).toEqual(
      new Set(['getAccessToken NOT_SENT']),
    );
  });
});

/** Stands in front of the provider, and can be taken away and put back. */
async function openFront(target: string) {
  const { port: behind } = new URL(target);
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    const inner = connect(Number(behind), '127.0.0.1');
    for (const one of [socket, inner]) {
      sockets.add(one);
      one.on('error', () => one.destroy()).on('close', () => sockets.delete(one));
    }
    socket.pipe(inner).pipe(socket);
  });
  const listen = async (port: number): Promise<void> => {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const { port } = server.address() as AddressInfo;
  return {
    url: target.replace(behind, String(port)),
    async removeAddress() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
    putBack: () => listen(port),
  };
}

describe('a provider that is down for long', () => {
  let testApp: TestApp;
  let front: Awaited<ReturnType<typeof openFront>>;
  const circuits = () => testApp.app.deps.connections.openCircuits();
  const open = { account: '', provider, state: 'OPEN' };
  const metric = async (): Promise<string | undefined> => {
    const text = await (await fetch(testApp.url.replace('/graphql', '/metrics'))).text();
    return /^paygraph_circuit_open\{.*$/m.exec(text)?.[0];
  };

  beforeAll(async () => {
    testApp = await openTestApp();
    front = await openFront(testApp.sandbox.provider(provider).baseUrl);
    open.account = testApp.accounts[provider];
    await redirect(testApp, provider, front.url);
  });

  afterAll(async () => {
    await testApp.close();
    await front.removeAddress();
  });

  it('opens its circuit, loses nothing, and is found again as soon as it is back', async () => {
    const waiting = await created(testApp, provider);
    const toRefund = await paid(testApp, provider);
    const before = testApp.sandbox.provider(provider).effects();
    expect(await metric()).toBeUndefined();
    await front.removeAddress();

    let orders = 0;
    for (; circuits().length === 0 && orders < 10; orders += 1) {
      expect((await created(testApp, provider)).failure?.code).toBe('PROVIDER_UNAVAILABLE');
    }
    expect(orders).toBeGreaterThan(2);
    expect(await metric()).toBe(`paygraph_circuit_open{provider="${provider}"} 1`);

    // What is due is not queried in vain, except for one job where the circuit is half open.
    await testApp.sandbox.clock.advance(30_000);
    const exchanges = (await exchangesOf(testApp, waiting.id)).length;
    const input = { idempotencyKey: newKey(), order: toRefund.id, ...refundAddress(provider) };
    const { refund } = await mutate(testApp, documents.createRefund, { input });
    expect(refund?.status).toBe('REQUESTED');
    expect(circuits()).toEqual([open]);
    await testApp.app.runDue();
    expect(await exchangesOf(testApp, waiting.id)).toHaveLength(exchanges);
    expect(await mutate(testApp, documents.refreshOrder, { id: waiting.id })).toMatchObject({
      __typename: 'ProviderUnavailableError',
    });

    await front.putBack();
    expect((await created(testApp, provider)).status).toBe('AWAITING_PAYMENT');
    expect(circuits()).toEqual([]);
    expect(await metric()).toBeUndefined();
    await testApp.advance(5_000);
    expect((await refundOf(testApp, refund?.id ?? '')).status).toBe('PENDING');
    expect((await orderOf(testApp, waiting.id)).status).toBe('AWAITING_PAYMENT');
    const { ordersCreated, refundsCreated } = testApp.sandbox.provider(provider).effects();
    expect([ordersCreated, refundsCreated]).toEqual([
      before.ordersCreated + 1,
      before.refundsCreated + 1,
    ]);
  });
});
