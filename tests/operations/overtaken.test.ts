import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Deps } from '../../src/operations/deps.ts';
import { lookAtOrder, lookAtRefund } from '../../src/operations/resolve-unknown.ts';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { created, deliver, newKey, orderOf, paid, refundOf } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let world: World;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(async () => {
  await world.close();
});

/** The same, but that `news` comes in between what was asked and what is concluded from the answer. */
function overtakenBy(news: () => Promise<unknown>): Deps {
  const { queue } = world.app.deps;
  let commits = 0;
  const between: Deps['queue'] = new Proxy(queue, {
    get(target, member) {
      if (member !== 'commit') return Reflect.get(target, member) as unknown;
      return async (unit: Parameters<typeof queue.commit>[0]) => {
        commits += 1;
        if (commits === 2) await news();
        return target.commit(unit);
      };
    },
  });
  return { ...world.app.deps, queue: between };
}

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
  const { id: orderId } = await paid(world, provider);
  const { faults } = world.sandbox.provider(provider);
  faults.arm({ fault: 'cut-before', operation: 'createRefund' });
  const { createRefund } = await world.request(documents.createRefund, {
    input: { idempotencyKey: newKey(), order: orderId },
  });
  if (createRefund.__typename !== 'CreateRefundSuccess') throw new Error(createRefund.__typename);
  const { id } = createRefund.refund;
  const refund = await refundOf(world, id);
  expect(refund.status).toBe('UNKNOWN');
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
