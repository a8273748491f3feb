import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signWebhook } from '../../src/providers/stablecoin-gateway/webhook.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { eventually } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import type { Document, Subject, MutationResult } from '../support/operations.ts';
import { ownDatabase } from '../support/own-database.ts';
import type { OwnDatabase } from '../support/own-database.ts';
import { startPaygraph } from '../support/process.ts';
import type { PaygraphProcess } from '../support/process.ts';

const adminKey = 'the-administrator-of-this-test';

const orderInput = (idempotencyKey: string) => ({
  idempotencyKey,
  reference: idempotencyKey,
  amount: { amount: '100', currency: 'USD' },
  method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
});

/** The real process, on a database file that outlives it. */
describe('a process that is killed', () => {
  let database: OwnDatabase;
  let sandbox: Sandbox;
  let child: PaygraphProcess | null = null;
  let base = '';
  let key = adminKey;
  let account = '';

  const start = async (): Promise<void> => {
    child = await startPaygraph({ databaseUrl: database.url, adminKey });
    ({ base } = child);
  };

  const kill = async (): Promise<void> => child?.kill();

  const post = async (document: Document, variables: object): Promise<MutationResult> => {
    const response = await fetch(`${base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
      body: JSON.stringify({ query: print(document), variables }),
    });
    const { data } = (await response.json()) as { data: Record<string, MutationResult> };
    const [result] = Object.values(data);
    if (!result) throw new Error('nothing was answered');
    return result;
  };

  const provider = () => sandbox.provider('ANEXPAY_XCHECKOUT');
  let signKey = '';

  beforeAll(async () => {
    database = await ownDatabase();
    sandbox = await startSandbox();
    await start();
    const { merchantId: _, ...credentials } = provider().createMerchantAccount();
    ({ signKey } = credentials);
    const made = await post(documents.createMerchant, { input: { name: 'Shop' } });
    const merchant = (made['merchant'] as { id: string }).id;
    const { baseUrl } = provider();
    const config = { anexpayXcheckout: credentials };
    const input = { merchant, name: 'Shop', baseUrl, config };
    const opened = await post(documents.createProviderAccount, { input });
    account = (opened['account'] as { id: string }).id;
    const scopes = ['READ', 'ORDERS_WRITE', 'REFUNDS_WRITE', 'SETTLEMENTS_WRITE', 'MANAGE'];
    const named = { merchant, name: 'all', scopes };
    key = String((await post(documents.createApiKey, { input: named }))['secret']);
  });

  afterAll(async () => {
    await kill();
    await sandbox.close();
    await database.remove();
  });

  const orderOf = async (id: string) =>
    (await post(documents.orderInFull, { id })) as unknown as Subject & {
      events: { nodes: { to: string }[] };
    };

  it('right after it has acknowledged a webhook still has it after the restart', async () => {
    const { order } = await post(documents.createOrder, { input: orderInput('crash-order-1') });
    const { id = '', providerReference: orderNo = '' } = order ?? {};
    const now = Date.now();
    const timestamp = Math.floor(now / 1000);
    const view = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    const event = {
      eventId: 'crash-1',
      eventType: 'CHECKOUT_ORDER_CHANGED',
      timestamp,
      data: view,
    };
    const body = JSON.stringify(event);
    const headers = { 'content-type': 'application/json', ...signWebhook(body, signKey, now) };
    const url = `${base}/webhooks/${account}`;
    const acknowledged = await fetch(url, { method: 'POST', headers, body });
    const gone = kill();
    expect(acknowledged.status).toBe(200);
    await gone;
    await start();
    const after = await orderOf(id);
    expect(after).toMatchObject({ status: 'PAID', paid: { amount: '101.00' } });
    expect(after.events.nodes.map(({ to }) => to)).toEqual([
      'SUBMITTING',
      'AWAITING_PAYMENT',
      'PAID',
    ]);
    // The same webhook again is recognized.
    const again = await fetch(`${base}/webhooks/${account}`, { method: 'POST', headers, body });
    expect(again.status).toBe(200);
    expect((await orderOf(id)).version).toBe(after.version);
  });

  it('between the arrival of an order and its answer resolves the order afterwards', async () => {
    const before = provider().effects().ordersCreated;
    provider().faults.arm({ fault: 'delay', operation: 'createOrder', delayMs: 60_000 });
    const input = orderInput('crash-order-2');
    const lost = post(documents.createOrder, { input }).catch(() => null);
    await eventually(async () => provider().effects().ordersCreated > before);
    await kill();
    expect(await lost).toBeNull();
    await start();
    const { order, replayed } = await post(documents.createOrder, { input });
    expect(replayed).toBe(true);
    expect(order).toMatchObject({ status: 'UNKNOWN', failure: null });
    const id = order?.id ?? '';
    await eventually(async () => (await orderOf(id)).status === 'AWAITING_PAYMENT');
    expect((await orderOf(id)).events.nodes.map(({ to }) => to)).toEqual([
      'SUBMITTING',
      'UNKNOWN',
      'AWAITING_PAYMENT',
    ]);
    expect(provider().effects().ordersCreated - before).toBe(1);
  });

  it('between a cancel and its answer still knows which key canceled', async () => {
    const { order } = await post(documents.createOrder, { input: orderInput('crash-order-3') });
    const { id = '', providerReference: orderNo = '' } = order ?? {};
    provider().faults.arm({ fault: 'delay', operation: 'cancelOrder', delayMs: 60_000 });
    const input = { id, idempotencyKey: 'crash-cancel-3' };
    const lost = post(documents.cancelOrder, { input }).catch(() => null);
    await eventually(async () => provider().order(orderNo).status === 'CANCELLED');
    await kill();
    expect(await lost).toBeNull();
    await start();
    await post(documents.refreshOrder, { id });
    const other = { ...input, idempotencyKey: 'crash-cancel-4' };
    expect(await post(documents.cancelOrder, { input: other })).toMatchObject({
      code: 'INVALID_STATE',
      status: 'CANCELED',
    });
    expect((await post(documents.cancelOrder, { input })).order?.status).toBe('CANCELED');
  });

  it('has in its audit trail whose mutation it was, with an outcome only where one was known', async () => {
    const query = `query ($subject: ID!) {
      auditTrail(filter: { subject: $subject }) { nodes { mutation outcome principal { name } } }
    }`;
    const trail = async (subject: string) => {
      const body = JSON.stringify({ query, variables: { subject } });
      const headers = { 'content-type': 'application/json', authorization: `Bearer ${key}` };
      const response = await fetch(`${base}/graphql`, { method: 'POST', headers, body });
      type AuditAnswer = {
        data: { auditTrail: { nodes: { mutation: string; outcome: string | null }[] } };
      };
      const { nodes } = ((await response.json()) as AuditAnswer).data.auditTrail;
      for (const node of nodes) expect(node).toMatchObject({ principal: { name: 'all' } });
      return nodes.map(({ mutation, outcome }) => `${mutation} ${outcome}`).toReversed();
    };
    const { order: second } = await post(documents.createOrder, {
      input: orderInput('crash-order-2'),
    });
    expect(await trail(second?.id ?? '')).toEqual([
      'createOrder null',
      'createOrder REPLAYED',
      'createOrder REPLAYED',
    ]);
    const { order: third } = await post(documents.createOrder, {
      input: orderInput('crash-order-3'),
    });
    expect(await trail(third?.id ?? '')).toEqual([
      'createOrder SUCCEEDED',
      'cancelOrder null',
      'refreshOrder SUCCEEDED',
      'cancelOrder INVALID_STATE',
      'cancelOrder SUCCEEDED',
      'createOrder REPLAYED',
    ]);
  });
});
