import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure } from '../../src/domain/evidence.ts';
import type { Deps } from '../../src/operations/deps.ts';
import { kinds } from '../../src/operations/instructions/kinds.ts';
import { resolve } from '../../src/operations/instructions/resolve.ts';
import type { Connection } from '../../src/providers/provider.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import { intercepted } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
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
let world: World;

/** Commits of a look at what is proven absent: the answer; the conclusion from it, or the intention to send again. */
const concluding = 2;
/** Then the refusal's exchange, the answer of the provider that is asked about it, and what follows from both. */
const refusing = 5;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

/** The same, but that `news` comes in right before the commit of this number. */
const overtakenBy = (news: () => Promise<unknown>, at = concluding): Deps =>
  overtaken({ [at]: news });

/** Commits are counted from one; what is named for a number comes in right before it. */
function overtaken(news: Readonly<Record<number, () => Promise<unknown>>>): Deps {
  const { deps } = world.app;
  return { ...deps, queue: intercepted(deps.queue, (commits) => news[commits]?.()) };
}

const lookAtOrder = (deps: Deps, id: string) => resolve(deps, kinds.ORDER, id);
const lookAtRefund = (deps: Deps, id: string) => resolve(deps, kinds.REFUND, id);
const lookAtSettlement = (deps: Deps, id: string) => resolve(deps, kinds.SETTLEMENT, id);

const sends = (operation: string): number =>
  world.sandbox
    .provider(provider)
    .requests()
    .filter((request) => request.operation === operation).length;

async function lostOrder() {
  const { faults } = world.sandbox.provider(provider);
  faults.arm({ fault: 'cut-before', operation: 'createOrder' });
  const { id } = await created(world, provider);
  const order = await orderOf(world, id);
  expect(order.status).toBe('UNKNOWN');
  return order;
}

const waiting = (orderNo: string) => () =>
  deliver(world, provider, 'CHECKOUT_ORDER_CHANGED', { orderNo, orderStatus: 'PAYING' });

async function lostRefund(order: { id: string }, amount: string | null = null): Promise<string> {
  const { faults } = world.sandbox.provider(provider);
  faults.arm({ fault: 'cut-before', operation: 'createRefund' });
  const input = {
    idempotencyKey: newKey(),
    order: order.id,
    amount: amount === null ? null : { amount, ...usdt },
  };
  const { createRefund } = await world.request(documents.createRefund, { input });
  if (createRefund.__typename !== 'CreateRefundSuccess') throw new Error(createRefund.__typename);
  expect(createRefund.refund.status).toBe('UNKNOWN');
  return createRefund.refund.id;
}

it('does not send again what a webhook says is there, however absent it was when asked for', async () => {
  const order = await lostOrder();
  await world.sandbox.clock.advance(31_000);
  await lookAtOrder(world.app.deps, order.id);
  await world.sandbox.clock.advance(16_000);
  const before = sends('createOrder');
  await lookAtOrder(overtakenBy(waiting(order.providerReference)), order.id);
  expect((await orderOf(world, order.id)).status).toBe('AWAITING_PAYMENT');
  expect(sends('createOrder')).toBe(before);
});

it('does not fail for absence an order that a webhook says is there', async () => {
  const order = await lostOrder();
  await world.sandbox.clock.advance(601_000);
  await lookAtOrder(world.app.deps, order.id);
  await world.sandbox.clock.advance(16_000);
  await lookAtOrder(overtakenBy(waiting(order.providerReference)), order.id);
  expect((await orderOf(world, order.id)).status).toBe('AWAITING_PAYMENT');
});

it('keeps the amount of a refund reserved that a webhook says is there', async () => {
  const order = await paid(world, provider);
  const { id: orderId } = order;
  const id = await lostRefund(order);
  const refund = await refundOf(world, id);
  await world.sandbox.clock.advance(601_000);
  await lookAtRefund(world.app.deps, id);
  await world.sandbox.clock.advance(16_000);
  const refundOrderNo = refund.providerReference;
  const { providerReference: orderNo } = await orderOf(world, orderId);
  const told = {
    refundOrderNo,
    orderNo,
    token: 'ETH_USDT',
    amount: 101,
    refundStatus: 'PENDING_REFUND',
  };
  const news = () => deliver(world, provider, 'REFUND_ORDER_CHANGED', told);
  await lookAtRefund(overtakenBy(news), id);
  expect((await refundOf(world, id)).status).toBe('PENDING');
  expect((await orderOf(world, orderId)).refundable.amount).toBe('0.00');
});

/** Moves the clock until one more look proves that it is absent and sends it again. */
async function untilProvenAbsent(look: () => Promise<void>): Promise<void> {
  await world.sandbox.clock.advance(31_000);
  await look();
  await world.sandbox.clock.advance(16_000);
}

const noToAll: Connection['createOrder'] = async ({ providerReference }) => {
  const refused = failure('REJECTED', 'No.');
  const status = 'FAILED';
  const news = { subject: 'ORDER', providerReference, status, failure: refused } as const;
  return { observations: [{ ...news, occurredAt: null }], refused };
};

/** A provider that says no to every order. */
function refusingOrders(): Deps['connections'] {
  const { connections } = world.app.deps;
  return {
    openCircuits: () => connections.openCircuits(),
    circuitOf: (id) => connections.circuitOf(id),
    close: () => connections.close(),
    of(account) {
      const line = connections.of(account);
      return { ...line, connection: { ...line.connection, createOrder: noToAll } };
    },
  };
}

describe('a request that is sent again and refused', () => {
  it('does not fail an order that a webhook says is there', async () => {
    const { id, providerReference } = await lostOrder();
    await untilProvenAbsent(() => lookAtOrder(world.app.deps, id));
    const deps = overtakenBy(waiting(providerReference), refusing);
    await lookAtOrder({ ...deps, connections: refusingOrders() }, id);
    expect((await pathOf(world, id)).slice(-2)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
    expect((await orderOf(world, id)).failure).toBeNull();
  });

  it('does not fail a refund that a webhook says is there', async () => {
    const order = await paid(world, provider);
    const id = await lostRefund(order, '2');
    const { faults, webhooks } = world.sandbox.provider(provider);
    webhooks.mode = 'hold';
    // The provider takes one refund at a time, and has another one by now.
    await refundInPortal(world, provider, order, '1');
    await untilProvenAbsent(() => lookAtRefund(world.app.deps, id));
    const { providerReference: refundOrderNo } = await refundOf(world, id);
    const told = { refundOrderNo, refundStatus: 'REFUNDING' };
    const news = () => deliver(world, provider, 'REFUND_ORDER_CHANGED', told);
    await lookAtRefund(overtakenBy(news, refusing), id);
    expect((await pathOf(world, id)).slice(-2)).toEqual(['SUBMITTING', 'PROCESSING']);
    expect((await orderOf(world, order.id)).refundable.amount).toBe('99.00');
    faults.clear();
    webhooks.mode = 'deliver';
    await webhooks.release();
  });

  it('does not fail a settlement that a webhook says is there', async () => {
    const { faults } = world.sandbox.provider(provider);
    faults.arm({ fault: 'cut-before', operation: 'createSettlement' });
    const input = settlementInput(world, provider, { amount: { amount: '999999', ...usdt } });
    const { settlement } = await ask(world, documents.createSettlement, { input });
    const { id = '', providerReference = '' } = settlement ?? {};
    await untilProvenAbsent(() => lookAtSettlement(world.app.deps, id));
    const told = { settlementOrderNo: providerReference, settlementStatus: 'SETTLING' };
    const news = () => deliver(world, provider, 'SETTLEMENT_ORDER_CHANGED', told);
    await lookAtSettlement(overtakenBy(news, refusing), id);
    expect((await pathOf(world, id)).slice(-2)).toEqual(['SUBMITTING', 'PROCESSING']);
  });
});

describe('a request that is sent again and surely does not leave', () => {
  it('does not fail an order that a webhook says is there', async () => {
    const { id, providerReference } = await lostOrder();
    await untilProvenAbsent(() => lookAtOrder(world.app.deps, id));
    // The line is cut after the question and before the send.
    const between = {
      [concluding]: () => redirect(world, provider, nowhere),
      [concluding + 1]: waiting(providerReference),
    };
    await lookAtOrder(overtaken(between), id);
    await redirect(world, provider);
    expect((await exchangesOf(world, id)).at(-1)).toBe('getAccessToken NOT_SENT');
    expect((await pathOf(world, id)).slice(-2)).toEqual(['SUBMITTING', 'AWAITING_PAYMENT']);
  });
});
