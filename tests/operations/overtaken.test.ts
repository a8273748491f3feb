import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../src/domain/evidence.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { kinds } from '../../src/operations/instructions/kinds.ts';
import { resolve } from '../../src/operations/instructions/resolve.ts';
import type { Connection } from '../../src/providers/provider.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { intercepted } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliver,
  exchangesOf,
  newKey,
  orderOf,
  paid,
  pathOf,
  redirect,
  nowhere,
  refundInPortal,
  refundOf,
  settlementInput,
  usdt,
} from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;

/** Commits of a resolve that proves absence: the answer; the conclusion from it, or the intention to send again. */
const concluding = 2;
/** Then the refusal's exchange, the provider's answer to the query about it, and what follows from both. */
const refusing = 5;

beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(async () => {
  await testApp.close();
});

/** The same, but the webhook comes in right before the commit with this number. */
const overtakenBy = (webhook: () => Promise<unknown>, at = concluding): Deps =>
  overtaken({ [at]: webhook });

/** Commits are counted from one. What is named for a number comes in right before it. */
function overtaken(webhook: Readonly<Record<number, () => Promise<unknown>>>): Deps {
  const { deps } = testApp.app;
  return { ...deps, queue: intercepted(deps.queue, (commits) => webhook[commits]?.()) };
}

const resolveOrder = (deps: Deps, id: string) => resolve(deps, kinds.ORDER, id);
const resolveRefund = (deps: Deps, id: string) => resolve(deps, kinds.REFUND, id);
const resolveSettlement = (deps: Deps, id: string) => resolve(deps, kinds.SETTLEMENT, id);

const sends = (operation: string): number =>
  testApp.sandbox
    .provider(provider)
    .requests()
    .filter((request) => request.operation === operation).length;

async function lostOrder() {
  const { faults } = testApp.sandbox.provider(provider);
  faults.arm({ fault: 'cut-before', operation: 'createOrder' });
  const { id } = await created(testApp, provider);
  const order = await orderOf(testApp, id);
  expect(order.status).toBe('UNKNOWN');
  return order;
}

const waiting = (orderNo: string) => () =>
  deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', { orderNo, orderStatus: 'PAYING' });

async function lostRefund(order: { id: string }, amount: string | null = null): Promise<string> {
  const { faults } = testApp.sandbox.provider(provider);
  faults.arm({ fault: 'cut-before', operation: 'createRefund' });
  const input = {
    idempotencyKey: newKey(),
    order: order.id,
    amount: amount === null ? null : { amount, ...usdt },
  };
  const { createRefund } = await testApp.request(documents.createRefund, { input });
  if (createRefund.__typename !== 'CreateRefundSuccess') throw new Error(createRefund.__typename);
  expect(createRefund.refund.status).toBe('UNKNOWN');
  return createRefund.refund.id;
}

it('a resolve does not send again what a webhook reports as present, however absent it was in the query', async () => {
  const order = await lostOrder();
  await testApp.sandbox.clock.advance(31_000);
  await resolveOrder(testApp.app.deps, order.id);
  await testApp.sandbox.clock.advance(16_000);
  const before = sends('createOrder');
  await resolveOrder(overtakenBy(waiting(order.providerReference)), order.id);
  expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
  expect(sends('createOrder')).toBe(before);
});

it('a resolve does not fail an order for absence that a webhook reports as present', async () => {
  const order = await lostOrder();
  await testApp.sandbox.clock.advance(601_000);
  await resolveOrder(testApp.app.deps, order.id);
  await testApp.sandbox.clock.advance(16_000);
  await resolveOrder(overtakenBy(waiting(order.providerReference)), order.id);
  expect((await orderOf(testApp, order.id)).status).toBe('AWAITING_PAYMENT');
});

it('a resolve keeps the amount of a refund reserved that a webhook reports as present', async () => {
  const order = await paid(testApp, provider);
  const { id: orderId } = order;
  const id = await lostRefund(order);
  const refund = await refundOf(testApp, id);
  await testApp.sandbox.clock.advance(601_000);
  await resolveRefund(testApp.app.deps, id);
  await testApp.sandbox.clock.advance(16_000);
  const refundOrderNo = refund.providerReference;
  const { providerReference: orderNo } = await orderOf(testApp, orderId);
  const data = {
    refundOrderNo,
    orderNo,
    token: 'ETH_USDT',
    amount: 101,
    refundStatus: 'PENDING_REFUND',
  };
  const webhook = () => deliver(testApp, provider, 'REFUND_ORDER_CHANGED', data);
  await resolveRefund(overtakenBy(webhook), id);
  expect((await refundOf(testApp, id)).status).toBe('PENDING');
  expect((await orderOf(testApp, orderId)).refundable.amount).toBe('0.00');
});

/** Moves the clock until one more resolve proves that it is absent and sends it again. */
async function untilProvenAbsent(resolveOnce: () => Promise<void>): Promise<void> {
  await testApp.sandbox.clock.advance(31_000);
  await resolveOnce();
  await testApp.sandbox.clock.advance(16_000);
}

const noToAll: Connection['createOrder'] = async ({ providerReference }) => {
  const refused = failure('REJECTED', 'No.');
  const status = 'FAILED';
  const webhook = { subject: 'ORDER', providerReference, status, failure: refused } as const;
  return { observations: [{ ...webhook, occurredAt: null }], refused };
};

/** A provider that refuses every order. */
function refusingOrders(): Deps['connections'] {
  const { connections } = testApp.app.deps;
  return {
    openCircuits: () => connections.openCircuits(),
    reachability: connections.reachability,
    circuitOf: (id) => connections.circuitOf(id),
    close: () => connections.close(),
    of(account) {
      const connected = connections.of(account);
      return { ...connected, connection: { ...connected.connection, createOrder: noToAll } };
    },
  };
}

describe('a request that is sent again and refused', () => {
  it('does not fail an order that a webhook reports as present', async () => {
    const { id, providerReference } = await lostOrder();
    await untilProvenAbsent(() => resolveOrder(testApp.app.deps, id));
    const deps = overtakenBy(waiting(providerReference), refusing);
    await resolveOrder({ ...deps, connections: refusingOrders() }, id);
    expect((await pathOf(testApp, id)).slice(-2)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
    expect((await orderOf(testApp, id)).failure).toBeNull();
  });

  it('does not fail a refund that a webhook reports as present', async () => {
    const order = await paid(testApp, provider);
    const id = await lostRefund(order, '2');
    const { faults, webhooks } = testApp.sandbox.provider(provider);
    webhooks.mode = 'hold';
    // The provider takes one refund at a time, and has another one by now.
    await refundInPortal(testApp, provider, order, '1');
    await untilProvenAbsent(() => resolveRefund(testApp.app.deps, id));
    const { providerReference: refundOrderNo } = await refundOf(testApp, id);
    const data = { refundOrderNo, refundStatus: 'REFUNDING' };
    const webhook = () => deliver(testApp, provider, 'REFUND_ORDER_CHANGED', data);
    await resolveRefund(overtakenBy(webhook, refusing), id);
    expect((await pathOf(testApp, id)).slice(-2)).toEqual(['SUBMITTING', 'PROCESSING']);
    expect((await orderOf(testApp, order.id)).refundable.amount).toBe('99.00');
    faults.clear();
    webhooks.mode = 'deliver';
    await webhooks.release();
  });

  it('does not fail a settlement that a webhook reports as present', async () => {
    const { faults } = testApp.sandbox.provider(provider);
    faults.arm({ fault: 'cut-before', operation: 'createSettlement' });
    const input = settlementInput(testApp, provider, { amount: { amount: '999999', ...usdt } });
    const { settlement } = await mutate(testApp, documents.createSettlement, { input });
    const { id = '', providerReference = '' } = settlement ?? {};
    await untilProvenAbsent(() => resolveSettlement(testApp.app.deps, id));
    const data = { settlementOrderNo: providerReference, settlementStatus: 'SETTLING' };
    const webhook = () => deliver(testApp, provider, 'SETTLEMENT_ORDER_CHANGED', data);
    await resolveSettlement(overtakenBy(webhook, refusing), id);
    expect((await pathOf(testApp, id)).slice(-2)).toEqual(['SUBMITTING', 'PROCESSING']);
  });
});

describe('a request that is sent again and certainly does not leave', () => {
  it('does not fail an order that a webhook reports as present', async () => {
    const { id, providerReference } = await lostOrder();
    await untilProvenAbsent(() => resolveOrder(testApp.app.deps, id));
    // The connection is cut after the query and before the sending.
    const between = {
      [concluding]: () => redirect(testApp, provider, nowhere),
      [concluding + 1]: waiting(providerReference),
    };
    await resolveOrder(overtaken(between), id);
    await redirect(testApp, provider);
    expect((await exchangesOf(testApp, id)).at(-1)).toBe('getAccessToken NOT_SENT');
    expect((await pathOf(testApp, id)).slice(-2)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
  });
});
