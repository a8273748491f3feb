import { accountOf, balanceText, declareDouble, hex, snapshot } from '../double/index.ts';
import type { AccountRules, HandleOf } from '../double/index.ts';
import { api } from './api.ts';
import { notifications } from './notifications.ts';
import { cashier, operator } from './pages.ts';
import { confirm, payments, refundStatusOf } from './payments.ts';
import { payouts } from './payouts.ts';
import { openingBalances } from './platform.ts';
import type { Currency, ExamplepayPlatform, Payment, Payout, Refund } from './platform.ts';
import { refunds } from './refunds.ts';

const accounts: AccountRules<ExamplepayPlatform, object> = {
  credentials: { appId: hex(16), appSecret: hex(16) },
  id: 'appId',
  terms: () => ({ balances: openingBalances() }),
};

export const examplepay = declareDouble({
  name: 'EXAMPLEPAY',
  title: 'ExamplePay',
  switches: { autoPayMs: null },
  effects: {
    ordersCreated: 0,
    ordersPaid: 0,
    refundsCreated: 0,
    refundsCompleted: 0,
    settlementsCreated: 0,
    settlementsSettled: 0,
  },
  accounts,
  kinds: [payments, refunds, payouts],
  api,
  webhooks: notifications,
  cashier,
  operator,
  controls: (platform: ExamplepayPlatform) => {
    const order = (merchantTradeNo: string) =>
      shownPayment(payments.get(platform, merchantTradeNo));
    const end = (merchantTradeNo: string, to: 'FAILED' | 'CLOSED') => {
      payments.move(platform, payments.get(platform, merchantTradeNo), to);
      return order(merchantTradeNo);
    };
    return {
      order,
      refund: (merchantRefundNo: string) => shownRefund(refunds.get(platform, merchantRefundNo)),
      settlement: (merchantTradeNo: string) => shownPayout(payouts.get(platform, merchantTradeNo)),
      /** The payer confirms the payment. The cents of its amount decide the outcome. Throws where it is not pending. */
      pay(merchantTradeNo: string) {
        confirm(platform, payments.get(platform, merchantTradeNo));
        return order(merchantTradeNo);
      },
      /** The payer, or the payer's bank, declines. */
      decline: (merchantTradeNo: string) => end(merchantTradeNo, 'FAILED'),
      /** Lets a payment expire now, without moving the clock. */
      expire: (merchantTradeNo: string) => end(merchantTradeNo, 'CLOSED'),
      /** Ends a refund, by default with the outcome of the cents of its amount. Throws where it has ended. */
      advanceRefund: (merchantRefundNo: string, to?: 'REFUNDED' | 'FAILED') =>
        shownRefund(refunds.advance(platform, merchantRefundNo, to)),
      /** Ends a payout, by default with the outcome of the cents of its amount. Throws where it has ended. */
      advanceSettlement: (merchantTradeNo: string, to?: 'PAID' | 'FAILED') =>
        shownPayout(payouts.advance(platform, merchantTradeNo, to)),
      balance: (appId: string, currency: Currency) =>
        balanceText(accountOf(platform, appId).balances[currency], 2),
    };
  },
  controlCalls: (bank) => ({
    order: (args) => bank.order(args.text('merchantTradeNo')),
    refund: (args) => bank.refund(args.text('merchantRefundNo')),
    settlement: (args) => bank.settlement(args.text('merchantTradeNo')),
    pay: (args) => bank.pay(args.text('merchantTradeNo')),
    decline: (args) => bank.decline(args.text('merchantTradeNo')),
    expire: (args) => bank.expire(args.text('merchantTradeNo')),
    advanceRefund: (args) =>
      bank.advanceRefund(
        args.text('merchantRefundNo'),
        args.optionalOneOf('to', ['REFUNDED', 'FAILED']),
      ),
    advanceSettlement: (args) =>
      bank.advanceSettlement(
        args.text('merchantTradeNo'),
        args.optionalOneOf('to', ['PAID', 'FAILED']),
      ),
  }),
});

export type ExamplepayProvider = HandleOf<typeof examplepay>;

const shownPayment = (payment: Payment) => ({
  ...snapshot(payment, 2),
  merchantTradeNo: payment.number,
  appId: payment.account.id,
  refundStatus: refundStatusOf(payment),
  refunds: payment.refunds.map(shownRefund),
});

const shownRefund = (refund: Refund) => ({
  ...snapshot(refund, 2),
  merchantRefundNo: refund.number,
  merchantTradeNo: refund.payment.number,
});

const shownPayout = (payout: Payout) => ({
  ...snapshot(payout, 2),
  merchantTradeNo: payout.number,
  appId: payout.account.id,
});
