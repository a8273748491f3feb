import * as documents from '../../../support/documents.ts';
import type { Scenario } from '../proof.ts';
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

export const stablecoinRefunds: readonly Scenario[] = [
  {
    name: 'paid and refunded in parts',
    play: async (merchant) => {
      const subjects = await bought(merchant);
      const first = await merchant.refund(subjects, part(merchant, '41'));
      await advanceRefund(merchant, subjects, first, 'REFUNDING', 'REFUNDED');
      await merchant.mutate(documents.refreshRefund, { id: first.id });
      const second = await merchant.refund(subjects, part(merchant, '60'));
      await advanceRefund(merchant, subjects, second, 'REFUNDING', 'REFUNDED');
      return subjects;
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
    play: async (merchant) => {
      const subjects = await bought(merchant);
      const first = await merchant.refund(subjects, part(merchant, '41'));
      await advanceRefund(merchant, subjects, first, 'REFUNDING', 'FAILED');
      await merchant.mutate(documents.refreshRefund, { id: first.id });
      const second = await merchant.refund(subjects, part(merchant, '101'));
      await advanceRefund(merchant, subjects, second, 'REFUNDING', 'REFUNDED');
      return subjects;
    },
    truth: {
      refunded: '101.00',
      refundable: '0.00',
      refunds: ['FAILED 41.00 free', 'SUCCEEDED 101.00 held'],
    },
  },
  {
    name: 'paid, and a refund of it canceled',
    play: async (merchant) => {
      const subjects = await bought(merchant);
      const refund = await merchant.refund(subjects, part(merchant, '41'));
      await merchant.listen(subjects);
      await merchant.pass(minute);
      await merchant.cancel(documents.cancelRefund, refund);
      return subjects;
    },
    truth: { refunded: '0.00', refundable: '101.00', refunds: ['CANCELED 41.00 free'] },
  },
  {
    name: 'paid and refunded in the portal',
    play: async (merchant) => {
      const subjects = await bought(merchant);
      const refund = await refundInPortal(merchant, subjects, '41');
      await advanceRefund(merchant, subjects, refund, 'REFUNDING', 'REFUNDED');
      return subjects;
    },
    truth: { refunded: '41.00', refundable: '60.00', refunds: ['SUCCEEDED 41.00 held'] },
  },
  {
    name: 'refunded in part here, and the rest in the portal',
    play: async (merchant) => {
      const subjects = await bought(merchant);
      const refund = await merchant.refund(subjects, part(merchant, '41'));
      await advanceRefund(merchant, subjects, refund, 'REFUNDING', 'REFUNDED');
      const rest = await refundInPortal(merchant, subjects, '60');
      await advanceRefund(merchant, subjects, rest, 'REFUNDED');
      return subjects;
    },
    truth: {
      refunded: '101.00',
      refundable: '0.00',
      refunds: ['SUCCEEDED 41.00 held', 'SUCCEEDED 60.00 held'],
    },
  },
  {
    name: 'paid with too much, and the surplus given back in the portal before it is paid once more',
    play: async (merchant) => {
      const subjects = await bought(merchant, '111');
      const refund = await refundInPortal(merchant, subjects, '10', { whole: true });
      await advanceRefund(merchant, subjects, refund, 'REFUNDED');
      await pay(merchant, subjects, '5');
      return subjects;
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
    play: async (merchant) => {
      const subjects = await bought(merchant, '111');
      const payment = await abnormalPaymentOf(merchant, subjects);
      const refund = await merchant.refundAbnormalPayment(payment);
      await advanceRefund(merchant, subjects, refund, 'REFUNDING', 'REFUNDED');
      return subjects;
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
    play: async (merchant) => {
      const subjects = await bought(merchant, '111');
      const payment = await abnormalPaymentOf(merchant, subjects);
      const refund = await merchant.refundAbnormalPayment(payment);
      await advanceRefund(merchant, subjects, refund, 'REFUNDING', 'FAILED');
      return subjects;
    },
    truth: {
      abnormal: ['OVERPAID OPEN 111.00 10.00'],
      refunds: ['FAILED 10.00 free of an abnormal payment'],
    },
  },
  {
    name: 'paid late, and given back in the portal',
    play: async (merchant) => {
      const subjects = await paidLate(merchant);
      const refund = await refundInPortal(merchant, subjects, '101', { whole: true });
      await advanceRefund(merchant, subjects, refund, 'REFUNDING', 'REFUNDED');
      return subjects;
    },
    truth: {
      status: 'EXPIRED',
      abnormal: ['LATE RESOLVED 101.00 0.00'],
      refunds: ['SUCCEEDED 101.00 held of an abnormal payment'],
    },
  },
];
