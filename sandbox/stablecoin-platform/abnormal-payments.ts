import type { Decimal } from '../double/fields/decimal.ts';
import { compare, subtract, ZERO } from '../double/fields/decimal.ts';
import { newDigits } from './assets.ts';
import type { AbnormalPayment, AbnormalPaymentType, Account, Order, Platform } from './books.ts';
import type { Fields } from './fields.ts';
import { businessNumber, identifier, oneOf } from './fields.ts';
import type { Filters, Page } from './lists.ts';
import { listPage } from './lists.ts';
import { Refusal } from './refusal.ts';
import { abnormalPaymentEventView, abnormalPaymentView } from './views.ts';

export interface AbnormalMoney {
  /**
   * The amount of the transaction, or of all transactions for UNDER_PAID
   * (docs/providers/stablecoin-gateway.md#abnormal-payments).
   */
  amount: Decimal;
  /** The part that is to be handled: the surplus, or everything. */
  pending: Decimal;
  hash: string;
  from: string;
}

export function recordAbnormalPayment(
  platform: Platform,
  account: Account,
  order: Order,
  type: AbnormalPaymentType,
  money: AbnormalMoney,
): void {
  const now = platform.clock.now();
  const payment: AbnormalPayment = {
    abnormalPaymentNo: `AP${newDigits(17)}`,
    order,
    type,
    amount: money.amount,
    hash: money.hash,
    from: money.from,
    createdAt: now,
    updatedAt: now,
    status: 'PENDING',
    pending: money.pending,
    reserved: ZERO,
    showsUnreserved: platform.showsUnreserved,
  };
  account.abnormalPayments.push(payment);
  platform.publish(account, 'ABNORMAL_PAYMENT', abnormalPaymentEventView(payment));
}

/**
 * Subtracts a finished refund from the pending amount. At zero the payment is HANDLED
 * (docs/providers/stablecoin-gateway.md#abnormal-payments).
 */
export function settleAbnormalPayment(
  platform: Platform,
  account: Account,
  payment: AbnormalPayment,
  amount: Decimal,
): void {
  payment.reserved = subtract(payment.reserved, amount);
  payment.pending = subtract(payment.pending, amount);
  payment.updatedAt = platform.clock.now();
  if (compare(payment.pending, ZERO) > 0) return;
  payment.status = 'HANDLED';
  platform.publish(account, 'ABNORMAL_PAYMENT', abnormalPaymentEventView(payment));
}

/**
 * The amount that a refund may still take. Refuses where it is zero or less than `requested`
 * (docs/providers/stablecoin-gateway.md#abnormal-payments).
 */
export function refundableOf(payment: AbnormalPayment, requested: Decimal | null): Decimal {
  if (payment.status === 'HANDLED') {
    throw new Refusal('WRONG_STATE', 'the abnormal payment is handled');
  }
  const free = subtract(payment.pending, payment.reserved);
  const amount = requested ?? free;
  if (compare(free, ZERO) <= 0 || compare(amount, free) > 0) {
    throw new Refusal('AMOUNT_TOO_HIGH', 'amount exceeds what is pending');
  }
  return amount;
}

const FILTERS: Filters<AbnormalPayment> = {
  orderNo: { read: businessNumber, of: (payment) => payment.order.orderNo },
  abnormalPaymentNo: { read: identifier, of: (payment) => payment.abnormalPaymentNo },
  type: {
    read: oneOf(['OVER_PAID', 'UNDER_PAID', 'LATE_PAYMENT']),
    of: (payment) => payment.type,
  },
  status: { read: oneOf(['PENDING', 'HANDLED']), of: (payment) => payment.status },
};

export function listAbnormalPayments(_: Platform, account: Account, fields: Fields): Page {
  return listPage(fields, account.abnormalPayments, FILTERS, abnormalPaymentView);
}
