import { array, assert, asyncProperty, boolean, constantFrom, shuffledSubarray } from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StablecoinProvider } from '../../sandbox/stablecoin-platform/double.ts';
import { openTestApp, triedBrands } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  deliverRaw,
  newKey,
  orderOf,
  refundAddress,
  refundInPortal,
} from '../support/operations.ts';
import type { Subject } from '../support/operations.ts';

type SandboxEvent = ReturnType<StablecoinProvider['webhooks']['events']>[number];

/**
 * The provider's real messages about an order, in every order and any number of times: the end is always the same.
 * Each run has its own order, whose deliveries are those of the scenario with its numbers in them.
 */
describe.each(triedBrands)('whatever the order of the deliveries of %s', (provider) => {
  let testApp: TestApp;
  const sandbox = () => testApp.sandbox.provider(provider);

  beforeAll(async () => {
    testApp = await openTestApp();
    sandbox().webhooks.mode = 'hold';
  });

  afterAll(() => testApp.close());

  /** Runs a scenario at the provider. The deliveries are held back and returned. */
  const eventsOf = async (scenario: (order: Subject) => Promise<void>) => {
    const order = await created(testApp, provider);
    const known = sandbox().webhooks.events().length;
    await scenario(order);
    return { order, events: sandbox().webhooks.events().slice(known) };
  };

  const outcome = async ({ id }: Subject) => {
    const order = await orderOf(testApp, id);
    return {
      status: order.status,
      paid: order.paid,
      refunded: order.refunded,
      refundable: order.refundable,
      refunds: order.refunds.nodes
        .map(({ status, amount }) => `${status} ${amount.amount}`)
        .toSorted(),
      abnormal: order.abnormalPayments
        .map(
          ({ type, status, received, pending }) =>
            `${type} ${status} ${received.amount} ${pending.amount}`,
        )
        .toSorted(),
    };
  };

  const stories: [string, (order: Subject) => Promise<void>, object][] = [
    [
      'paid with too much, then once more',
      async ({ providerReference }) => {
        sandbox().pay(providerReference, { amount: '111' });
        sandbox().pay(providerReference, { amount: '5' });
      },
      {
        status: 'PAID',
        paid: { amount: '101.00' },
        abnormal: ['OVERPAID OPEN 111.00 10.00', 'OVERPAID OPEN 5.00 5.00'],
      },
    ],
    [
      'expired with too little, then paid late',
      async ({ providerReference }) => {
        sandbox().pay(providerReference, { amount: '50' });
        sandbox().expire(providerReference);
        sandbox().pay(providerReference, { amount: '101' });
      },
      {
        status: 'EXPIRED',
        paid: null,
        abnormal: ['LATE OPEN 101.00 101.00', 'UNDERPAID OPEN 50.00 50.00'],
      },
    ],
    [
      'paid and refunded in the portal',
      async (order) => {
        sandbox().pay(order.providerReference);
        const refund = await refundInPortal(testApp, provider, order, '41');
        sandbox().advanceRefund(refund, 'REFUNDED');
      },
      {
        status: 'PAID',
        paid: { amount: '101.00' },
        refunded: { amount: '41.00' },
        refundable: { amount: '60.00' },
        refunds: ['SUCCEEDED 41.00'],
      },
    ],
    [
      'paid, and a refund of it failed',
      async (order) => {
        sandbox().pay(order.providerReference);
        await mutate(testApp, documents.refreshOrder, { id: order.id });
        const input = {
          idempotencyKey: newKey(),
          order: order.id,
          amount: { amount: '41', currency: 'USDT', network: 'ETHEREUM' },
          ...refundAddress(provider),
        };
        const { refund } = await mutate(testApp, documents.createRefund, { input });
        sandbox().advanceRefund(refund?.providerReference ?? '', 'FAILED');
      },
      {
        status: 'PAID',
        refunded: { amount: '0.00' },
        refundable: { amount: '101.00' },
        refunds: ['FAILED 41.00'],
      },
    ],
  ];

  const deliverAll = async (events: readonly SandboxEvent[]): Promise<void> => {
    for (const { body } of events) expect(await deliverRaw(testApp, provider, body)).toBe(200);
    // What came too early for its subject is tried again, and what was left open is queried.
    await testApp.advance(5_000);
  };

  it.each(stories)('an order that was %s ends the same', async (_, scenario, expected) => {
    const orderings = shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 }).chain((order) =>
      array(constantFrom(...order), { maxLength: 4 }).map((again) => [...order, ...again]),
    );
    await assert(
      asyncProperty(orderings, boolean(), async (ordering, queriesFirst) => {
        const { order, events } = await eventsOf(scenario);
        expect(events.length).toBeGreaterThan(1);
        if (queriesFirst) await mutate(testApp, documents.refreshOrder, { id: order.id });
        const chosen = ordering.flatMap((at) => events[at] ?? []);
        await deliverAll([...chosen, ...events.slice(5)]);
        expect(await outcome(order)).toMatchObject(expected);
      }),
      { numRuns: 6, endOnFailure: true },
    );
  });
});
