import { add, compare, EntityKind, jsonNumber, oneOf, subtract, sum } from '../double/index.ts';
import type { Decimal, Entity, Filters, Received } from '../double/index.ts';
import { abnormalPayments, refundableOf, settleAbnormalPayment } from './abnormal-payments.ts';
import type { AbnormalPayment } from './abnormal-payments.ts';
import { chainOf, newDigits, newTransactionHash } from './assets.ts';
import type { Brand } from './brands.ts';
import {
  addressFor,
  anyText,
  businessNumber,
  identifier,
  knownToken,
  listPage,
  tokenAmount,
  transactionHash,
} from './fields.ts';
import { orders } from './orders.ts';
import { isoTime, publish, refused } from './platform.ts';
import type {
  Kind,
  Order,
  OrderStatus,
  StablecoinAccount,
  StablecoinPlatform,
} from './platform.ts';

const statuses = ['PENDING_REFUND', 'REFUNDING', 'REFUNDED', 'CANCELLED', 'FAILED'] as const;
export type RefundStatus = (typeof statuses)[number];

/** Its number is the refundOrderNo. */
export interface Refund extends Entity<RefundStatus, StablecoinAccount> {
  readonly sysid: string;
  readonly order: Order;
  readonly abnormalPayment: AbnormalPayment | null;
  readonly amount: Decimal;
  readonly address: string;
  readonly remark: string | null;
  /** The order's status that is restored on failure or cancellation. */
  readonly orderStatusBefore: OrderStatus;
  txHash: string | null;
}

export const refundTargets = {
  REFUNDING: 'REFUNDING',
  REFUNDED: 'REFUNDED',
  FAILED: 'FAILED',
} as const;

const following: Readonly<Partial<Record<RefundStatus, RefundStatus>>> = {
  PENDING_REFUND: 'REFUNDING',
  REFUNDING: 'REFUNDED',
};

export const refunds: Kind<Refund> = new EntityKind({
  name: 'refund',
  numberedBy: 'refundOrderNo',
  moves: {
    PENDING_REFUND: ['REFUNDING', 'FAILED', 'CANCELLED'],
    REFUNDING: ['REFUNDED', 'FAILED'],
    REFUNDED: [],
    CANCELLED: [],
    FAILED: [],
  },
  counts: { created: 'refundsCreated', REFUNDED: 'refundsCompleted' },
  next: ({ status }) => following[status] ?? null,
  targets: refundTargets,
  on: {
    REFUNDED(_, refund) {
      refund.txHash = newTransactionHash(chainOf(refund.order.token));
    },
  },
  moved(platform, refund) {
    publish(platform, refund.account, 'REFUND_ORDER_CHANGED', view(refund));
    if (refund.status === 'REFUNDED') pass(platform, refund);
    if (refund.status === 'FAILED' || refund.status === 'CANCELLED') release(platform, refund);
  },
});

type Call = Received<StablecoinPlatform>;

export const createRefund =
  ({ refundDestination }: Brand) =>
  (platform: StablecoinPlatform, { account, fields }: Call): object => {
    const number = fields.required('refundOrderNo', businessNumber);
    const orderNo = fields.required('orderNo', businessNumber);
    const abnormalPaymentNo = fields.optional('abnormalPaymentNo', identifier);
    const amount = fields.required('amount', tokenAmount);
    const remark = fields.optional('remark', anyText);
    const token = orders.of(account).get(orderNo)?.token ?? null;
    const destination =
      refundDestination === 'address' ? fields.required('address', addressFor(token)) : null;
    fields.end();
    refunds.refuseUsed(account, number);
    const order = orders.find(account, orderNo);
    const abnormalPayment =
      abnormalPaymentNo === null
        ? null
        : abnormalPayments.find(
            account,
            (one) => one.order === order && one.number === abnormalPaymentNo,
          );
    if (abnormalPayment === null) checkNormalRefund(order, amount);
    else refundableOf(abnormalPayment, amount);
    const address = destination ?? abnormalPayment?.from ?? order.payer ?? '';
    return accept(platform, { number, order, abnormalPayment, amount, address, remark });
  };

/** Refunds all that is pending to its sender (docs/providers/stablecoin-gateway.md#abnormal-payments). */
export function refundAbnormalPayment(
  platform: StablecoinPlatform,
  { account, fields }: Call,
): object {
  const number = fields.required('refundOrderNo', businessNumber);
  const orderNo = fields.required('orderNo', businessNumber);
  const txHash = fields.required('txHash', transactionHash);
  const token = fields.required('token', knownToken);
  const remark = fields.optional('remark', anyText);
  fields.end();
  refunds.refuseUsed(account, number);
  const order = orders.find(account, orderNo);
  const abnormalPayment = abnormalPayments.find(
    account,
    (one) => one.order === order && one.hash === txHash && order.token === token,
  );
  const amount = refundableOf(abnormalPayment, null);
  const address = abnormalPayment.from;
  return accept(platform, { number, order, abnormalPayment, amount, address, remark });
}

function checkNormalRefund(order: Order, amount: Decimal): void {
  if (order.status !== 'PAID' && order.status !== 'PARTIAL_REFUNDED') {
    throw refused('WRONG_STATE', `order is ${order.status} and cannot be refunded`);
  }
  const total = add(sum(normalRefundsOf(order.account, (one) => one === order)), amount);
  if (compare(total, order.payingAmount) <= 0) return;
  throw refused('AMOUNT_TOO_HIGH', 'amount exceeds what is refundable');
}

/** The amounts of normal refunds that have not failed or been cancelled, of some orders. */
export function normalRefundsOf(
  account: StablecoinAccount,
  counts: (order: Order) => boolean,
): Decimal[] {
  return [...refunds.of(account).values()]
    .filter(({ order, abnormalPayment }) => abnormalPayment === null && counts(order))
    .filter(({ status }) => status !== 'FAILED' && status !== 'CANCELLED')
    .map(({ amount }) => amount);
}

function accept(
  platform: StablecoinPlatform,
  terms: Pick<Refund, 'number' | 'order' | 'abnormalPayment' | 'amount' | 'address' | 'remark'>,
): object {
  const { order, abnormalPayment, amount } = terms;
  const refund = refunds.open(platform, 'PENDING_REFUND', {
    sysid: `RF${newDigits(19)}`,
    account: order.account,
    ...terms,
    orderStatusBefore: order.status,
    txHash: null,
  });
  // Refunds of abnormal payments never touch the order (docs/providers/stablecoin-gateway.md#abnormal-payments).
  if (abnormalPayment === null) orders.move(platform, order, 'REFUNDING');
  else abnormalPayment.reserved = add(abnormalPayment.reserved, amount);
  return view(refund);
}

/** What a refund that succeeded changes of its order or abnormal payment. */
function pass(platform: StablecoinPlatform, { order, abnormalPayment, amount }: Refund): void {
  if (abnormalPayment !== null) return settleAbnormalPayment(platform, abnormalPayment, amount);
  order.refunded = add(order.refunded, amount);
  const isWhole = compare(order.refunded, order.payingAmount) === 0;
  orders.move(platform, order, isWhole ? 'REFUNDED' : 'PARTIAL_REFUNDED');
}

/** The same of one that did not. */
function release(platform: StablecoinPlatform, refund: Refund): void {
  const { order, abnormalPayment, amount, orderStatusBefore } = refund;
  if (abnormalPayment === null) orders.move(platform, order, orderStatusBefore);
  else abnormalPayment.reserved = subtract(abnormalPayment.reserved, amount);
}

function wanted({ account, fields }: Call): Refund {
  const number = fields.required('refundOrderNo', businessNumber);
  fields.end();
  return refunds.find(account, number);
}

export const refundInfo = (_: StablecoinPlatform, call: Call): object => view(wanted(call));

export function cancelRefund(platform: StablecoinPlatform, call: Call): true {
  refunds.move(platform, wanted(call), 'CANCELLED');
  return true;
}

const filters: Filters<Refund> = {
  refundOrderNo: { read: businessNumber, of: ({ number }) => number },
  orderNo: { read: businessNumber, of: ({ order }) => order.number },
  refundStatus: { read: oneOf(statuses), of: ({ status }) => status },
};

export const listRefunds = (_: StablecoinPlatform, { account, fields }: Call): object =>
  listPage(fields, refunds.of(account).values(), filters, view);

/** Also the data of REFUND_ORDER_CHANGED. */
const view = (refund: Refund): object => ({
  sysid: refund.sysid,
  refundOrderNo: refund.number,
  orderNo: refund.order.number,
  abnormalPaymentNo: refund.abnormalPayment?.number ?? null,
  token: refund.order.token,
  amount: jsonNumber(refund.amount),
  address: refund.address,
  txHash: refund.txHash,
  refundStatus: refund.status,
  remark: refund.remark,
  createdTime: isoTime(refund.createdAt),
  updatedTime: isoTime(refund.updatedAt),
});
