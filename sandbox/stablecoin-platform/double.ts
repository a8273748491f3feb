import { declareDouble, snapshot, toText } from '../double/index.ts';
import type { AccountRules, ControlCalls, HandleOf } from '../double/index.ts';
import { abnormalPayments } from './abnormal-payments.ts';
import type { AbnormalPayment } from './abnormal-payments.ts';
import { newDigits, newSecret } from './assets.ts';
import { BRANDS } from './brands.ts';
import type { StablecoinBrand } from './brands.ts';
import { apiOf } from './gateway/api.ts';
import { webhooksOf } from './gateway/webhooks.ts';
import { expireOrder, noAddress, orders, pay } from './orders.ts';
import type { Payment } from './orders.ts';
import { cashierOf, operator } from './pages.ts';
import type { Order, StablecoinPlatform, Switches } from './platform.ts';
import { refunds, refundTargets } from './refunds.ts';
import type { Refund } from './refunds.ts';
import { settlements, settlementTargets } from './settlements.ts';
import type { Settlement } from './settlements.ts';

export interface AccountOptions {
  /** Tokens whose orders get `depositAddress:"-1"`. */
  disabledTokens?: readonly string[] | undefined;
}

const accounts: AccountRules<StablecoinPlatform, AccountOptions> = {
  credentials: {
    apiKey: () => newSecret(24),
    apiSecret: () => newSecret(32),
    signKey: () => newSecret(24),
    merchantId: () => newDigits(8),
  },
  id: 'apiKey',
  terms: ({ disabledTokens = [] }) => ({ disabledTokens }),
};

const switches: Switches = {
  strict: true,
  queryPrefix: '?',
  fiatSettlement: false,
  announcesOrders: false,
  showsUnreserved: false,
};

const doubleOf = <Name extends StablecoinBrand>(name: Name) => {
  const brand = BRANDS[name];
  return declareDouble({
    name,
    title: brand.title,
    switches,
    effects: {
      ordersCreated: 0,
      refundsCreated: 0,
      refundsCompleted: 0,
      settlementsCreated: 0,
      settlementsSettled: 0,
    },
    accounts,
    kinds: [orders, refunds, settlements, abnormalPayments],
    api: apiOf(brand),
    webhooks: webhooksOf(brand),
    cashier: cashierOf(brand),
    operator,
    controls: controlsOf,
    controlCalls: controlCallsOf,
  });
};

const controlsOf = (platform: StablecoinPlatform) => {
  const order = (orderNo: string) => shownOrder(orders.get(platform, orderNo));
  return {
    order,
    refund: (refundOrderNo: string) => shownRefund(refunds.get(platform, refundOrderNo)),
    settlement: (settlementOrderNo: string) =>
      shownSettlement(settlements.get(platform, settlementOrderNo)),
    /** The abnormal payments of an order, oldest first. */
    abnormalPayments(orderNo: string) {
      const of = orders.get(platform, orderNo);
      const all = [...abnormalPayments.of(of.account).values()];
      return all.filter((one) => one.order === of).map(shownAbnormalPayment);
    },
    /** The payer sends money to the order's deposit address. Throws where there is no such order or address. */
    pay: (orderNo: string, payment: Payment = {}) =>
      pay(platform, orders.get(platform, orderNo), payment),
    /** Lets an order expire now, without moving the clock. */
    expire(orderNo: string) {
      expireOrder(platform, orders.get(platform, orderNo));
      return order(orderNo);
    },
    /** Advances by one step, or through all steps to `to`. Throws where the status does not allow it. */
    advanceRefund: (refundOrderNo: string, to?: keyof typeof refundTargets) =>
      shownRefund(refunds.advance(platform, refundOrderNo, to)),
    advanceSettlement: (settlementOrderNo: string, to?: keyof typeof settlementTargets) =>
      shownSettlement(settlements.advance(platform, settlementOrderNo, to)),
    enableFiatSettlement(on: boolean) {
      platform.switches.fiatSettlement = on;
    },
    /** Orders in a token that the account has not enabled, over all accounts. */
    unpayableOrders: () =>
      orders.all(platform).filter(({ depositAddress }) => depositAddress === noAddress).length,
  };
};

const controlCallsOf = (platform: ReturnType<typeof controlsOf>): ControlCalls => ({
  order: (args) => platform.order(args.text('orderNo')),
  refund: (args) => platform.refund(args.text('refundOrderNo')),
  settlement: (args) => platform.settlement(args.text('settlementOrderNo')),
  abnormalPayments: (args) => platform.abnormalPayments(args.text('orderNo')),
  pay: (args) =>
    platform.pay(args.text('orderNo'), {
      amount: args.optionalText('amount'),
      from: args.optionalText('from'),
      txHash: args.optionalText('txHash'),
      token: args.optionalText('token'),
      at: args.optionalNumber('at'),
    }),
  expire: (args) => platform.expire(args.text('orderNo')),
  advanceRefund: (args) =>
    platform.advanceRefund(
      args.text('refundOrderNo'),
      args.optionalOneOf('to', Object.values(refundTargets)),
    ),
  advanceSettlement: (args) =>
    platform.advanceSettlement(
      args.text('settlementOrderNo'),
      args.optionalOneOf('to', Object.values(settlementTargets)),
    ),
  enableFiatSettlement: (args) => platform.enableFiatSettlement(args.isSet('on')),
});

const shownOrder = (order: Order) => ({
  ...snapshot(order),
  orderNo: order.number,
  apiKey: order.account.id,
  receivedAmount: toText(order.received),
  refundedAmount: toText(order.refunded),
});

const shownRefund = (refund: Refund) => ({
  ...snapshot(refund),
  refundOrderNo: refund.number,
  apiKey: refund.account.id,
  orderNo: refund.order.number,
  abnormalPaymentNo: refund.abnormalPayment?.number ?? null,
  token: refund.order.token,
});

const shownSettlement = (settlement: Settlement) => ({
  ...snapshot(settlement),
  settlementOrderNo: settlement.number,
  apiKey: settlement.account.id,
});

const shownAbnormalPayment = (payment: AbnormalPayment) => ({
  ...snapshot(payment),
  abnormalPaymentNo: payment.number,
  apiKey: payment.account.id,
  orderNo: payment.order.number,
  token: payment.order.token,
  pendingAmount: toText(payment.pending),
  reservedAmount: toText(payment.reserved),
});

export const xcheckout = doubleOf('ANEXPAY_XCHECKOUT');
export const wCheckout = doubleOf('W_CHECKOUT');

export type StablecoinProvider = HandleOf<typeof xcheckout | typeof wCheckout>;
