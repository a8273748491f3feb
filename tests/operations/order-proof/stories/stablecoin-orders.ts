import * as documents from '../../../support/documents.ts';
import type { Story } from '../proof.ts';
import { bought, expire, minute, ordered, paidLate, pay } from './stablecoin.ts';

export const stablecoinOrders: readonly Story[] = [
  {
    name: 'paid',
    play: (stage) => bought(stage),
    truth: { status: 'PAID', paid: '101.00', refundable: '101.00', abnormal: [] },
  },
  {
    name: 'paid in two parts',
    play: async (stage) => {
      const cast = await bought(stage, '40');
      await pay(stage, cast, '61');
      return cast;
    },
    truth: { status: 'PAID', paid: '101.00', abnormal: [] },
  },
  {
    name: 'paid with too little when its time was up',
    play: async (stage) => {
      const cast = await bought(stage, '50');
      await expire(stage, cast);
      return cast;
    },
    truth: { status: 'EXPIRED', paid: null, abnormal: ['UNDERPAID OPEN 50.00 50.00'] },
  },
  {
    name: 'paid with too much, then once more',
    play: async (stage) => {
      const cast = await bought(stage, '111');
      await pay(stage, cast, '5');
      return cast;
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
    play: async (stage) => {
      const cast = await ordered(stage);
      await stage.pass(minute);
      await stage.cancel(documents.cancelOrder, cast.order ?? { id: '' });
      await stage.listen(cast);
      await pay(stage, cast, '101');
      return cast;
    },
    truth: { status: 'CANCELED', paid: null, abnormal: ['LATE OPEN 101.00 101.00'] },
  },
];
