import { expect } from 'vitest';
import * as documents from '../../../support/documents.ts';
import { inr, upi } from '../../../support/examplepay.ts';
import type { Scenario } from '../proof.ts';
import type { Merchant } from '../merchant.ts';
import type { Subjects, Referred } from '../recorder.ts';

const minute = 60_000;
const sandboxOf = ({ testApp }: Merchant) => testApp.sandbox.provider('EXAMPLEPAY');

const ordered = (merchant: Merchant): Promise<Referred> =>
  merchant.order({
    reference: 'basket',
    amount: inr('100.00'),
    method: upi,
    customer: {
      firstName: 'Asha',
      lastName: 'Rao',
      email: 'asha@example.com',
      phone: '+919876543210',
    },
    account: merchant.testApp.accounts.EXAMPLEPAY,
  });

async function ended(merchant: Merchant, how: 'pay' | 'decline' | 'expire'): Promise<Referred> {
  const subjects = await ordered(merchant);
  await merchant.pass(minute);
  sandboxOf(merchant)[how](subjects.reference);
  await merchant.listen(subjects);
  return subjects;
}

async function endRefund(
  merchant: Merchant,
  subjects: Subjects,
  { id, providerReference }: { id: string; providerReference: string },
  to: 'REFUNDED' | 'FAILED',
): Promise<void> {
  await merchant.mutate(documents.refreshRefund, { id });
  await merchant.listen(subjects);
  await merchant.pass(minute);
  sandboxOf(merchant).advanceRefund(providerReference, to);
  await merchant.mutate(documents.refreshRefund, { id });
  await merchant.listen(subjects);
}

async function settled(merchant: Merchant, to: 'PAID' | 'FAILED'): Promise<Referred> {
  const subjects = await merchant.settlement({
    account: merchant.testApp.accounts.EXAMPLEPAY,
    reference: 'payout',
    amount: inr('250.00'),
    destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
  });
  await merchant.pass(minute);
  sandboxOf(merchant).advanceSettlement(subjects.reference, to);
  await merchant.listen(subjects);
  return subjects;
}

export const examplepayScenarios: readonly Scenario[] = [
  {
    name: 'paid',
    play: (merchant) => ended(merchant, 'pay'),
    truth: { status: 'PAID', paid: '100.00', refundable: '100.00' },
  },
  {
    name: 'declined',
    play: (merchant) => ended(merchant, 'decline'),
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'not paid in time',
    play: (merchant) => ended(merchant, 'expire'),
    truth: { status: 'EXPIRED', paid: null },
  },
  {
    name: 'paid and refunded in parts',
    play: async (merchant) => {
      const subjects = await ended(merchant, 'pay');
      await endRefund(
        merchant,
        subjects,
        await merchant.refund(subjects, { amount: inr('40.00') }),
        'REFUNDED',
      );
      await endRefund(merchant, subjects, await merchant.refund(subjects), 'REFUNDED');
      return subjects;
    },
    truth: {
      refunded: '100.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 40.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid, refunded in vain, and refunded',
    play: async (merchant) => {
      const subjects = await ended(merchant, 'pay');
      await endRefund(
        merchant,
        subjects,
        await merchant.refund(subjects, { amount: inr('40.00') }),
        'FAILED',
      );
      await endRefund(merchant, subjects, await merchant.refund(subjects), 'REFUNDED');
      return subjects;
    },
    truth: {
      refunded: '100.00',
      refundable: '0.00',
      refunds: ['FAILED 40.00 free', 'SUCCEEDED 100.00 held'],
    },
  },
  {
    name: 'a payout that was made',
    play: (merchant) => settled(merchant, 'PAID'),
    truth: { settlement: 'SUCCEEDED' },
  },
  {
    name: 'a payout that was made in vain',
    play: (merchant) => settled(merchant, 'FAILED'),
    truth: { settlement: expect.stringMatching(/^FAILED/) as string },
  },
];

export const closedStory: Scenario = {
  name: 'canceled by us',
  play: async (merchant) => {
    const subjects = await ordered(merchant);
    await merchant.pass(minute);
    await merchant.cancel(documents.cancelOrder, subjects.order ?? { id: '' });
    await merchant.pass(minute);
    return subjects;
  },
  truth: { status: 'CANCELED', paid: null },
};
