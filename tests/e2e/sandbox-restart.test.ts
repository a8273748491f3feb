import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually } from '../support/app.ts';
import { startPaygraph } from '../support/process.ts';
import type { PaygraphProcess } from '../support/process.ts';

const customer = { id: 'c1', firstName: 'Asha', lastName: 'Rao', email: 'asha@example.test' };
const usd = { amount: '100', currency: 'USD' };
const stablecoin = { currency: 'USDT', network: 'ETHEREUM' };

/** An order at each provider, and the button of its cashier page that pays it. */
const orders: Record<string, [action: string, input: object]> = {
  ANEXPAY_XCHECKOUT: ['exact', { amount: usd, method: { stablecoin }, customer }],
  W_CHECKOUT: ['exact', { amount: usd, method: { stablecoin }, customer }],
  VEXORA: [
    'exact',
    {
      amount: { amount: '300', currency: 'TWD' },
      method: { eWallet: { wallet: 'LINEPAY' } },
      customer: { ...customer, phone: '0912345678', ipAddress: '203.0.113.7' },
    },
  ],
  NEXAPAY: [
    'pay',
    {
      amount: { amount: '100', currency: 'BRL' },
      method: { pix: { presentation: 'HOSTED_PAGE' } },
      customer: { ...customer, phone: '+5511987654321', document: '12345678909' },
    },
  ],
  EXAMPLEPAY: [
    'confirm',
    {
      amount: { amount: '100', currency: 'INR' },
      method: { upi: { flow: 'HOSTED_PAGE' } },
      customer: { ...customer, phone: '+919876543210' },
    },
  ],
};

interface Order {
  id: string;
  status: string;
  nextAction: { url?: string; checkoutUrl?: string } | null;
}

const pageOf = ({ nextAction }: Order): string => nextAction?.url ?? nextAction?.checkoutUrl ?? '';

/** The sandbox takes the five ports after that of the server. */
async function sixFreePorts(): Promise<number> {
  const first = 20_000 + Math.floor(Math.random() * 10_000);
  const servers = Array.from({ length: 6 }, () => createServer());
  try {
    await Promise.all(
      servers.map(
        (server, index) =>
          new Promise((resolve, reject) => {
            server.once('error', reject).listen(first + index, '127.0.0.1', () => resolve(null));
          }),
      ),
    );
    return first;
  } catch {
    return await sixFreePorts();
  } finally {
    for (const server of servers) server.close();
  }
}

describe('the demo, after it was killed', () => {
  let folder: string;
  let port: number;
  let key = '';
  let running: PaygraphProcess;

  const start = async (): Promise<void> => {
    running = await startPaygraph({
      program: 'demo/main.ts',
      port,
      databaseUrl: `sqlite:${join(folder, 'paygraph.sqlite')}`,
      adminKey: 'adm_that_is_long_enough_for_the_server',
      env: { PAYGRAPH_SANDBOX: 'on' },
      onLine(line) {
        key = /demo key\s+(\S+)/.exec(line)?.[1] ?? key;
      },
    });
    await eventually(async () => key !== '');
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paygraph-sandbox-'));
    port = await sixFreePorts();
    await start();
  });
  afterAll(async () => {
    await running?.kill();
    await rm(folder, { recursive: true, force: true });
  });

  async function query<Result>(text: string, variables: object = {}): Promise<Result> {
    const response = await fetch(`${running.base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: text, variables }),
    });
    const { data, errors } = (await response.json()) as { data: Result; errors?: unknown };
    if (errors !== undefined) throw new Error(JSON.stringify(errors));
    return data;
  }

  const fields = `id status nextAction {
    ... on RedirectAction { url } ... on DepositAddressAction { checkoutUrl } }`;

  async function create(provider: string, input: object): Promise<Order> {
    const { viewer } = await query<{
      viewer: { accounts: { id: string; provider: string }[] };
    }>('{ viewer { accounts { id provider } } }');
    const account = viewer.accounts.find((one) => one.provider === provider)?.id;
    const { createOrder } = await query<{ createOrder: { order: Order } }>(
      `mutation ($input: CreateOrderInput!) { createOrder(input: $input) {
        ... on CreateOrderSuccess { order { ${fields} } } } }`,
      { input: { idempotencyKey: `restart-${provider}`, reference: 'r', account, ...input } },
    );
    return createOrder.order;
  }

  it('has providers that know their orders, take payments and send webhooks', async () => {
    const created = await Promise.all(
      Object.entries(orders).map(async ([provider, [action, input]]) => ({
        provider,
        action,
        order: await create(provider, input),
      })),
    );
    await running.kill();
    await start();
    const paid = created.map(async ({ provider, action, order }) => {
      const { id } = order;
      const url = pageOf(order);
      expect((await fetch(url)).status).toBe(200);
      const body = new URLSearchParams({ action });
      await fetch(url, { method: 'POST', body, redirect: 'manual' });
      await eventually(async () => {
        const { order: now } = await query<{ order: Order }>(
          'query ($id: ID!) { order(id: $id) { id status } }',
          { id },
        );
        return now.status === 'PAID';
      }, 20_000);
      return provider;
    });
    expect(await Promise.all(paid)).toEqual(Object.keys(orders));
  });
});
