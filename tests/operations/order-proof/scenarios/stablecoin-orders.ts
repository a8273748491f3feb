import * as documents from '../../../support/documents.ts';
import type { Scenario } from '../proof.ts';
import { bought, expire, minute, ordered, paidLate, pay } from './stablecoin.ts';

export const stablecoinOrders: readonly Scenario[] = [
  {
    name: 'paid',
    play: (merchant) => bought(merchant),
    truth: { status: 'PAID', paid: '101.00', refundable: '101.00', abnormal: [] },
  },
  {
    name: 'paid in two parts',
    play: async (merchant) => {
      const subjects = await bought(merchant, '40');
      await pay(merchant, subjects, '61');
      return subjects;
    },
    truth: { status: 'PAID', paid: '101.00', abnormal: [] },
  },
  {
    name: 'paid with too little when its time was up',
    play: async (merchant) => {
      const subjects = await bought(merchant, '50');
      await expire(merchant, subjects);
      return subjects;
    },
    truth: { status: 'EXPIRED', paid: null, abnormal: ['UNDERPAID OPEN 50.00 50.00'] },
  },
  {
    name: 'paid with too much, then once more',
    play: async (merchant) => {
      const subjects = await bought(merchant, '111');
      await pay(merchant, subjects, '5');
      return subjects;
    },
    truth: {
      status: 'PAID',
      paid: '101.00',
      abnormal: ['OVERPAID OPEN 111.00 10.00', 'OVERPAID OPEN 5.00 5.00'],
    },
  },
  {
    name: 'paid late',
    play: paidLate,
    truth: { status: 'EXPIRED', paid: null, abnormal: ['LATE OPEN 101.00 101.00'] },
  },
  {
    name: 'canceled, then paid all the same',
    play: async (merchant) => {
      const subjects = await ordered(merchant);
      await merchant.pass(minute);
      await merchant.cancel(documents.cancelOrder, subjects.order ?? { id: '' });
      await merchant.listen(subjects);
      await pay(merchant, subjects, '101');
      return subjects;
    },
    truth: { status: 'CANCELED', paid: null, abnormal: ['LATE OPEN 101.00 101.00'] },
  },
];
