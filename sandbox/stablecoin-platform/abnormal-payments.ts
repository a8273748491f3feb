import { compare, EntityKind, oneOf, subtract, toText, ZERO } from '../double/index.ts';
import type { Decimal, Entity, Filters, Received } from '../double/index.ts';
import { newDigits } from './assets.ts';
import { businessNumber, identifier, listPage } from './fields.ts';
import { publish, refused, spacedTime } from './platform.ts';
import type { Kind, Order, StablecoinAccount, StablecoinPlatform } from './platform.ts';

const types = ['OVER_PAID', 'UNDER_PAID', 'LATE_PAYMENT'] as const;
type AbnormalPaymentType = (typeof types)[number];
const statuses = ['PENDING', 'HANDLED'] as const;

/** Its number is the abnormalPaymentNo. */
export interface AbnormalPayment extends Entity<(typeof statuses)[number], StablecoinAccount> {
  readonly order: Order;
  readonly type: AbnormalPaymentType;
  readonly amount: Decimal;
  readonly hash: string;
  readonly from: string;
  /** The amount that is not yet refunded. */
  pending: Decimal;
  /** The part of `pending` that open refunds will take. */
  reserved: Decimal;
  readonly showsUnreserved: boolean;
}

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

export const abnormalPayments: Kind<AbnormalPayment> = new EntityKind({
  name: 'abnormal payment',
  numberedBy: 'abnormalPaymentNo',
  moves: { PENDING: ['HANDLED'], HANDLED: [] },
  moved: (platform, payment) => announce(platform, payment),
});

export function recordAbnormalPayment(
  platform: StablecoinPlatform,
  order: Order,
  type: AbnormalPaymentType,
  money: AbnormalMoney,
): void {
  const { showsUnreserved } = platform.switches;
  const number = `AP${newDigits(17)}`;
  const { account } = order;
  const members = { number, account, order, type, ...money, reserved: ZERO, showsUnreserved };
  announce(platform, abnormalPayments.open(platform, 'PENDING', members));
}

function announce(platform: StablecoinPlatform, payment: AbnormalPayment): void {
  publish(platform, payment.account, 'ABNORMAL_PAYMENT', eventView(payment));
}

/**
 * Subtracts a finished refund from the pending amount. At zero the payment is HANDLED
 * (docs/providers/stablecoin-gateway.md#abnormal-payments).
 */
export function settleAbnormalPayment(
  platform: StablecoinPlatform,
  payment: AbnormalPayment,
  amount: Decimal,
): void {
  payment.reserved = subtract(payment.reserved, amount);
  payment.pending = subtract(payment.pending, amount);
  payment.updatedAt = platform.clock.now();
  if (compare(payment.pending, ZERO) === 0) abnormalPayments.move(platform, payment, 'HANDLED');
}

/**
 * The amount that a refund may still take. Refuses where it is zero or less than `requested`
 * (docs/providers/stablecoin-gateway.md#abnormal-payments).
 */
export function refundableOf(payment: AbnormalPayment, requested: Decimal | null): Decimal {
  if (payment.status === 'HANDLED') {
    throw refused('WRONG_STATE', 'the abnormal payment is handled');
  }
  const free = subtract(payment.pending, payment.reserved);
  const amount = requested ?? free;
  if (compare(free, ZERO) <= 0 || compare(amount, free) > 0) {
    throw refused('AMOUNT_TOO_HIGH', 'amount exceeds what is pending');
  }
  return amount;
}

const filters: Filters<AbnormalPayment> = {
  orderNo: { read: businessNumber, of: ({ order }) => order.number },
  abnormalPaymentNo: { read: identifier, of: ({ number }) => number },
  type: { read: oneOf(types), of: ({ type }) => type },
  status: { read: oneOf(statuses), of: ({ status }) => status },
};

export const listAbnormalPayments = (
  _: StablecoinPlatform,
  { account, fields }: Received<StablecoinPlatform>,
): object => listPage(fields, abnormalPayments.of(account).values(), filters, view);

/** The data of ABNORMAL_PAYMENT, which has neither type nor status (docs/providers/stablecoin-gateway.md#webhooks). */
function eventView(payment: AbnormalPayment): object {
  const { pending, reserved, showsUnreserved } = payment;
  const shownPending = showsUnreserved ? subtract(pending, reserved) : pending;
  return {
    abnormalPaymentNo: payment.number,
    orderNo: payment.order.number,
    token: payment.order.token,
    amount: toText(payment.amount, 2),
    hash: payment.hash,
    pendingAmount: toText(shownPending, 2),
    createdTime: spacedTime(payment.createdAt),
    updatedTime: spacedTime(payment.updatedAt),
  };
}

const view = (payment: AbnormalPayment): object => ({
  ...eventView(payment),
  type: payment.type,
  status: payment.status,
});
