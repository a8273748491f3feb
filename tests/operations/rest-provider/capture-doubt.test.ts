import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ConnectionTools, ProviderModule, Reply } from '../../../src/providers/provider.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';
import { restProvider } from './provider.ts';
import { openTestbed } from './testbed.ts';
import type { Testbed } from './testbed.ts';

/** Of `silent`, the provider states no amount with PAID; of `slow`, it takes the same again for two days. */
let repeating: Testbed;
let silent: Testbed;
let slow: Testbed;

const withoutPaid = ({ observations, ...reply }: Reply): Reply => ({
  ...reply,
  observations: observations.map((one) => {
    if (one.subject !== 'ORDER') return one;
    const { paid: _paid, ...rest } = one;
    return rest;
  }),
});

const connect = (
  config: unknown,
  tools: ConnectionTools,
): ReturnType<ProviderModule['connect']> => {
  const connection = restProvider.connect(config, tools);
  return {
    ...connection,
    async captureOrder(...sent) {
      const reply = await connection.captureOrder?.(...sent);
      if (reply === undefined) throw new Error('it cannot capture');
      return withoutPaid(reply);
    },
    queryOrder: async (...sent) => withoutPaid(await connection.queryOrder(...sent)),
  };
};

beforeAll(async () => {
  [repeating, silent, slow] = await Promise.all([
    openTestbed(),
    openTestbed({ repeatableForMs: 0, connect }),
    openTestbed({ repeatableForMs: 172_800_000 }),
  ]);
});
beforeEach(() => {
  for (const { api } of [repeating, silent, slow]) api.captures.length = 0;
});
afterAll(() => Promise.all([repeating.close(), silent.close(), slow.close()]));

const brl = (amount: string) => ({ amount, currency: 'BRL' });
const part = { status: 'PAID', paid: brl('10.00'), refundable: brl('10.00') };

describe('a part of which the provider only says that the order is PAID', () => {
  it('is what was captured, although the answer to the capture was lost', async () => {
    const order = await silent.authorized();
    silent.api.captures.push('LOST');
    await silent.capture(order.id, { amount: brl('10') });
    await silent.testApp.advance(12_000);
    expect(await silent.order(order.id)).toMatchObject(part);
  });
});

describe('a refusal of a capture', () => {
  it('is not believed where the order, queried, is not said to be authorised', async () => {
    const order = await repeating.authorized();
    repeating.sessionOf(order).status = 'held';
    repeating.api.captures.push('REFUSED');
    const { order: after } = await repeating.capture(order.id, { amount: brl('10') });
    expect(after).toMatchObject({ status: 'AUTHORIZED', capture: { status: 'UNKNOWN' } });
    expect(after?.availableActions).not.toContain('CAPTURE');
  });
});

const busy = (count: number) => Array<'BUSY'>(count).fill('BUSY');

describe('a capture that waited for a day', () => {
  it('is not given up while an attempt of it may have arrived', async () => {
    const order = await slow.authorized();
    const { testApp, api } = slow;
    api.captures.push(...busy(400));
    await slow.capture(order.id, { amount: brl('10') });
    for (let hours = 0; hours < 22; hours += 1) await testApp.advance(3_600_000);
    api.captures.length = 0;
    api.captures.push('LOST');
    for (let count = 0; count < 12 && api.captures.length > 0; count += 1) {
      await testApp.advance(600_000);
    }
    // The provider has taken it, and shows it late.
    slow.sessionOf(order).status = 'held';
    api.captures.push(...busy(40));
    for (let count = 0; count < 24; count += 1) await testApp.advance(600_000);
    expect((await slow.order(order.id)).capture?.status).toBe('UNKNOWN');
    slow.sessionOf(order).status = 'paid';
    await mutate(testApp, documents.refreshOrder, { id: order.id });
    expect(await slow.order(order.id)).toMatchObject(part);
  }, 60_000);
});

it('less than nothing is no amount that was captured', async () => {
  const order = await repeating.authorized();
  Object.assign(repeating.sessionOf(order), { status: 'paid', captured: '-5.00' });
  await mutate(repeating.testApp, documents.refreshOrder, { id: order.id });
  expect(await repeating.order(order.id)).toMatchObject({ status: 'AUTHORIZED', paid: null });
});
