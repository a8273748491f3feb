import { afterAll, beforeAll, expect, it } from 'vitest';
import { mendAttention } from '../../../src/operations/attention/mend.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { encode } from '../../../src/store/json.ts';
import { openTestApp } from '../../support/app.ts';
import type { AttentionQuery } from '../../generated/graphql.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, deliver, mutate, newKey, overpaid } from '../../support/operations.ts';
import { verified } from '../../support/verified.ts';
import { acknowledge, attentionOf, itemsOf } from './attention.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;
let plain: string;
const payments: string[] = [];
const orders: string[] = [];
let disputed: string;

beforeAll(async () => {
  testApp = await openTestApp();
  for (let count = 0; count < 3; count += 1) {
    const { id, order } = await overpaid(testApp, provider);
    payments.push(id);
    orders.push(order.id);
    await testApp.sandbox.clock.advance(1_000);
  }
  const order = await created(testApp, provider);
  disputed = order.id;
  await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', {
    orderNo: order.providerReference,
    orderStatus: 'PAID',
    token: 'ETH_USDT',
    payingAmount: 7,
  });
  plain = (await created(testApp, provider)).id;
});
afterAll(() => testApp.close());

const all = () => [...payments.map((id) => `ABNORMAL_PAYMENT ${id}`), `OTHER_AMOUNT ${disputed}`];

const ordersThat = async (filter: object, first = 100) => {
  const query = `query ($filter: OrderFilter, $first: Int) {
    orders(filter: $filter, first: $first) { nodes { id } pageInfo { hasNextPage endCursor } }
  }`;
  const { data } = await testApp.post({ query, variables: { filter, first } });
  const { orders: found } = data as { orders: { nodes: { id: string }[] } };
  return found.nodes.map(({ id }) => id);
};

it('is oldest first, in pages, with the number of all', async () => {
  expect(await itemsOf(testApp)).toEqual(all());
  const pages: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { attention }: AttentionQuery = await testApp.request(documents.attention, {
      first: 3,
      after,
      filter: null,
    });
    expect(attention.totalCount).toBe(4);
    pages.push(...attention.nodes.map(({ reason }) => reason));
    ({ hasNextPage: more, endCursor: after = null } = attention.pageInfo);
  }
  expect(pages).toEqual([...payments.map(() => 'ABNORMAL_PAYMENT'), 'OTHER_AMOUNT']);
});

it('is filtered by reasons and by account, and that of another account is empty', async () => {
  expect(await itemsOf(testApp, { reasons: ['OTHER_AMOUNT'] })).toEqual([
    `OTHER_AMOUNT ${disputed}`,
  ]);
  expect(await itemsOf(testApp, { account: testApp.accounts[provider] })).toEqual(all());
  expect(await attentionOf(testApp, { account: testApp.accounts.VEXORA })).toMatchObject({
    totalCount: 0,
    nodes: [],
  });
  expect(await attentionOf(testApp, { reasons: [] })).toMatchObject({ totalCount: 0, nodes: [] });
});

it('filters the orders that are in it, or one of whose abnormal payments is', async () => {
  const attended = [disputed, ...orders.toReversed()];
  expect(await ordersThat({ needsAttention: true })).toEqual(attended);
  expect(await ordersThat({ needsAttention: true }, 2)).toEqual(attended.slice(0, 2));
  expect(await ordersThat({ needsAttention: false })).toEqual([plain]);
  expect(await ordersThat({ needsAttention: false }, 1)).toEqual([plain]);
  expect(await ordersThat({ needsAttention: true, statuses: ['AWAITING_PAYMENT'] })).toEqual([
    disputed,
  ]);
  expect(await ordersThat({ needsAttention: true, account: testApp.accounts.VEXORA })).toEqual([]);
  const { providerReference } = (await orderById(testApp.app.deps.read, disputed)) ?? {};
  expect(await ordersThat({ needsAttention: true, providerReference })).toEqual([disputed]);
  expect(await ordersThat({ needsAttention: false, providerReference })).toEqual([]);
});

it('is counted in the metrics, which count too what comes and goes', async () => {
  const metrics = async () => (await fetch(testApp.url.replace('/graphql', '/metrics'))).text();
  expect(await metrics()).toContain('paygraph_attention_items{reason="ABNORMAL_PAYMENT"} 3');
  const [id = ''] = payments;
  const input = { idempotencyKey: newKey(), abnormalPayment: id, resolution: 'DISMISS', note: 'x' };
  await mutate(testApp, documents.resolveAbnormalPayment, { input });
  payments.shift();
  expect(await metrics()).toContain('paygraph_attention_items{reason="ABNORMAL_PAYMENT"} 2');
  expect(await metrics()).toContain(
    'paygraph_attention_total{reason="ABNORMAL_PAYMENT",change="ended"} 1',
  );
});

it('is mended where a process of an earlier version has changed records alone', async () => {
  const { deps } = testApp.app;
  const order = await orderById(deps.read, plain);
  const evidence = encode({ ...order?.evidence, attention: ['MONEY_ELSEWHERE'] });
  await deps.queue.commit(async (tx) => {
    await tx.run("delete from attention_items where reason = 'ABNORMAL_PAYMENT'");
    await tx.run('update abnormal_payments set attention = null');
    const marked =
      'update orders set evidence = ?, needs_attention = 1, unknown_since = 5 where id = ?';
    await tx.run(marked, evidence, plain);
    // It has ended what was begun here.
    await tx.run(
      `insert into attention_items (subject_id, reason, id, merchant_id, since)
       values (?, 'DEAD_WEBHOOK', 'att_1', ?, 1)`,
      'whd_gone',
      testApp.merchantId,
    );
  });
  await mendAttention(deps, () => true);
  expect((await itemsOf(testApp)).toSorted()).toEqual(
    [...all(), `ABNORMAL_PAYMENT ${plain}`].toSorted(),
  );
  const [first] = (await attentionOf(testApp)).nodes;
  expect(first).toMatchObject({ since: new Date(5).toISOString(), subject: { id: plain } });
  const before = await itemsOf(testApp);
  await mendAttention(deps, () => true);
  expect(await itemsOf(testApp)).toEqual(before);
});

it('stays the same over a restart, and every rule holds of it', async () => {
  await acknowledge(testApp, disputed, 'OTHER_AMOUNT');
  const before = await itemsOf(testApp);
  await testApp.restart();
  await testApp.app.runDue();
  expect(await itemsOf(testApp)).toEqual(before);
  const found = await verified(testApp.databaseUrl, { except: ['evidence'] });
  expect(found).toEqual([]);
});
