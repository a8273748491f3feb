import { expect } from 'vitest';
import * as documents from '../../../support/documents.ts';
import { inr, upi } from '../../../support/examplepay.ts';
import type { Story } from '../proof.ts';
import type { Stage } from '../stage.ts';
import type { Cast, Referred } from '../tape.ts';

const minute = 60_000;
const sandboxOf = ({ world }: Stage) => world.sandbox.provider('EXAMPLEPAY');

const ordered = (stage: Stage): Promise<Referred> =>
  stage.order({
    reference: 'basket',
    amount: inr('100.00'),
    method: upi,
    customer: {
      firstName: 'Asha',
      lastName: 'Rao',
      email: 'asha@example.com',
      phone: '+919876543210',
    },
    account: stage.world.accounts.EXAMPLEPAY,
  });

async function ended(stage: Stage, how: 'pay' | 'decline' | 'expire'): Promise<Referred> {
  const cast = await ordered(stage);
  await stage.pass(minute);
  sandboxOf(stage)[how](cast.reference);
  await stage.listen(cast);
  return cast;
}

async function endRefund(
  stage: Stage,
  cast: Cast,
  { id, providerReference }: { id: string; providerReference: string },
  to: 'REFUNDED' | 'FAILED',
): Promise<void> {
  await stage.tell(documents.refreshRefund, { id });
  await stage.listen(cast);
  await stage.pass(minute);
  sandboxOf(stage).advanceRefund(providerReference, to);
  await stage.tell(documents.refreshRefund, { id });
  await stage.listen(cast);
}

async function settled(stage: Stage, to: 'PAID' | 'FAILED'): Promise<Referred> {
  const cast = await stage.settlement({
    account: stage.world.accounts.EXAMPLEPAY,
    reference: 'payout',
    amount: inr('250.00'),
    destination: { upi: { vpa: 'asha@bank', holderName: 'Asha Rao' } },
  });
  await stage.pass(minute);
  sandboxOf(stage).advanceSettlement(cast.reference, to);
  await stage.listen(cast);
  return cast;
}

export const examplepayStories: readonly Story[] = [
  {
    name: 'paid',
    play: (stage) => ended(stage, 'pay'),
    truth: { status: 'PAID', paid: '100.00', refundable: '100.00' },
  },
  {
    name: 'declined',
    play: (stage) => ended(stage, 'decline'),
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'not paid in time',
    play: (stage) => ended(stage, 'expire'),
    truth: { status: 'EXPIRED', paid: null },
  },
  {
    name: 'paid and refunded in parts',
    play: async (stage) => {
      const cast = await ended(stage, 'pay');
      await endRefund(stage, cast, await stage.refund(cast, { amount: inr('40.00') }), 'REFUNDED');
      await endRefund(stage, cast, await stage.refund(cast), 'REFUNDED');
      return cast;
    },
    truth: {
      refunded: '100.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 40.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid, refunded in vain, and refunded',
    play: async (stage) => {
      const cast = await ended(stage, 'pay');
      await endRefund(stage, cast, await stage.refund(cast, { amount: inr('40.00') }), 'FAILED');
      await endRefund(stage, cast, await stage.refund(cast), 'REFUNDED');
      return cast;
    },
    truth: {
      refunded: '100.00',
      refundable: '0.00',
      refunds: ['FAILED 40.00 free', 'SUCCEEDED 100.00 held'],
    },
  },
  {
    name: 'a payout that was made',
    play: (stage) => settled(stage, 'PAID'),
    truth: { settlement: 'SUCCEEDED' },
  },
  {
    name: 'a payout that was made in vain',
    play: (stage) => settled(stage, 'FAILED'),
    truth: { settlement: expect.stringMatching(/^FAILED/) as string },
  },
];

export const closedStory: Story = {
  name: 'canceled by us',
  play: async (stage) => {
    const cast = await ordered(stage);
    await stage.pass(minute);
    await stage.cancel(documents.cancelOrder, cast.order ?? { id: '' });
    await stage.pass(minute);
    return cast;
  },
  truth: { status: 'CANCELED', paid: null },
};
