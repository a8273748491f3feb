import type { Scenario } from '../proof.ts';
import type { Merchant } from '../merchant.ts';
import type { Subjects, Referred } from '../recorder.ts';

const minute = 60_000;
const bankOf = ({ testApp }: Merchant) => testApp.sandbox.provider('NEXAPAY');
const brl = (amount: string) => ({ amount, currency: 'BRL' });

type Presentation = 'QR_CODE' | 'HOSTED_PAGE';

function ordered(merchant: Merchant, presentation: Presentation = 'QR_CODE'): Promise<Referred> {
  bankOf(merchant).switch({ autoPay: false });
  return merchant.order({
    reference: 'pedido',
    amount: brl('100.00'),
    method: { pix: { presentation } },
    account: merchant.testApp.accounts.NEXAPAY,
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
  merchant: Merchant,
  how: 'pay' | 'refuse',
  presentation?: Presentation,
): Promise<Referred> {
  const subjects = await ordered(merchant, presentation);
  await merchant.pass(minute);
  bankOf(merchant)[how](subjects.reference);
  await merchant.listen(subjects);
  return subjects;
}

async function endRefund(
  merchant: Merchant,
  subjects: Subjects,
  { providerReference }: { providerReference: string },
  to: 'S' | 'F',
): Promise<void> {
  await merchant.listen(subjects);
  await merchant.pass(minute);
  bankOf(merchant).advanceRefund(providerReference, to);
  await merchant.listen(subjects);
}

const paid = { status: 'PAID', paid: '100.89', refundable: '100.00' };

export const nexapayScenarios: readonly Scenario[] = [
  { name: 'paid', play: (merchant) => ended(merchant, 'pay'), truth: paid },
  {
    name: 'paid on the hosted page',
    play: (merchant) => ended(merchant, 'pay', 'HOSTED_PAGE'),
    truth: paid,
  },
  {
    name: 'refused',
    play: (merchant) => ended(merchant, 'refuse'),
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'refused on the hosted page, where there is more time',
    play: async (merchant) => {
      const subjects = await ordered(merchant, 'HOSTED_PAGE');
      await merchant.pass(15 * minute);
      bankOf(merchant).refuse(subjects.reference);
      await merchant.listen(subjects);
      await merchant.pass(60 * minute);
      return subjects;
    },
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'refused, which is asked for once more when its time is up',
    play: async (merchant) => {
      const subjects = await ended(merchant, 'refuse');
      await merchant.pass(60 * minute);
      return subjects;
    },
    truth: { status: 'FAILED', paid: null },
  },
  {
    name: 'not paid in time',
    play: async (merchant) => {
      const subjects = await ordered(merchant);
      await merchant.pass(60 * minute);
      await merchant.listen(subjects);
      await merchant.pass(minute);
      return subjects;
    },
    truth: { status: 'EXPIRED', paid: null },
  },
  {
    name: 'paid and refunded in parts',
    play: async (merchant) => {
      const subjects = await ended(merchant, 'pay');
      const first = await merchant.refund(subjects, { amount: brl('40.00') });
      const second = await merchant.refund(subjects, { amount: brl('60.00') });
      await endRefund(merchant, subjects, second, 'S');
      await endRefund(merchant, subjects, first, 'S');
      return subjects;
    },
    truth: {
      refunded: '100.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 40.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid, and a refund of it failed',
    play: async (merchant) => {
      const subjects = await ended(merchant, 'pay');
      await endRefund(
        merchant,
        subjects,
        await merchant.refund(subjects, { amount: brl('40.00') }),
        'F',
      );
      return subjects;
    },
    truth: { refunded: '0.00', refundable: '100.00', refunds: ['FAILED 40.00 free'] },
  },
];
