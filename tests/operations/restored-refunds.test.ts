import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { updateProviderAccount } from '../../src/operations/merchants/provider-accounts.ts';
import { endRefund } from '../../src/operations/restoring/end-refund.ts';
import * as documents from '../support/documents.ts';
import { inr, openExamplepay } from '../support/examplepay.ts';
import type { Examplepay } from '../support/examplepay.ts';
import { restoreSaved } from '../support/restoring.ts';
import { verified } from '../support/verified.ts';

const minute = 60_000;
let shop: Examplepay;
beforeAll(async () => {
  shop = await openExamplepay();
});
afterAll(() => shop.close());

const backUp = () => shop.testApp.restart(() => shop.testApp.save());

/** Restores, reconciles, and lets the time pass in which the clocks of others may be behind. */
async function restore(): Promise<void> {
  await restoreSaved(shop.testApp);
  await shop.testApp.advance(1_000);
  await shop.testApp.advance(6 * minute);
}

async function stateOf(id: string) {
  const { status, resolution } = await shop.refundNow(id);
  return `${status}${resolution?.needsAttention === true ? ', needs attention' : ''}`;
}

async function refreshedState(id: string): Promise<string> {
  await shop.refreshedRefund(id);
  return stateOf(id);
}

/** The rules that the evidence of an order's refunds met. */
async function rulesOf(order: string): Promise<string[]> {
  const found = await shop.testApp.request(documents.explanations, { order });
  const refunds = found.order?.refunds.nodes ?? [];
  return refunds.flatMap(({ explanation }) => explanation.evidence.map(({ rule }) => rule));
}

const made = (): number => shop.sandbox.effects().refundsCreated;

/** A refund that the backup has under way; it failed after the backup, and then another one was made. */
async function failedAndAnother(key: string) {
  const { id } = await shop.paidOrder();
  const first = await shop.refund(id, inr('40.00'));
  await backUp();
  await shop.refreshedRefund(first.id);
  shop.sandbox.advanceRefund(first.providerReference, 'FAILED');
  expect(await shop.refreshedRefund(first.id)).toBe('FAILED');
  const second = await shop.refund(id, inr('30.00'), key);
  expect(second.status).toBe('PENDING');
  const count = made();
  await restore();
  return { id, first, second, count };
}

describe(
  'a refund under way in a backup, after which another one was made',
  { timeout: 60_000 },
  () => {
    it('is concluded neither from what is open now nor from what succeeded, and says so', async () => {
      const { id, first, second, count } = await failedAndAnother('lost-refund-1');
      expect(await refreshedState(first.id)).toBe('PENDING');
      expect(await rulesOf(id)).not.toContain('MAY_BE_OF_ANOTHER');
      expect((await shop.refund(id, inr('30.00'), 'lost-refund-1')).status).toBe('INVALID_STATE');
      shop.sandbox.advanceRefund(second.providerReference, 'REFUNDED');
      expect(await refreshedState(first.id)).toBe('PENDING, needs attention');
      expect(await rulesOf(id)).toContain('MAY_BE_OF_ANOTHER');
      expect((await shop.refund(id, inr('30.00'), 'lost-refund-1')).status).toBe('INVALID_STATE');
      expect(made()).toBe(count);
    });

    it.each(['FAILED', 'SUCCEEDED'] as const)('is %s by the word of a person', async (ended) => {
      const { id, first, second, count } = await failedAndAnother(`lost-refund-${ended}`);
      const { queue, now } = shop.testApp.app.deps;
      expect(await endRefund({ queue, now }, first.id, ended)).toBe(false);
      shop.sandbox.advanceRefund(second.providerReference, 'REFUNDED');
      expect(await refreshedState(first.id)).toBe('PENDING, needs attention');
      expect((await shop.refund(id)).error).toMatchObject({
        message: `The refund ${first.id} of this order needs attention: one at a time.`,
      });
      expect(await endRefund({ queue, now }, first.id, ended)).toBe(true);
      expect(await refreshedState(first.id)).toBe(ended);
      expect(await endRefund({ queue, now }, first.id, ended)).toBe(false);
      if (ended === 'SUCCEEDED') return;
      const again = await shop.refund(id, inr('30.00'), `lost-refund-${ended}`);
      expect(again).toMatchObject({ providerReference: second.providerReference });
      expect(await stateOf(again.id)).toBe('PENDING, needs attention');
      expect(made()).toBe(count);
    });

    it('is FAILED once none is open and none succeeded, and the lost one is found by its key', async () => {
      const { id, first, second, count } = await failedAndAnother('lost-refund-2');
      shop.sandbox.advanceRefund(second.providerReference, 'FAILED');
      expect(await refreshedState(first.id)).toBe('FAILED');
      const again = await shop.refund(id, inr('30.00'), 'lost-refund-2');
      expect(again).toMatchObject({
        status: 'PENDING',
        providerReference: second.providerReference,
      });
      await shop.testApp.advance(minute);
      expect(await refreshedState(again.id)).toBe('FAILED');
      // What failed in the backup is not open again because of a later one.
      const third = await shop.refund(id, inr('20.00'));
      expect(await shop.refreshedRefund(first.id)).toBe('FAILED');
      shop.sandbox.advanceRefund(third.providerReference, 'REFUNDED');
      expect(await refreshedState(third.id)).toBe('SUCCEEDED');
      expect(await shop.refreshedRefund(first.id)).toBe('FAILED');
      expect(made()).toBe(count + 1);
    });

    it('is FAILED where it would have taken all, and not all was given back', async () => {
      const { id } = await shop.paidOrder();
      const first = await shop.refund(id, inr('100.00'));
      await backUp();
      shop.sandbox.advanceRefund(first.providerReference, 'FAILED');
      await shop.testApp.advance(31_000);
      const second = await shop.refund(id, inr('30.00'));
      shop.sandbox.advanceRefund(second.providerReference, 'REFUNDED');
      await restore();
      expect(await refreshedState(first.id)).toBe('FAILED');
    });

    it('ends by the word of the refund query, which names it', async () => {
      const { id, first, second, count } = await failedAndAnother('lost-refund-3');
      shop.sandbox.advanceRefund(second.providerReference, 'REFUNDED');
      expect(await refreshedState(first.id)).toBe('PENDING, needs attention');
      const { deps } = shop.testApp.app;
      const { EXAMPLEPAY: account } = shop.testApp.accounts;
      const switched = (refundQueryEnabled: boolean) => {
        const examplepay = { ...shop.testApp.credentials.EXAMPLEPAY, refundQueryEnabled };
        const input = { id: account, config: { examplepay } };
        return updateProviderAccount(deps, { kind: 'ADMINISTRATOR' }, input);
      };
      await switched(true);
      expect(await refreshedState(first.id)).toBe('FAILED');
      const again = await shop.refund(id, inr('30.00'), 'lost-refund-3');
      expect(await refreshedState(again.id)).toBe('SUCCEEDED');
      expect((await shop.orderNow(id)).refunded).toMatchObject(inr('30.00'));
      expect(made()).toBe(count);
      await switched(false);
    });
  },
);

describe('a refund that was lost', { timeout: 60_000 }, () => {
  it.each(['40.00', '100.00'])(
    'of %s is found by its key, made once, and is not concluded from what may be of another',
    async (amount) => {
      const { id } = await shop.paidOrder();
      await backUp();
      const key = `lost-refund-of-${amount}`;
      const lost = await shop.refund(id, inr(amount), key);
      const count = made();
      await restore();
      const again = await shop.refund(id, inr(amount), key);
      expect(again).toMatchObject({ status: 'PENDING', providerReference: lost.providerReference });
      expect(await refreshedState(again.id)).toBe('PENDING');
      shop.sandbox.advanceRefund(lost.providerReference, 'REFUNDED');
      expect(await refreshedState(again.id)).toBe('PENDING, needs attention');
      expect((await shop.refund(id)).status).toBe('INVALID_STATE');
      expect(made()).toBe(count);
    },
  );

  it('is not concluded from what is refunded of an order that was lost too', async () => {
    await backUp();
    const input = { idempotencyKey: 'lost-order-1', amount: inr('100.00') };
    const order = await shop.order(input);
    shop.sandbox.pay(order.providerReference);
    await shop.refreshed(order.id);
    const failed = await shop.refund(order.id, inr('40.00'), 'lost-order-refund-1');
    await shop.refreshedRefund(failed.id);
    shop.sandbox.advanceRefund(failed.providerReference, 'FAILED');
    await shop.refreshedRefund(failed.id);
    const other = await shop.refund(order.id, inr('30.00'), 'lost-order-refund-2');
    shop.sandbox.advanceRefund(other.providerReference, 'REFUNDED');
    const count = made();
    await restore();
    const { id } = await shop.order(input);
    await shop.refreshed(id);
    const again = await shop.refund(id, inr('40.00'), 'lost-order-refund-1');
    expect(await refreshedState(again.id)).toBe('PENDING, needs attention');
    expect(made()).toBe(count);
  });
});

describe('a refund that is requested after a restore', { timeout: 60_000 }, () => {
  it('waits for the clocks of others, and is followed as before where the payment had none', async () => {
    const { id } = await shop.paidOrder();
    await backUp();
    await restoreSaved(shop.testApp);
    await shop.testApp.advance(1_000);
    await expect(shop.refund(id, inr('40.00'))).rejects.toThrow(/Try again/);
    await shop.testApp.advance(6 * minute);
    const refund = await shop.refund(id, inr('40.00'));
    expect(await shop.refreshedRefund(refund.id)).toBe('PROCESSING');
    shop.sandbox.advanceRefund(refund.providerReference, 'REFUNDED');
    expect(await refreshedState(refund.id)).toBe('SUCCEEDED');
    const rest = await shop.refund(id);
    expect(await shop.refreshedRefund(rest.id)).toBe('PROCESSING');
    shop.sandbox.advanceRefund(rest.providerReference, 'REFUNDED');
    expect(await refreshedState(rest.id)).toBe('SUCCEEDED');
  });

  it('is followed as before, where it takes all that the known ones have left', async () => {
    const { id } = await shop.paidOrder();
    const first = await shop.refund(id, inr('40.00'));
    shop.sandbox.advanceRefund(first.providerReference, 'REFUNDED');
    expect(await shop.refreshedRefund(first.id)).toBe('SUCCEEDED');
    await backUp();
    await restore();
    const rest = await shop.refund(id);
    shop.sandbox.advanceRefund(rest.providerReference, 'REFUNDED');
    expect(await refreshedState(rest.id)).toBe('SUCCEEDED');
    expect(await shop.refreshedRefund(first.id)).toBe('SUCCEEDED');
  });

  it('is not taken for one that was lost and is still under way', async () => {
    const { id } = await shop.paidOrder();
    await backUp();
    const lost = await shop.refund(id, inr('40.00'));
    await restore();
    const refund = await shop.refund(id, inr('30.00'));
    expect(refund.status).toBe('PENDING');
    shop.sandbox.advanceRefund(lost.providerReference, 'REFUNDED');
    shop.sandbox.advanceRefund(refund.providerReference, 'FAILED');
    expect(await refreshedState(refund.id)).toBe('PENDING, needs attention');
  });

  it('asks nothing more of a payment that was made since', async () => {
    await backUp();
    await restore();
    const { id } = await shop.paidOrder();
    const before = shop.calls('queryPayment');
    const refund = await shop.refund(id, inr('40.00'));
    expect(shop.calls('queryPayment')).toBe(before);
    shop.sandbox.advanceRefund(refund.providerReference, 'REFUNDED');
    expect(await refreshedState(refund.id)).toBe('SUCCEEDED');
  });

  it('may be lost by a second restore, which what was known after the first does not outlast', async () => {
    const { id } = await shop.paidOrder();
    await backUp();
    await restore();
    const first = await shop.refund(id, inr('40.00'));
    await shop.refreshedRefund(first.id);
    await backUp();
    shop.sandbox.advanceRefund(first.providerReference, 'FAILED');
    expect(await shop.refreshedRefund(first.id)).toBe('FAILED');
    const second = await shop.refund(id, inr('30.00'));
    shop.sandbox.advanceRefund(second.providerReference, 'REFUNDED');
    await restore();
    expect(await refreshedState(first.id)).toBe('PROCESSING, needs attention');
  });
});

it('leaves nothing that breaks a rule', async () => {
  expect(await verified(shop.testApp.databaseUrl)).toEqual([]);
});
