import { afterAll, beforeAll, expect, it } from 'vitest';
import { existing } from '../../src/operations/find.ts';
import { instructionIn, observeAnswer } from '../../src/domain/instructions/subject.ts';
import { money } from '../../src/domain/money.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { keysOfAll, reportedOf, sourceOf } from '../../src/operations/instructions/change.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, orderOf } from '../support/operations.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});

afterAll(() => testApp.close());

/** A provider may report an order and its refunds in one answer. */
it.each([
  ['the refund first', (observations: Observation[]) => observations],
  ['the order first', (observations: Observation[]) => observations.toReversed()],
])(
  'an answer that reports an order and its refund is recorded as a whole, %s',
  async (_, arranged) => {
    const { id, providerReference } = await created(testApp, 'W_CHECKOUT');
    const { deps } = testApp.app;
    const stated = { providerReference, occurredAt: null };
    const refund: Observation = {
      ...stated,
      subject: 'REFUND',
      providerReference: `RF${providerReference}`,
      orderProviderReference: providerReference,
      status: 'SUCCEEDED',
      amount: money('41', 'USDT', 'ETHEREUM'),
    };
    const paid = money('101', 'USDT', 'ETHEREUM');
    const order: Observation = { ...stated, subject: 'ORDER', status: 'PAID', paid };
    const answer = arranged([refund, order]);
    const subject = { kind: 'ORDER', id } as const;
    const after = await deps.queue.change({
      keys: [subject, ...keysOfAll(answer, testApp.accounts.W_CHECKOUT)],
      decide(set) {
        const source = sourceOf(deps, instructionIn(set, subject), 'PROVIDER_QUERY');
        return { result: observeAnswer(set, source, subject, reportedOf(deps, answer)) };
      },
    });
    expect(after).toMatchObject({
      status: 'PAID',
      refunded: 41_000_000n,
      refundsHeld: 41_000_000n,
    });
    const stored = await existing(orderById(deps.read, id));
    // The decision has the revision that was loaded; one write has followed it.
    expect({ ...after, revision: after.revision + 1 }).toEqual(stored);
    expect(await orderOf(testApp, id)).toMatchObject({
      paid: { amount: '101.00' },
      refundable: { amount: '60.00' },
      refunded: { amount: '41.00' },
    });
  },
);
