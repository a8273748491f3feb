import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { checkReachability } from '../../../src/operations/attention/check-reachability.ts';
import { createReachability } from '../../../src/operations/attention/reachability.ts';
import type { Deps } from '../../../src/operations/deps.ts';
import { encode } from '../../../src/store/json.ts';
import { orderById } from '../../../src/store/queries/orders.ts';
import { openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  created,
  deliver,
  mutate,
  newKey,
  nowhere,
  orderOf,
  overpaid,
  paid,
  redirect,
  refundAddress,
  refundOf,
} from '../../support/operations.ts';
import { listInstead, reconciled } from '../../support/reconciliation.ts';
import { deliveriesOf } from '../../support/webhooks.ts';
import { acknowledge, attentionOf, itemsOf, ladder, minute } from './attention.ts';

const [provider = 'W_CHECKOUT'] = triedBrands;
let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);

beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

it('nothing needs a person at first', async () => {
  expect(await attentionOf(testApp)).toMatchObject({ totalCount: 0, nodes: [] });
});

it('UNKNOWN_OUTCOME comes once the ladder has run out, and goes with the outcome', async () => {
  const { faults, webhooks } = sandbox();
  faults.arm({ fault: 'cut-after', operation: 'createOrder' });
  const { id, status } = await created(testApp, provider);
  expect(status).toBe('UNKNOWN');
  await webhooks.idle();
  webhooks.mode = 'hold';
  for (const operation of ['orderInfo', 'orderList'] as const) {
    faults.arm({ fault: 'error-before', operation, times: 1_000 });
  }
  for (const [step, ms] of ladder.entries()) {
    expect([step, await itemsOf(testApp)]).toEqual([step, []]);
    await testApp.advance(ms);
  }
  expect(await itemsOf(testApp)).toEqual([`UNKNOWN_OUTCOME ${id}`]);
  expect((await orderOf(testApp, id)).resolution).toMatchObject({ needsAttention: true });
  expect(await acknowledge(testApp, id, 'UNKNOWN_OUTCOME')).toMatchObject({
    __typename: 'InvalidStateError',
  });
  faults.clear();
  webhooks.mode = 'deliver';
  await mutate(testApp, documents.refreshOrder, { id });
  expect(await itemsOf(testApp)).toEqual([]);
});

it('ABNORMAL_PAYMENT comes with the money, and goes when a person has decided', async () => {
  const { id } = await overpaid(testApp, provider);
  const { nodes } = await attentionOf(testApp);
  expect(nodes).toMatchObject([
    { reason: 'ABNORMAL_PAYMENT', subject: { __typename: 'AbnormalPayment', id } },
  ]);
  expect(nodes[0]?.summary).toContain('10.00 USDT');
  expect(await acknowledge(testApp, id, 'ABNORMAL_PAYMENT')).toMatchObject({
    __typename: 'InvalidStateError',
  });
  const input = { idempotencyKey: newKey(), abnormalPayment: id, resolution: 'DISMISS', note: 'x' };
  await mutate(testApp, documents.resolveAbnormalPayment, { input });
  expect(await itemsOf(testApp)).toEqual([]);
});

it('OTHER_AMOUNT goes when it is acknowledged, and comes back with another amount alone', async () => {
  const { id, providerReference } = await created(testApp, provider);
  const other = (payingAmount: number) =>
    deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', {
      orderNo: providerReference,
      orderStatus: 'PAID',
      token: 'ETH_USDT',
      payingAmount,
    });
  await other(7);
  expect(await itemsOf(testApp)).toEqual([`OTHER_AMOUNT ${id}`]);
  await other(7);
  const key = newKey();
  const done = { __typename: 'AcknowledgeAttentionSuccess' };
  const again = () => acknowledge(testApp, id, 'OTHER_AMOUNT', { idempotencyKey: key });
  expect(await again()).toMatchObject({ ...done, replayed: false });
  expect(await again()).toMatchObject({ ...done, replayed: true });
  await other(7);
  expect(await itemsOf(testApp)).toEqual([]);
  expect((await orderOf(testApp, id)).resolution).toBeNull();
  expect(await acknowledge(testApp, id, 'OTHER_AMOUNT')).toMatchObject({
    __typename: 'InvalidStateError',
  });
  await other(8);
  expect(await itemsOf(testApp)).toEqual([`OTHER_AMOUNT ${id}`]);
  await acknowledge(testApp, id, 'OTHER_AMOUNT');
  expect(await itemsOf(testApp)).toEqual([]);
});

it('DIFFERENCE comes where reconciliation could not mend it, and goes once both agree', async () => {
  const { id, status } = await created(testApp, provider);
  const { deps } = testApp.app;
  // The provider says less than is known here.
  const text = 'update orders set evidence = ? where id = ?';
  const order = await orderById(deps.read, id);
  const seen = { ...order?.evidence.seen, PAID: { recordedAt: 1, firstAt: 1, lastAt: 1 } };
  const stored = encode({ ...order?.evidence, seen });
  await deps.queue.commit((tx) => tx.run(text, stored, id).then(() => undefined));
  const { findings, complete } = await reconciled(testApp, provider, 10 * minute);
  expect(complete).toBe(true);
  expect(findings.filter(({ healed }) => !healed).length).toBe(1);
  expect(await itemsOf(testApp)).toEqual([`DIFFERENCE ${id}`]);
  expect((await attentionOf(testApp)).nodes[0]?.summary).toContain(status);
  await acknowledge(testApp, id, 'DIFFERENCE');
  await reconciled(testApp, provider, 10 * minute);
  expect(await itemsOf(testApp)).toEqual([]);
  sandbox().expire(order?.providerReference ?? '');
  await reconciled(testApp, provider, 10 * minute);
  // The provider has another record than the one that was acknowledged.
  expect(await itemsOf(testApp)).toEqual([`DIFFERENCE ${id}`]);
  await acknowledge(testApp, id, 'DIFFERENCE');
  expect(await itemsOf(testApp)).toEqual([]);
});

it('DIFFERENCE of an account comes with records that are not known here', async () => {
  const id = testApp.accounts[provider];
  using _foreign = await listInstead(testApp, provider, 'listOrders', async (page, real) => {
    const list = await real(page);
    const [one] = list.observations;
    return {
      ...list,
      observations: [...list.observations, { ...one, providerReference: 'FOREIGN' }],
    } as never;
  });
  await reconciled(testApp, provider, 10 * minute);
  expect(await itemsOf(testApp, { account: id })).toContain(`DIFFERENCE ${id}`);
  await acknowledge(testApp, id, 'DIFFERENCE');
  await reconciled(testApp, provider, 10 * minute);
  expect(await itemsOf(testApp)).not.toContain(`DIFFERENCE ${id}`);
});

it('OVER_REFUNDED comes with refunds made elsewhere, goes when it is acknowledged, and comes back with more', async () => {
  const { id, providerReference: orderNo } = await paid(testApp, provider);
  const input = { idempotencyKey: newKey(), order: id, ...refundAddress(provider) };
  const { refund } = await mutate(testApp, documents.createRefund, { input });
  const inPortal = (refundOrderNo: string) =>
    deliver(testApp, provider, 'REFUND_ORDER_CHANGED', {
      refundOrderNo,
      orderNo,
      token: 'ETH_USDT',
      amount: 5,
      refundStatus: 'REFUNDED',
    });
  await inPortal(`PORTAL1${orderNo}`);
  expect(await itemsOf(testApp)).toEqual([`OVER_REFUNDED ${id}`]);
  expect((await refundOf(testApp, refund?.id ?? '')).resolution).not.toBeNull();
  await acknowledge(testApp, id, 'OVER_REFUNDED');
  expect(await itemsOf(testApp)).toEqual([]);
  expect((await refundOf(testApp, refund?.id ?? '')).resolution).toBeNull();
  await inPortal(`PORTAL1${orderNo}`);
  expect(await itemsOf(testApp)).toEqual([]);
  await inPortal(`PORTAL2${orderNo}`);
  expect(await itemsOf(testApp)).toEqual([`OVER_REFUNDED ${id}`]);
  await acknowledge(testApp, id, 'OVER_REFUNDED');
});

it('DEAD_WEBHOOK comes after the last attempt, and goes with the replay that applies it', async () => {
  const { deps } = testApp.app;
  const { providerReference: orderNo } = await created(testApp, provider);
  const only = { reasons: ['DEAD_WEBHOOK'] };
  const later = `LATER${orderNo}`;
  const data = { orderNo: later, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
  await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data);
  for (const s of [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]) {
    expect(await itemsOf(testApp, only)).toEqual([]);
    await testApp.advance(s * 1_000);
  }
  const [dead] = await deliveriesOf(testApp, provider, ['DEAD']);
  expect(await itemsOf(testApp, only)).toEqual([`DEAD_WEBHOOK ${dead?.id}`]);
  await mutate(testApp, documents.replayWebhook, { id: dead?.id });
  expect(await itemsOf(testApp, only)).toEqual([`DEAD_WEBHOOK ${dead?.id}`]);
  vi.spyOn(deps.ids, 'providerReference').mockReturnValueOnce(later);
  await created(testApp, provider);
  await mutate(testApp, documents.replayWebhook, { id: dead?.id });
  expect(await itemsOf(testApp, only)).toEqual([]);
});

it('ACCOUNT_UNREACHABLE comes after five minutes, and goes with the first call that arrives', async () => {
  const id = testApp.accounts[provider];
  const ofAccount = { account: id, reasons: ['ACCOUNT_UNREACHABLE'] };
  await created(testApp, provider);
  await redirect(testApp, provider, nowhere);
  await testApp.advance(30_000);
  await testApp.advance(4 * minute);
  expect(await itemsOf(testApp, ofAccount)).toEqual([]);
  await testApp.advance(minute);
  expect(await itemsOf(testApp, ofAccount)).toEqual([`ACCOUNT_UNREACHABLE ${id}`]);
  await redirect(testApp, provider);
  await testApp.advance(2 * minute);
  expect(await itemsOf(testApp, ofAccount)).toEqual([]);
});

it('ACCOUNT_UNREACHABLE is the same in each process: the call of one ends what another has begun', async () => {
  const id = testApp.accounts[provider];
  const only = { reasons: ['ACCOUNT_UNREACHABLE'] };
  const { deps } = testApp.app;
  const calls = (isReached: boolean): Deps => {
    const reachability = createReachability(deps.now);
    reachability.note(id, isReached);
    return { ...deps, connections: { ...deps.connections, reachability } };
  };
  const there = calls(true);
  await testApp.sandbox.clock.advance(1);
  const here = calls(false);
  await checkReachability(here);
  await testApp.sandbox.clock.advance(4 * minute);
  await checkReachability(there);
  expect(await itemsOf(testApp, only)).toEqual([]);
  await testApp.sandbox.clock.advance(minute);
  await checkReachability(here);
  await checkReachability(there);
  expect(await itemsOf(testApp, only)).toEqual([`ACCOUNT_UNREACHABLE ${id}`]);
  await testApp.sandbox.clock.advance(minute);
  await checkReachability(calls(true));
  expect(await itemsOf(testApp, only)).toEqual([]);
});
