import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshInstruction } from '../../src/domain/instructions/instruction.ts';
import { money } from '../../src/domain/money.ts';
import { noPayoutEvidence } from '../../src/domain/payout.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import { insertRefund } from '../../src/store/queries/refunds.ts';
import type { RefundRecord } from '../../src/store/records.ts';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { adding } from '../support/core.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  newKey,
  orderOf,
  paid,
  refundAddress,
  refundInPortal,
  usdt,
} from '../support/operations.ts';
import type { Subject } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

/** A refund of our own, with none of the checks that precede its storing. */
function unchecked(order: Subject, amount: string): RefundRecord {
  const { ids, now } = testApp.app.deps;
  return {
    ...freshInstruction({ id: ids.make('rfd'), at: now() }),
    merchantId: testApp.merchantId,
    accountId: testApp.accounts[provider],
    orderId: order.id,
    abnormalPaymentId: null,
    reference: 'unchecked',
    status: 'SUBMITTING',
    amount: money(amount, usdt.currency, usdt.network),
    address: null,
    reason: null,
    providerReference: ids.make('rfd'),
    evidence: noPayoutEvidence,
    submission: sent(unsent, now()),
  };
}

const add = (refund: RefundRecord) =>
  testApp.app.deps.queue.change(adding(testApp.app.deps, refund));

async function sums(order: Subject) {
  const { refundable, refunds } = await orderOf(testApp, order.id);
  return [refundable.amount, refunds.nodes.length];
}

describe('the database', () => {
  it('accepts refunds of our own up to what was paid, and not a unit more', async () => {
    const order = await paid(testApp, provider);
    await add(unchecked(order, '60'));
    await expect(add(unchecked(order, '41.000001'))).rejects.toThrow('refunds_within_paid');
    expect(await sums(order)).toEqual(['41.00', 1]);
    await add(unchecked(order, '41'));
    await expect(add(unchecked(order, '0.000001'))).rejects.toThrow('refunds_within_paid');
    expect(await sums(order)).toEqual(['0.00', 2]);
  });

  it('accepts none beside what was refunded elsewhere, even where that was more than was left', async () => {
    const order = await paid(testApp, provider);
    await add(unchecked(order, '60'));
    const portal = await refundInPortal(testApp, provider, order, '70');
    testApp.sandbox.provider(provider).advanceRefund(portal, 'REFUNDED');
    await eventually(async () => (await sums(order))[1] === 2);
    expect(await sums(order)).toEqual(['0.00', 2]);
    await expect(add(unchecked(order, '0.000001'))).rejects.toThrow('refunds_within_paid');
  });

  it('accepts none of an order of which nothing is paid', async () => {
    const order = await created(testApp, provider);
    await expect(add(unchecked(order, '1'))).rejects.toThrow('refunds_only_of_paid');
    const inserted = testApp.app.deps.queue.commit((tx) => insertRefund(tx, unchecked(order, '1')));
    await expect(inserted).rejects.toThrow('refunds_only_of_paid');
    expect((await orderOf(testApp, order.id)).refunds.nodes).toEqual([]);
  });

  it('reports what is held above what was paid, and accepts nothing beside it', async () => {
    const order = await paid(testApp, provider);
    const text = 'update orders set refunds_held = ? where id = ?';
    await testApp.app.deps.queue.commit((tx) => tx.run(text, '101000001', order.id));
    expect((await orderOf(testApp, order.id)).refundable.amount).toBe('0.00');
    const input = {
      idempotencyKey: newKey(),
      order: order.id,
      amount: { amount: '1', ...usdt },
      ...refundAddress(provider),
    };
    const result = await mutate(testApp, documents.createRefund, { input });
    expect(result.__typename).toBe('RefundExceedsRefundableError');
  });
});
