import { declareDouble, digits, hex, snapshot } from '../double/index.ts';
import type { AccountRules, HandleOf } from '../double/index.ts';
import { api } from './api.ts';
import { notifications } from './notifications.ts';
import { cashier, operator } from './pages.ts';
import { payments } from './payments.ts';
import type { Payment } from './payments.ts';
import { localTime, reais } from './platform.ts';
import type { NexapayPlatform } from './platform.ts';
import { refundedOf, refunds } from './refunds.ts';
import type { Refund } from './refunds.ts';

export interface AccountOptions {
  /** Default BRL alone (docs/providers/nexapay.md#orders). */
  allowedCurrencies?: readonly string[] | undefined;
}

const accounts: AccountRules<NexapayPlatform, AccountOptions> = {
  credentials: {
    apiKey: hex(16),
    secretKey: hex(16),
    merchantId: digits(9),
    subMerchantId: digits(9),
  },
  id: 'apiKey',
  terms: ({ allowedCurrencies = ['BRL'] }) => ({ allowedCurrencies }),
};

export const nexapay = declareDouble({
  name: 'NEXAPAY',
  title: 'NexaPay',
  switches: { notifySignForm: 'J', notifyPayStatus: 'T', autoPay: true },
  effects: { ordersCreated: 0, ordersPaid: 0, refundsCreated: 0, refundsCompleted: 0 },
  accounts,
  kinds: [payments, refunds],
  api,
  webhooks: notifications,
  cashier,
  operator,
  controls: (platform: NexapayPlatform) => {
    const order = (orderId: string) => shownPayment(payments.get(platform, orderId));
    const refund = (refundRequestId: string) => shownRefund(refunds.get(platform, refundRequestId));
    return {
      order,
      refund,
      /** The payer pays. Throws where there is no such order, or where it can no longer be paid. */
      pay(orderId: string) {
        payments.move(platform, payments.get(platform, orderId), 'S');
        return order(orderId);
      },
      /** The payer's bank declines. No notification is sent (docs/providers/nexapay.md#statuses). */
      refuse(orderId: string) {
        payments.move(platform, payments.get(platform, orderId), 'F');
        return order(orderId);
      },
      /** Ends a refund, by default with success. Throws where it has already ended. */
      advanceRefund: (refundRequestId: string, to?: 'S' | 'F') =>
        shownRefund(refunds.advance(platform, refundRequestId, to)),
    };
  },
  controlCalls: (bank) => ({
    order: (args) => bank.order(args.text('orderId')),
    refund: (args) => bank.refund(args.text('refundRequestId')),
    pay: (args) => bank.pay(args.text('orderId')),
    refuse: (args) => bank.refuse(args.text('orderId')),
    advanceRefund: (args) =>
      bank.advanceRefund(args.text('refundRequestId'), args.optionalOneOf('to', ['S', 'F'])),
  }),
});

export type NexapayProvider = HandleOf<typeof nexapay>;

const shownPayment = (payment: Payment) => ({
  ...snapshot(payment, 2),
  orderId: payment.number,
  refundedAmount: reais(refundedOf(payment)),
  payTime: payment.paidAt === null ? null : localTime(payment.paidAt),
});

const shownRefund = (refund: Refund) => ({
  ...snapshot(refund, 2),
  refundRequestId: refund.number,
  orderId: refund.payment.number,
});
