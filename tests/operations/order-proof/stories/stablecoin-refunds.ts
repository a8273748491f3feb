import * as documents from '../../../support/documents.ts';
import type { Story } from '../proof.ts';
import {
  abnormalPaymentOf,
  advanceRefund,
  bought,
  minute,
  paidLate,
  part,
  pay,
  refundInPortal,
} from './stablecoin.ts';

export const stablecoinRefunds: readonly Story[] = [
  {
    name: 'paid and refunded in parts',
    play: async (stage) => {
      const cast = await bought(stage);
      const first = await stage.refund(cast, part(stage, '41'));
      await advanceRefund(stage, cast, first, 'REFUNDING', 'REFUNDED');
      await stage.tell(documents.refreshRefund, { id: first.id });
      const second = await stage.refund(cast, part(stage, '60'));
      await advanceRefund(stage, cast, second, 'REFUNDING', 'REFUNDED');
      return cast;
    },
    truth: {
      status: 'PAID',
      refunded: '101.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 41.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid, refunded in vain, and refunded',
    play: async (stage) => {
      const cast = await bought(stage);
      const first = await stage.refund(cast, part(stage, '41'));
      await advanceRefund(stage, cast, first, 'REFUNDING', 'FAILED');
      await stage.tell(documents.refreshRefund, { id: first.id });
      const second = await stage.refund(cast, part(stage, '101'));
      await advanceRefund(stage, cast, second, 'REFUNDING', 'REFUNDED');
      return cast;
    },
    truth: {
      refunded: '101.00',
      refundable: '0.00',
      refunds: ['FAILED 41.00 free', 'SUCCEEDED 101.00 held'],
    },
  },
  {
    name: 'paid, and a refund of it canceled',
    play: async (stage) => {
      const cast = await bought(stage);
      const refund = await stage.refund(cast, part(stage, '41'));
      await stage.listen(cast);
      await stage.pass(minute);
      await stage.cancel(documents.cancelRefund, refund);
      return cast;
    },
    truth: { refunded: '0.00', refundable: '101.00', refunds: ['CANCELED 41.00 free'] },
  },
  {
    name: 'paid and refunded in the portal',
    play: async (stage) => {
      const cast = await bought(stage);
      const refund = await refundInPortal(stage, cast, '41');
      await advanceRefund(stage, cast, refund, 'REFUNDING', 'REFUNDED');
      return cast;
    },
    truth: { refunded: '41.00', refundable: '60.00', refunds: ['SUCCEEDED 41.00 held'] },
  },
  {
    name: 'refunded in part here, and the rest in the portal',
    play: async (stage) => {
      const cast = await bought(stage);
      const refund = await stage.refund(cast, part(stage, '41'));
      await advanceRefund(stage, cast, refund, 'REFUNDING', 'REFUNDED');
      const rest = await refundInPortal(stage, cast, '60');
      await advanceRefund(stage, cast, rest, 'REFUNDED');
      return cast;
    },
    truth: {
      refunded: '101.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 41.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid with too much, and the surplus given back in the portal before it is paid once more',
    play: async (stage) => {
      const cast = await bought(stage, '111');
      const refund = await refundInPortal(stage, cast, '10', { whole: true });
      await advanceRefund(stage, cast, refund, 'REFUNDED');
      await pay(stage, cast, '5');
      return cast;
    },
    truth: {
      paid: '101.00',
      refundable: '101.00',
      abnormal: ['OVERPAID OPEN 5.00 5.00', 'OVERPAID RESOLVED 111.00 0.00'],
      refunds: ['SUCCEEDED 10.00 held of an abnormal payment'],
    },
  },
  {
    name: 'paid with too much, and the surplus given back',
    play: async (stage) => {
      const cast = await bought(stage, '111');
      const payment = await abnormalPaymentOf(stage, cast);
      const refund = await stage.refundAbnormalPayment(payment);
      await advanceRefund(stage, cast, refund, 'REFUNDING', 'REFUNDED');
      return cast;
    },
    truth: {
      paid: '101.00',
      refundable: '101.00',
      refunded: '0.00',
      abnormal: ['OVERPAID RESOLVED 111.00 0.00'],
      refunds: ['SUCCEEDED 10.00 held of an abnormal payment'],
    },
  },
  {
    name: 'paid with too much, and the surplus given back in vain',
    play: async (stage) => {
      const cast = await bought(stage, '111');
      const payment = await abnormalPaymentOf(stage, cast);
      const refund = await stage.refundAbnormalPayment(payment);
      await advanceRefund(stage, cast, refund, 'REFUNDING', 'FAILED');
      return cast;
    },
    truth: {
      abnormal: ['OVERPAID OPEN 111.00 10.00'],
      refunds: ['FAILED 10.00 free of an abnormal payment'],
    },
  },
  {
    name: 'paid late, and given back in the portal',
    play: async (stage) => {
      const cast = await paidLate(stage);
      const refund = await refundInPortal(stage, cast, '101', { whole: true });
      await advanceRefund(stage, cast, refund, 'REFUNDING', 'REFUNDED');
      return cast;
    },
    truth: {
      status: 'EXPIRED',
      abnormal: ['LATE RESOLVED 101.00 0.00'],
      refunds: ['SUCCEEDED 101.00 held of an abnormal payment'],
    },
  },
];
