import type { Decimal } from '../double/fields/decimal.ts';
import { add, compare, subtract, ZERO } from '../double/fields/decimal.ts';
import { refundableOf, settleAbnormalPayment } from './abnormal-payments.ts';
import { chainOf, newDigits, newTransactionHash } from './assets.ts';
import type { AbnormalPayment, Account, Order, Platform, Refund, RefundStatus } from './books.ts';
import { autoAdvance, REFUND_STATUSES } from './books.ts';
import type { Fields } from './fields.ts';
import {
  addressFor,
  businessNumber,
  identifier,
  knownToken,
  oneOf,
  text,
  tokenAmount,
  transactionHash,
} from './fields.ts';
import type { Filters, Page } from './lists.ts';
import { listPage } from './lists.ts';
import { changeOrderStatus, orderOf } from './orders.ts';
import { Refusal } from './refusal.ts';
import { refundView } from './views.ts';

interface RefundTerms {
  refundOrderNo: string;
  order: Order;
  abnormalPayment: AbnormalPayment | null;
  amount: Decimal;
  address: string;
  remark: string | null;
}

export function createRefund(platform: Platform, account: Account, fields: Fields): object {
  const refundOrderNo = fields.required('refundOrderNo', businessNumber);
  const orderNo = fields.required('orderNo', businessNumber);
  const abnormalPaymentNo = fields.optional('abnormalPaymentNo', identifier);
  const amount = fields.required('amount', tokenAmount);
  const remark = fields.optional('remark', text);
  const destination =
    platform.brand.refundDestination === 'address'
      ? fields.required('address', addressFor(account.orders.get(orderNo)?.token ?? null))
      : null;
  fields.end();

  refuseUsedNumber(account, refundOrderNo);
  const order = orderOf(account, orderNo);
  const abnormalPayment =
    abnormalPaymentNo === null
      ? null
      : abnormalPaymentOf(account, order, (one) => one.abnormalPaymentNo === abnormalPaymentNo);
  if (abnormalPayment === null) checkNormalRefund(account, order, amount);
  else refundableOf(abnormalPayment, amount);
  const address = destination ?? abnormalPayment?.from ?? order.payer ?? '';
  const terms = { refundOrderNo, order, abnormalPayment, amount, address, remark };
  return refundView(acceptRefund(platform, account, terms));
}

/** Refunds all that is pending to its sender (docs/providers/stablecoin-gateway.md#abnormal-payments). */
export function refundAbnormalPayment(
  platform: Platform,
  account: Account,
  fields: Fields,
): object {
  const refundOrderNo = fields.required('refundOrderNo', businessNumber);
  const orderNo = fields.required('orderNo', businessNumber);
  const txHash = fields.required('txHash', transactionHash);
  const token = fields.required('token', knownToken);
  const remark = fields.optional('remark', text);
  fields.end();

  refuseUsedNumber(account, refundOrderNo);
  const order = orderOf(account, orderNo);
  const abnormalPayment = abnormalPaymentOf(
    account,
    order,
    (one) => one.hash === txHash && order.token === token,
  );
  const amount = refundableOf(abnormalPayment, null);
  const address = abnormalPayment.from;
  const terms = { refundOrderNo, order, abnormalPayment, amount, address, remark };
  return refundView(acceptRefund(platform, account, terms));
}

function refuseUsedNumber(account: Account, refundOrderNo: string): void {
  if (!account.refunds.has(refundOrderNo)) return;
  throw new Refusal('NUMBER_USED', 'refundOrderNo already exists');
}

function abnormalPaymentOf(
  account: Account,
  order: Order,
  matches: (payment: AbnormalPayment) => boolean,
): AbnormalPayment {
  const found = account.abnormalPayments.find((one) => one.order === order && matches(one));
  if (found === undefined) throw new Refusal('NOT_FOUND', 'abnormal payment not found');
  return found;
}

function checkNormalRefund(account: Account, order: Order, amount: Decimal): void {
  if (order.status !== 'PAID' && order.status !== 'PARTIAL_REFUNDED') {
    throw new Refusal('WRONG_STATE', `order is ${order.status} and cannot be refunded`);
  }
  const total = add(normalRefundsOf(account, order), amount);
  if (compare(total, order.payingAmount) <= 0) return;
  throw new Refusal('AMOUNT_TOO_HIGH', 'amount exceeds what is refundable');
}

/** The sum of an order's normal refunds that have not failed or been cancelled. */
export function normalRefundsOf(account: Account, order: Order): Decimal {
  let sum = ZERO;
  for (const refund of account.refunds.values()) {
    if (refund.order !== order || refund.abnormalPayment !== null) continue;
    if (refund.status !== 'FAILED' && refund.status !== 'CANCELLED') sum = add(sum, refund.amount);
  }
  return sum;
}

function acceptRefund(platform: Platform, account: Account, terms: RefundTerms): Refund {
  const now = platform.clock.now();
  const { order, abnormalPayment } = terms;
  const refund: Refund = {
    sysid: `RF${newDigits(19)}`,
    ...terms,
    createdAt: now,
    updatedAt: now,
    orderStatusBefore: order.status,
    status: 'PENDING_REFUND',
    txHash: null,
  };
  account.refunds.set(refund.refundOrderNo, refund);
  platform.effects.refundsCreated += 1;
  // Refunds of abnormal payments never touch the order (docs/providers/stablecoin-gateway.md#abnormal-payments).
  if (abnormalPayment === null) changeOrderStatus(platform, account, order, 'REFUNDING');
  else abnormalPayment.reserved = add(abnormalPayment.reserved, refund.amount);
  planSteps(platform, account, refund);
  return refund;
}

export function planSteps(platform: Platform, account: Account, refund: Refund): void {
  autoAdvance(platform, () => {
    if (refund.status === 'PENDING_REFUND')
      changeRefundStatus(platform, account, refund, 'REFUNDING');
    else if (refund.status === 'REFUNDING')
      changeRefundStatus(platform, account, refund, 'REFUNDED');
    return refund.status === 'REFUNDING' ? 'moved' : 'ended';
  });
}

export function changeRefundStatus(
  platform: Platform,
  account: Account,
  refund: Refund,
  status: RefundStatus,
): void {
  const { order, abnormalPayment, amount } = refund;
  refund.status = status;
  refund.updatedAt = platform.clock.now();
  if (status === 'REFUNDED') refund.txHash = newTransactionHash(chainOf(order.token));
  platform.publish(account, 'REFUND_ORDER_CHANGED', refundView(refund));
  if (status === 'REFUNDED') {
    platform.effects.refundsCompleted += 1;
    if (abnormalPayment === null) refundOrder(platform, account, refund);
    else settleAbnormalPayment(platform, account, abnormalPayment, amount);
  } else if (status === 'FAILED' || status === 'CANCELLED') {
    if (abnormalPayment === null) {
      changeOrderStatus(platform, account, order, refund.orderStatusBefore);
    } else abnormalPayment.reserved = subtract(abnormalPayment.reserved, amount);
  }
}

function refundOrder(platform: Platform, account: Account, refund: Refund): void {
  const { order, amount } = refund;
  order.refunded = add(order.refunded, amount);
  const whole = compare(order.refunded, order.payingAmount) === 0;
  changeOrderStatus(platform, account, order, whole ? 'REFUNDED' : 'PARTIAL_REFUNDED');
}

function refundOf(account: Account, fields: Fields): Refund {
  const refundOrderNo = fields.required('refundOrderNo', businessNumber);
  fields.end();
  const refund = account.refunds.get(refundOrderNo);
  if (refund === undefined) throw new Refusal('NOT_FOUND', 'refund order not found');
  return refund;
}

export function refundInfo(_: Platform, account: Account, fields: Fields): object {
  return refundView(refundOf(account, fields));
}

export function cancelRefund(platform: Platform, account: Account, fields: Fields): true {
  const refund = refundOf(account, fields);
  if (refund.status !== 'PENDING_REFUND') {
    throw new Refusal('WRONG_STATE', `refund is ${refund.status} and cannot be cancelled`);
  }
  changeRefundStatus(platform, account, refund, 'CANCELLED');
  return true;
}

const FILTERS: Filters<Refund> = {
  refundOrderNo: { read: businessNumber, of: (refund) => refund.refundOrderNo },
  orderNo: { read: businessNumber, of: (refund) => refund.order.orderNo },
  refundStatus: { read: oneOf(REFUND_STATUSES), of: (refund) => refund.status },
};

export function listRefunds(_: Platform, account: Account, fields: Fields): Page {
  return listPage(fields, account.refunds.values(), FILTERS, refundView);
}
