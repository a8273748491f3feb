import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { print } from 'graphql';
import { openTestApp, triedBrands } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  callsSince,
  created,
  deliver,
  mutate,
  newKey,
  orderOf,
  paid,
  pathOf,
  refundAddress,
  refundOf,
  settlementInput,
  settlementOf,
} from '../../support/operations.ts';
import type { Subject } from '../../support/operations.ts';
import { verified } from '../../support/verified.ts';
import { backOfficeOf } from '../abnormal-payments/back-office.ts';
import { download, rowsOfCsv } from '../exports/files.ts';
import { acknowledge, decide, itemsOf } from './attention.ts';

const [provider = 'W_CHECKOUT'] = triedBrands;
let testApp: TestApp;
const sandbox = () => testApp.sandbox.provider(provider);

beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());
beforeEach(() => {
  sandbox().faults.clear();
});

/** What is lost on its way: the provider never hears of it. */
async function lostOrder(): Promise<Subject> {
  sandbox().faults.arm({ fault: 'error-before', operation: 'createOrder' });
  const order = await created(testApp, provider);
  expect(order.status).toBe('UNKNOWN');
  return order;
}

async function lostRefund(order: string, amount?: string): Promise<Subject> {
  sandbox().faults.arm({ fault: 'error-before', operation: 'createRefund' });
  const usdt = { currency: 'USDT', network: 'ETHEREUM' };
  const input = {
    idempotencyKey: newKey(),
    order,
    ...refundAddress(provider),
    ...(amount !== undefined && { amount: { amount, ...usdt } }),
  };
  const { refund } = await mutate(testApp, documents.createRefund, { input });
  expect(refund?.status).toBe('UNKNOWN');
  return refund as Subject;
}

const decided = { __typename: 'DecideUnknownSuccess' };

it('a decision ends what is unknown at once, is told in the explanation, and sends nothing', async () => {
  const { id } = await lostOrder();
  const since = sandbox().requests().length;
  const key = { idempotencyKey: newKey() };
  expect(await decide(testApp, id, 'NEVER_HAPPENED', key)).toMatchObject({
    ...decided,
    subject: { id, order: 'FAILED' },
    replayed: false,
  });
  expect(await decide(testApp, id, 'NEVER_HAPPENED', key)).toMatchObject({ replayed: true });
  expect(await decide(testApp, id, 'HAPPENED', key)).toMatchObject({
    __typename: 'IdempotencyConflictError',
  });
  expect(await decide(testApp, id, 'HAPPENED')).toMatchObject({
    __typename: 'InvalidStateError',
    message: expect.stringContaining('FAILED'),
  });
  expect(await orderOf(testApp, id)).toMatchObject({
    status: 'FAILED',
    phase: 'SETTLED',
    resolution: null,
    failure: { code: 'PROVIDER_UNAVAILABLE' },
  });
  expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'UNKNOWN', 'FAILED']);
  const query = `query ($id: ID!) { order(id: $id) { explanation { subjectStatus decisive { rule says } } } }`;
  const { data } = await testApp.post({ query, variables: { id } });
  expect(data).toMatchObject({
    order: {
      explanation: {
        subjectStatus: 'FAILED',
        decisive: {
          rule: 'DECIDED',
          says: 'NEVER_HAPPENED, decided with all: their support said so',
        },
      },
    },
  });
  await testApp.advance(86_400_000);
  expect(callsSince(sandbox(), since)).not.toContain('createOrder');
  expect(await itemsOf(testApp)).toEqual([]);
});

it('what never happened frees the amount of a refund, and the later word of the provider wins all the same', async () => {
  const order = await paid(testApp, provider);
  const { id, providerReference: refundOrderNo } = await lostRefund(order.id);
  expect(await orderOf(testApp, order.id)).toMatchObject({ refundable: { amount: '0.00' } });
  await decide(testApp, id, 'NEVER_HAPPENED');
  expect(await orderOf(testApp, order.id)).toMatchObject({ refundable: { amount: '101.00' } });
  await lostRefund(order.id, '60').then((second) => decide(testApp, second.id, 'HAPPENED'));
  expect(await orderOf(testApp, order.id)).toMatchObject({
    refunded: { amount: '60.00' },
    refundable: { amount: '41.00' },
  });
  const data = { refundOrderNo, orderNo: order.providerReference, token: 'ETH_USDT', amount: 101 };
  const succeeds = () =>
    deliver(testApp, provider, 'REFUND_ORDER_CHANGED', { ...data, refundStatus: 'REFUNDED' });
  await succeeds();
  await succeeds();
  expect((await refundOf(testApp, id)).status).toBe('SUCCEEDED');
  expect(await pathOf(testApp, id)).toEqual(['SUBMITTING', 'UNKNOWN', 'FAILED', 'SUCCEEDED']);
  expect((await itemsOf(testApp)).toSorted()).toEqual([
    `DECISION_CONTRADICTED ${id}`,
    `OVER_REFUNDED ${order.id}`,
  ]);
  await acknowledge(testApp, id, 'DECISION_CONTRADICTED');
  await acknowledge(testApp, order.id, 'OVER_REFUNDED');
  await succeeds();
  expect(await itemsOf(testApp)).toEqual([]);
});

it('what happened is paid in the amount that was requested, where that is known', async () => {
  const { id, providerReference: orderNo } = await lostOrder();
  await decide(testApp, id, 'HAPPENED');
  // The provider has never said how much of the token is due for 100.00 USD.
  expect(await orderOf(testApp, id)).toMatchObject({ status: 'PAID', paid: null });
  await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', { orderNo, orderStatus: 'TIMEOUT' });
  expect((await orderOf(testApp, id)).status).toBe('EXPIRED');
  expect(await itemsOf(testApp)).toEqual([`DECISION_CONTRADICTED ${id}`]);
  await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', {
    orderNo,
    orderStatus: 'PAID',
    token: 'ETH_USDT',
    payingAmount: 101,
  });
  expect(await orderOf(testApp, id)).toMatchObject({ status: 'PAID', paid: { amount: '101.00' } });
  expect(await itemsOf(testApp)).toEqual([]);
});

it('late money that is accepted for an order that happened is that money, and counts once', async () => {
  const order = await lostOrder();
  // A status that is not known here, with the amount that is due.
  await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', {
    orderNo: order.providerReference,
    orderStatus: 'ON_HOLD',
    token: 'ETH_USDT',
    payingAmount: 101,
  });
  await decide(testApp, order.id, 'HAPPENED');
  expect(await orderOf(testApp, order.id)).toMatchObject({ paid: { amount: '101.00' } });
  const backOffice = backOfficeOf(testApp, provider);
  const late = { type: 'LATE_PAYMENT', amount: '101', pendingAmount: '101' };
  await backOffice.resolve(await backOffice.report(order, late), 'ACCEPT');
  expect(await orderOf(testApp, order.id)).toMatchObject({
    status: 'PAID',
    paid: { amount: '101.00' },
    refundable: { amount: '0.00' },
  });
  const { text } = await download(testApp, 'movements.csv');
  const moved = rowsOfCsv(text).filter((row) => row['order'] === order.id);
  expect(moved.map(({ type, amount }) => `${type} ${amount}`)).toEqual([
    'PAID 101.00',
    'PAID -101.00',
    'ACCEPTED 101.00',
  ]);
  expect(await verified(testApp.databaseUrl, { sealer: testApp.app.deps.sealer })).toEqual([]);
});

it('a settlement is decided too, and what the provider agrees with needs nobody', async () => {
  await paid(testApp, provider);
  sandbox().faults.arm({ fault: 'cut-after', operation: 'createSettlement' });
  sandbox().webhooks.mode = 'hold';
  const input = settlementInput(testApp, provider);
  const { settlement } = await mutate(testApp, documents.createSettlement, { input });
  const id = settlement?.id ?? '';
  expect(await decide(testApp, id, 'HAPPENED')).toMatchObject({
    ...decided,
    subject: { settlement: 'SUCCEEDED' },
  });
  sandbox().advanceSettlement(settlement?.providerReference ?? '', 'SETTLED');
  await mutate(testApp, documents.refreshSettlement, { id });
  expect((await settlementOf(testApp, id)).status).toBe('SUCCEEDED');
  expect(await itemsOf(testApp)).toEqual([]);
  sandbox().webhooks.mode = 'deliver';
});

it('refuses what is not there, what is not unknown, and a bad note, and changes nothing', async () => {
  const { id, status, version } = await created(testApp, provider);
  const unknownId = `ord_${'0'.repeat(26)}`;
  expect(await decide(testApp, unknownId, 'HAPPENED')).toMatchObject({
    __typename: 'NotFoundError',
  });
  expect(await decide(testApp, testApp.accounts[provider], 'HAPPENED')).toMatchObject({
    __typename: 'NotFoundError',
  });
  expect(await decide(testApp, id, 'HAPPENED')).toMatchObject({ __typename: 'InvalidStateError' });
  for (const note of ['', ' ', 'x'.repeat(1_001)]) {
    const issues = [{ path: ['note'] }];
    const refused = { __typename: 'ValidationError', issues };
    expect(await decide(testApp, id, 'HAPPENED', { note })).toMatchObject(refused);
    expect(await acknowledge(testApp, id, 'OTHER_AMOUNT', { note })).toMatchObject(refused);
  }
  expect(await acknowledge(testApp, unknownId, 'OTHER_AMOUNT')).toMatchObject({
    __typename: 'NotFoundError',
  });
  expect(await orderOf(testApp, id)).toMatchObject({ status, version });
});

it('shows of a dead webhook its id alone to whoever has not the scope MANAGE', async () => {
  await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', '"no order"');
  for (const s of [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]) await testApp.advance(s * 1e3);
  const input = { name: 'reader', scopes: ['READ'] };
  const { secret } = await mutate(testApp, documents.createApiKey, { input });
  const query = print(documents.attention);
  const variables = { filter: { reasons: ['DEAD_WEBHOOK'] } };
  const shown = await testApp.post({ query, variables }, String(secret));
  expect(shown).toMatchObject({
    data: { attention: { nodes: [{ subject: { __typename: 'WebhookDelivery' } }] } },
  });
  const more = `{ attention(filter: { reasons: [DEAD_WEBHOOK] }) { nodes { subject { ... on WebhookDelivery { id status } } } } }`;
  const refused = await testApp.post({ query: more }, String(secret));
  expect(refused.errors).toMatchObject([{ extensions: { code: 'FORBIDDEN' } }]);
  expect((await testApp.post({ query: more })).errors).toBeUndefined();
});
