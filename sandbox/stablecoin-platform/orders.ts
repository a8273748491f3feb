import {
  add,
  compare,
  decimal,
  EntityKind,
  jsonNumber,
  multiply,
  oneOf,
  parseDecimal,
  roundHalfUp,
  subtract,
  toText,
  ZERO,
} from '../double/index.ts';
import type { Decimal, Filters, Received } from '../double/index.ts';
import { recordAbnormalPayment } from './abnormal-payments.ts';
import { chainOf, contractOf, newAddress, newDigits, newTransactionHash } from './assets.ts';
import type { Brand } from './brands.ts';
import {
  businessNumber,
  httpsUrl,
  identifier,
  integerByValue,
  knownToken,
  listPage,
  orderAmount,
} from './fields.ts';
import { isoTime, orderStatuses, publish, refused } from './platform.ts';
import type { Kind, Order, StablecoinPlatform, Transfer } from './platform.ts';

/** Token per USD, for every token (docs/providers/stablecoin-gateway.md#payments). */
const exchangeRate = decimal('1.01');
const defaultLifetimeS = 1800;
/** The deposit address on a chain that the merchant has not enabled. */
export const noAddress = '-1';

export const orders: Kind<Order> = new EntityKind({
  name: 'order',
  numberedBy: 'orderNo',
  moves: {
    PAYING: ['PAID', 'TIMEOUT', 'CANCELLED'],
    PAID: ['REFUNDING'],
    REFUNDING: ['PAID', 'PARTIAL_REFUNDED', 'REFUNDED'],
    PARTIAL_REFUNDED: ['REFUNDING'],
    REFUNDED: [],
    TIMEOUT: [],
    CANCELLED: [],
  },
  counts: { created: 'ordersCreated' },
  due: [
    {
      while: 'PAYING',
      at: ({ expiresAt }) => expiresAt,
      run: (platform, order) => expireOrder(platform, order),
    },
  ],
  moved: (platform, order) =>
    publish(platform, order.account, 'CHECKOUT_ORDER_CHANGED', orderView(order)),
});

type Call = Received<StablecoinPlatform>;

export const createOrder =
  ({ orderNeeds }: Brand) =>
  (platform: StablecoinPlatform, { account, fields }: Call): object => {
    const { strict, announcesOrders } = platform.switches;
    const number = fields.required('orderNo', businessNumber);
    const customerId = fields.required('customerId', identifier);
    const merchantId = fields.optional('merchantId', identifier);
    const amount = fields.required('orderAmount', orderAmount);
    const token = fields.required('token', knownToken);
    const expiredIn = fields.optional('expiredIn', integerByValue(60, 86_400));
    fields.optional('fiat', oneOf(['USD']));
    const pcCallbackUrl = fields.optional('pcCallbackUrl', httpsUrl);
    const appCallbackUrl = fields.optional('appCallbackUrl', httpsUrl);
    fields.end();
    // A missing merchantId is refused in strict mode only (docs/providers/stablecoin-gateway.md#new-orders).
    if (strict && orderNeeds.merchantId && merchantId === null) throw fields.missing('merchantId');
    if (orderNeeds.expiredIn && expiredIn === null) throw fields.missing('expiredIn');
    const now = platform.clock.now();
    const sysid = `OR${newDigits(19)}`;
    const lifetime = expiredIn ?? defaultLifetimeS;
    const isDisabled = account.disabledTokens.includes(token);
    const named = { number, account, sysid, customerId, merchantId, token };
    const order = orders.open(platform, 'PAYING', {
      ...named,
      depositAddress: isDisabled ? noAddress : newAddress(chainOf(token)),
      paymentUrl: `${platform.baseUrl}/pay/${sysid}`,
      pcCallbackUrl,
      appCallbackUrl,
      orderAmount: amount,
      payingAmount: roundHalfUp(multiply(amount, exchangeRate), 2),
      exchangeRate,
      expiredIn: lifetime,
      createdAt: now,
      expiresAt: now + lifetime * 1000,
      received: ZERO,
      refunded: ZERO,
      everPaid: false,
      txHash: null,
      payer: null,
      transfers: [],
    });
    if (announcesOrders) publish(platform, account, 'CHECKOUT_ORDER_CHANGED', orderView(order));
    return createdOrderView(order);
  };

function wanted({ account, fields }: Call): Order {
  const orderNo = fields.required('orderNo', businessNumber);
  fields.end();
  return orders.find(account, orderNo);
}

export const orderInfo = (_: StablecoinPlatform, call: Call): object => orderView(wanted(call));

export function cancelOrder(platform: StablecoinPlatform, call: Call): true {
  const order = wanted(call);
  if (compare(order.received, ZERO) > 0) {
    throw refused('WRONG_STATE', `order is ${order.status} and cannot be cancelled`);
  }
  orders.move(platform, order, 'CANCELLED');
  return true;
}

const filters: Filters<Order> = {
  orderNo: { read: businessNumber, of: ({ number }) => number },
  customerId: { read: identifier, of: ({ customerId }) => customerId },
  merchantId: { read: identifier, of: ({ merchantId }) => merchantId },
  token: { read: knownToken, of: ({ token }) => token },
  orderStatus: { read: oneOf(orderStatuses), of: ({ status }) => status },
};

export const listOrders = (_: StablecoinPlatform, { account, fields }: Call): object =>
  listPage(fields, orders.of(account).values(), filters, orderView);

/** Lets an order expire. What was received and was not enough becomes UNDER_PAID. */
export function expireOrder(platform: StablecoinPlatform, order: Order): void {
  order.expiresAt = Math.min(order.expiresAt, platform.clock.now());
  if (order.status !== 'PAYING') return;
  orders.move(platform, order, 'TIMEOUT');
  if (order.txHash === null || order.payer === null) return;
  const { received, txHash: hash, payer: from } = order;
  const money = { amount: received, pending: received, hash, from };
  recordAbnormalPayment(platform, order, 'UNDER_PAID', money);
}

export interface Payment {
  /** Exact decimal string in the order's token. Default: what is due. */
  amount?: string | undefined;
  from?: string | undefined;
  txHash?: string | undefined;
  /** Epoch milliseconds of the first confirmation. Default: now. A past time counts as now. */
  at?: number | undefined;
  /** Default: the order's token. A transfer of another token arrives and is ignored. */
  token?: string | undefined;
}

/** The payer sends money to the order's deposit address (docs/providers/stablecoin-gateway.md#payments). */
export function pay(platform: StablecoinPlatform, order: Order, payment: Payment = {}): Transfer {
  const { clock } = platform;
  const { number: orderNo, depositAddress } = order;
  if (depositAddress === noAddress) throw new Error(`order ${orderNo} has no address`);
  const chain = chainOf(order.token);
  const amount = parseDecimal(payment.amount ?? toText(dueOf(order)));
  if (amount === null || compare(amount, ZERO) <= 0) {
    throw new Error(`not a positive amount: ${payment.amount ?? ''}`);
  }
  const txHash = payment.txHash ?? newTransactionHash(chain);
  if (order.transfers.some((transfer) => transfer.txHash === txHash)) {
    throw new Error(`transaction ${txHash} has already been seen`);
  }
  const transfer: Transfer = {
    orderNo,
    depositAddress,
    token: payment.token ?? order.token,
    amount: toText(amount),
    txHash,
    from: payment.from ?? newAddress(chain),
    at: Math.max(payment.at ?? 0, clock.now()),
  };
  const arrive = (): void => receiveTransfer(platform, order, transfer);
  if (transfer.at > clock.now()) clock.schedule(transfer.at, arrive);
  else arrive();
  return { ...transfer };
}

/** Another token is ignored. */
function receiveTransfer(platform: StablecoinPlatform, order: Order, transfer: Transfer): void {
  order.transfers.push(transfer);
  if (transfer.token !== order.token) return;
  const { txHash: hash, from } = transfer;
  const amount = parseDecimal(transfer.amount) ?? ZERO;
  const whole = { amount, pending: amount, hash, from };
  // A deposit exactly at the expiry time is late.
  const late = platform.clock.now() >= order.expiresAt;
  if (late || order.status === 'TIMEOUT' || order.status === 'CANCELLED') {
    recordAbnormalPayment(platform, order, 'LATE_PAYMENT', whole);
    return;
  }
  if (order.status !== 'PAYING') {
    recordAbnormalPayment(platform, order, 'OVER_PAID', whole);
    return;
  }
  order.received = add(order.received, amount);
  order.txHash = hash;
  order.payer = from;
  order.updatedAt = platform.clock.now();
  const surplus = subtract(order.received, order.payingAmount);
  if (compare(surplus, ZERO) < 0) return;
  order.everPaid = true;
  orders.move(platform, order, 'PAID');
  if (compare(surplus, ZERO) === 0) return;
  recordAbnormalPayment(platform, order, 'OVER_PAID', { ...whole, pending: surplus });
}

/** The amount that is missing for PAID. The full amount where nothing is missing. */
export function dueOf(order: Order): Decimal {
  const due = subtract(order.payingAmount, order.received);
  return order.status === 'PAYING' && compare(due, ZERO) > 0 ? due : order.payingAmount;
}

/** The answer to a new order. */
const createdOrderView = (order: Order): object => ({
  sysid: order.sysid,
  orderNo: order.number,
  payingAmount: jsonNumber(order.payingAmount),
  token: order.token,
  coinAddress: contractOf(order.token),
  exchangeRate: jsonNumber(order.exchangeRate),
  depositAddress: order.depositAddress,
  paymentUrl: order.paymentUrl,
  expiredIn: order.expiredIn,
  customerId: order.customerId,
  merchantId: order.merchantId,
});

/** Also the data of CHECKOUT_ORDER_CHANGED. */
const orderView = (order: Order): object => ({
  sysid: order.sysid,
  orderNo: order.number,
  orderAmount: jsonNumber(order.orderAmount),
  payingAmount: jsonNumber(order.payingAmount),
  customerId: order.customerId,
  merchantId: order.merchantId,
  expiredIn: order.expiredIn,
  token: order.token,
  txHash: order.txHash,
  depositAddress: order.depositAddress,
  orderStatus: order.status,
  refundedAmount: jsonNumber(order.refunded),
  createdTime: isoTime(order.createdAt),
  updatedTime: isoTime(order.updatedAt),
});
