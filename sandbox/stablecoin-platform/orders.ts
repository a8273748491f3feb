import {
  add,
  compare,
  decimal,
  multiply,
  parseDecimal,
  roundHalfUp,
  subtract,
  ZERO,
} from '../double/fields/decimal.ts';
import type { Decimal } from '../double/fields/decimal.ts';
import { recordAbnormalPayment } from './abnormal-payments.ts';
import { chainOf, newAddress, newDigits } from './assets.ts';
import type { Account, Order, OrderStatus, Platform, Transfer } from './books.ts';
import { ORDER_STATUSES } from './books.ts';
import type { Fields } from './fields.ts';
import {
  businessNumber,
  httpsUrl,
  identifier,
  integer,
  knownToken,
  oneOf,
  orderAmount,
  parameterError,
} from './fields.ts';
import type { Filters, Page } from './lists.ts';
import { listPage } from './lists.ts';
import { Refusal } from './refusal.ts';
import { createdOrderView, orderView } from './views.ts';

/** Token per USD, for every token (docs/providers/stablecoin-gateway.md#payments). */
const EXCHANGE_RATE = decimal('1.01');
const DEFAULT_LIFETIME_S = 1800;
/** The deposit address on a chain that the merchant has not enabled. */
export const NO_ADDRESS = '-1';

export function createOrder(platform: Platform, account: Account, fields: Fields): object {
  const order = readOrder(platform, account, fields);
  if (account.orders.has(order.orderNo)) {
    throw new Refusal('NUMBER_USED', 'orderNo already exists');
  }
  account.orders.set(order.orderNo, order);
  platform.effects.ordersCreated += 1;
  planExpiry(platform, account, order);
  if (platform.announcesOrders) {
    platform.publish(account, 'CHECKOUT_ORDER_CHANGED', orderView(order));
  }
  return createdOrderView(order);
}

export function planExpiry(platform: Platform, account: Account, order: Order): void {
  platform.clock.schedule(order.expiresAt, () => expireOrder(platform, account, order));
}

function readOrder(platform: Platform, account: Account, fields: Fields): Order {
  const { brand, clock, strict } = platform;
  const orderNo = fields.required('orderNo', businessNumber);
  const customerId = fields.required('customerId', identifier);
  const merchantId = fields.optional('merchantId', identifier);
  const amount = fields.required('orderAmount', orderAmount);
  const token = fields.required('token', knownToken);
  const expiredIn = fields.optional('expiredIn', integer(60, 86_400));
  fields.optional('fiat', oneOf(['USD']));
  const pcCallbackUrl = fields.optional('pcCallbackUrl', httpsUrl);
  const appCallbackUrl = fields.optional('appCallbackUrl', httpsUrl);
  fields.end();
  // A missing merchantId is refused in strict mode only (docs/providers/stablecoin-gateway.md#new-orders).
  if (strict && brand.orderNeeds.merchantId && merchantId === null) {
    throw parameterError('merchantId is required');
  }
  if (brand.orderNeeds.expiredIn && expiredIn === null) {
    throw parameterError('expiredIn is required');
  }

  const now = clock.now();
  const sysid = `OR${newDigits(19)}`;
  const lifetime = expiredIn ?? DEFAULT_LIFETIME_S;
  return {
    sysid,
    orderNo,
    customerId,
    merchantId,
    token,
    depositAddress: account.disabledTokens.has(token) ? NO_ADDRESS : newAddress(chainOf(token)),
    paymentUrl: `${platform.baseUrl}/pay/${sysid}`,
    pcCallbackUrl,
    appCallbackUrl,
    orderAmount: amount,
    payingAmount: roundHalfUp(multiply(amount, EXCHANGE_RATE), 2),
    exchangeRate: EXCHANGE_RATE,
    expiredIn: lifetime,
    createdAt: now,
    expiresAt: now + lifetime * 1000,
    updatedAt: now,
    status: 'PAYING',
    received: ZERO,
    refunded: ZERO,
    everPaid: false,
    txHash: null,
    payer: null,
    transfers: [],
  };
}

/** Finds an order. Refuses an unknown number with 90404. */
export function orderOf(account: Account, orderNo: string): Order {
  const order = account.orders.get(orderNo);
  if (order === undefined) throw new Refusal('NOT_FOUND', 'order not found');
  return order;
}

export function orderInfo(_: Platform, account: Account, fields: Fields): object {
  const orderNo = fields.required('orderNo', businessNumber);
  fields.end();
  return orderView(orderOf(account, orderNo));
}

export function cancelOrder(platform: Platform, account: Account, fields: Fields): true {
  const orderNo = fields.required('orderNo', businessNumber);
  fields.end();
  const order = orderOf(account, orderNo);
  if (order.status !== 'PAYING' || compare(order.received, ZERO) > 0) {
    throw new Refusal('WRONG_STATE', `order is ${order.status} and cannot be cancelled`);
  }
  changeOrderStatus(platform, account, order, 'CANCELLED');
  return true;
}

const FILTERS: Filters<Order> = {
  orderNo: { read: businessNumber, of: (order) => order.orderNo },
  customerId: { read: identifier, of: (order) => order.customerId },
  merchantId: { read: identifier, of: (order) => order.merchantId },
  token: { read: knownToken, of: (order) => order.token },
  orderStatus: { read: oneOf(ORDER_STATUSES), of: (order) => order.status },
};

export function listOrders(_: Platform, account: Account, fields: Fields): Page {
  return listPage(fields, account.orders.values(), FILTERS, orderView);
}

export function changeOrderStatus(
  platform: Platform,
  account: Account,
  order: Order,
  status: OrderStatus,
): void {
  order.status = status;
  order.updatedAt = platform.clock.now();
  platform.publish(account, 'CHECKOUT_ORDER_CHANGED', orderView(order));
}

/** Lets an order expire. What was received and was not enough becomes UNDER_PAID. */
export function expireOrder(platform: Platform, account: Account, order: Order): void {
  order.expiresAt = Math.min(order.expiresAt, platform.clock.now());
  if (order.status !== 'PAYING') return;
  changeOrderStatus(platform, account, order, 'TIMEOUT');
  if (order.txHash === null || order.payer === null) return;
  const { received, txHash: hash, payer: from } = order;
  const money = { amount: received, pending: received, hash, from };
  recordAbnormalPayment(platform, account, order, 'UNDER_PAID', money);
}

/** Money arrives at the deposit address (docs/providers/stablecoin-gateway.md#payments). Another token is ignored. */
export function receiveTransfer(
  platform: Platform,
  account: Account,
  order: Order,
  transfer: Transfer,
): void {
  order.transfers.push(transfer);
  if (transfer.token !== order.token) return;
  const { txHash: hash, from } = transfer;
  const amount = parseDecimal(transfer.amount) ?? ZERO;
  const whole = { amount, pending: amount, hash, from };
  // A deposit exactly at the expiry time is late.
  const late = platform.clock.now() >= order.expiresAt;
  if (late || order.status === 'TIMEOUT' || order.status === 'CANCELLED') {
    recordAbnormalPayment(platform, account, order, 'LATE_PAYMENT', whole);
    return;
  }
  if (order.status !== 'PAYING') {
    recordAbnormalPayment(platform, account, order, 'OVER_PAID', whole);
    return;
  }
  order.received = add(order.received, amount);
  order.txHash = hash;
  order.payer = from;
  order.updatedAt = platform.clock.now();
  const surplus = subtract(order.received, order.payingAmount);
  if (compare(surplus, ZERO) < 0) return;
  order.everPaid = true;
  changeOrderStatus(platform, account, order, 'PAID');
  if (compare(surplus, ZERO) === 0) return;
  recordAbnormalPayment(platform, account, order, 'OVER_PAID', { ...whole, pending: surplus });
}

/** The amount that is missing for PAID. The full amount where nothing is missing. */
export function dueOf(order: Order): Decimal {
  const due = subtract(order.payingAmount, order.received);
  return order.status === 'PAYING' && compare(due, ZERO) > 0 ? due : order.payingAmount;
}
