import type { Story } from '../proof.ts';
import type { Stage } from '../stage.ts';
import type { Cast, Referred } from '../tape.ts';

const minute = 60_000;
const bankOf = ({ world }: Stage) => world.sandbox.provider('NEXAPAY');
const brl = (amount: string) => ({ amount, currency: 'BRL' });

type Presentation = 'QR_CODE' | 'HOSTED_PAGE';

function ordered(stage: Stage, presentation: Presentation = 'QR_CODE'): Promise<Referred> {
  bankOf(stage).switch({ autoPay: false });
  return stage.order({
    reference: 'pedido',
    amount: brl('100.00'),
    method: { pix: { presentation } },
    account: stage.world.accounts.NEXAPAY,
    customer: {
      firstName: 'Maria',
      lastName: 'Silva',
      email: 'maria@example.com',
      phone: '+5511987654321',
      document: '123.456.789-00',
    },
  });
}

async function ended(
  stage: Stage,
  how: 'pay' | 'refuse',
  presentation?: Presentation,
): Promise<Referred> {
  const cast = await ordered(stage, presentation);
  await stage.pass(minute);
  bankOf(stage)[how](cast.reference);
  await stage.listen(cast);
  return cast;
}

async function endRefund(
  stage: Stage,
  cast: Cast,
  { providerReference }: { providerReference: string },
  to: 'S' | 'F',
): Promise<void> {
  await stage.listen(cast);
  await stage.pass(minute);
  bankOf(stage).advanceRefund(providerReference, to);
  await stage.listen(cast);
}

const paid = { status: 'PAID', paid: '100.89', refundable: '100.00' };

export const nexapayStories: readonly Story[] = [
  { name: 'paid', play: (stage) => ended(stage, 'pay'), truth: paid },
  {
    name: 'paid on the hosted page',
    play: (stage) => ended(stage, 'pay', 'HOSTED_PAGE'),
    truth: paid,
  },
  {
    name: 'refused',
    play: (stage) => ended(stage, 'refuse'),
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'refused on the hosted page, where there is more time',
    play: async (stage) => {
      const cast = await ordered(stage, 'HOSTED_PAGE');
      await stage.pass(15 * minute);
      bankOf(stage).refuse(cast.reference);
      await stage.listen(cast);
      await stage.pass(60 * minute);
      return cast;
    },
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'refused, which is asked for once more when its time is up',
    play: async (stage) => {
      const cast = await ended(stage, 'refuse');
      await stage.pass(60 * minute);
      return cast;
    },
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'not paid in time',
    play: async (stage) => {
      const cast = await ordered(stage);
      await stage.pass(60 * minute);
      await stage.listen(cast);
      await stage.pass(minute);
      return cast;
    },
    truth: { status: 'EXPIRED', paid: null },
  },
  {
    name: 'paid and refunded in parts',
    play: async (stage) => {
      const cast = await ended(stage, 'pay');
      const first = await stage.refund(cast, { amount: brl('40.00') });
      const second = await stage.refund(cast, { amount: brl('60.00') });
      await endRefund(stage, cast, second, 'S');
      await endRefund(stage, cast, first, 'S');
      return cast;
    },
    truth: {
      refunded: '100.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 40.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid, and a refund of it failed',
    play: async (stage) => {
      const cast = await ended(stage, 'pay');
      await endRefund(stage, cast, await stage.refund(cast, { amount: brl('40.00') }), 'F');
      return cast;
    },
    truth: { refunded: '0.00', refundable: '100.00', refunds: ['FAILED 40.00 free'] },
  },
];
