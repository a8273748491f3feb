import { toText } from '../double/fields/decimal.ts';
import type { AbnormalPayment, Account, Order, Refund, Settlement, Transfer } from './books.ts';

/** Copies of the provider's records for tests. Amounts are exact decimal strings, times are epoch milliseconds. */
export type OrderSnapshot = Omit<
  Order,
  'orderAmount' | 'payingAmount' | 'exchangeRate' | 'received' | 'refunded'
> & {
  apiKey: string;
  orderAmount: string;
  payingAmount: string;
  exchangeRate: string;
  receivedAmount: string;
  refundedAmount: string;
};

export interface RefundSnapshot extends Omit<
  Refund,
  'order' | 'abnormalPayment' | 'amount' | 'orderStatusBefore'
> {
  apiKey: string;
  orderNo: string;
  abnormalPaymentNo: string | null;
  token: string;
  amount: string;
}

export interface SettlementSnapshot extends Omit<Settlement, 'amount'> {
  apiKey: string;
  amount: string;
}

export interface AbnormalPaymentSnapshot extends Omit<
  AbnormalPayment,
  'order' | 'amount' | 'pending' | 'reserved'
> {
  apiKey: string;
  orderNo: string;
  token: string;
  amount: string;
  pendingAmount: string;
  reservedAmount: string;
}

export function orderSnapshot(account: Account, order: Order): OrderSnapshot {
  const { orderAmount, payingAmount, exchangeRate, received, refunded, transfers, ...rest } = order;
  return {
    ...rest,
    apiKey: account.credentials.apiKey,
    orderAmount: toText(orderAmount),
    payingAmount: toText(payingAmount),
    exchangeRate: toText(exchangeRate),
    receivedAmount: toText(received),
    refundedAmount: toText(refunded),
    transfers: transfers.map((transfer): Transfer => ({ ...transfer })),
  };
}

export function refundSnapshot(account: Account, refund: Refund): RefundSnapshot {
  const { order, abnormalPayment, amount, orderStatusBefore: _before, ...rest } = refund;
  return {
    ...rest,
    apiKey: account.credentials.apiKey,
    orderNo: order.orderNo,
    abnormalPaymentNo: abnormalPayment?.abnormalPaymentNo ?? null,
    token: order.token,
    amount: toText(amount),
  };
}

export function settlementSnapshot(account: Account, settlement: Settlement): SettlementSnapshot {
  const { amount, ...rest } = settlement;
  return { ...rest, apiKey: account.credentials.apiKey, amount: toText(amount) };
}

export function abnormalPaymentSnapshot(
  account: Account,
  payment: AbnormalPayment,
): AbnormalPaymentSnapshot {
  const { order, amount, pending, reserved, ...rest } = payment;
  return {
    ...rest,
    apiKey: account.credentials.apiKey,
    orderNo: order.orderNo,
    token: order.token,
    amount: toText(amount),
    pendingAmount: toText(pending),
    reservedAmount: toText(reserved),
  };
}
