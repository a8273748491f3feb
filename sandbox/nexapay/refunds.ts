import { add, compare, EntityKind, once, Refusal, sum, text } from '../double/index.ts';
import type { Decimal, Entity, Fields, Received } from '../double/index.ts';
import { address, findPayment, merchantOf, price } from './payments.ts';
import type { Payment, PayStatus } from './payments.ts';
import {
  canonicalOf,
  checkCurrency,
  checkMerchant,
  identifier,
  localTime,
  newNumber,
  reais,
} from './platform.ts';
import type { NexapayAccount, NexapayPlatform } from './platform.ts';

/** Its number is the refundRequestId. */
export interface Refund extends Entity<PayStatus, NexapayAccount> {
  readonly payment: Payment;
  readonly refundTxId: string;
  readonly amount: Decimal;
  readonly reason: string;
  readonly notifyUrl: string | null;
  finishedAt: number | null;
}

const windowMs = 90 * 86_400_000;

export const refunds: EntityKind<Refund, NexapayPlatform> = new EntityKind({
  name: 'refund',
  numberedBy: 'refundRequestId',
  moves: { P: ['S', 'F'], S: [], F: [] },
  counts: { created: 'refundsCreated', S: 'refundsCompleted' },
  next: ({ status }) => (status === 'P' ? 'S' : null),
  targets: { S: 'S', F: 'F' },
  moved(platform, refund) {
    refund.finishedAt = platform.clock.now();
    const { account, payment, notifyUrl: url } = refund;
    platform.publish(account, {
      type: 'REFUND_RESULT',
      url,
      about: { orderId: payment.number },
      body: JSON.stringify({ notifyType: 'REFUND_RESULT', ...view(refund) }),
    });
  },
});

export function create(
  platform: NexapayPlatform,
  { account, fields, exchange }: Received<NexapayPlatform>,
): object {
  checkMerchant(account, fields);
  const number = fields.required('refundRequestId', identifier);
  const amount = fields.required('refundAmount', price);
  if (amount.units === 0n) throw fields.invalid('refundAmount', 'must be more than 0');
  const currency = fields.required('refundCurrency', text());
  const reason = fields.required('reason', text({ max: 128 }));
  const notifyUrl = fields.optional('notifyUrl', address);
  checkCurrency(account, currency);
  const fingerprint = exchange.path + canonicalOf(exchange);
  const repeatable = { key: `refund ${number}`, field: 'refundRequestId', fingerprint };
  return once(platform, account, repeatable, () => {
    const payment = findPayment(account, fields);
    checkRefundable(platform, payment, amount);
    const refundTxId = newNumber(platform, '02101102');
    const named = { number, account, payment, refundTxId, amount, reason, notifyUrl };
    return view(refunds.open(platform, 'P', { ...named, finishedAt: null }));
  });
}

/** Checks state, window and amount in this order. Fees are not refunded (docs/providers/nexapay.md#refunds). */
function checkRefundable({ clock }: NexapayPlatform, payment: Payment, amount: Decimal): void {
  const { status, paidAt } = payment;
  if (status !== 'S' || paidAt === null) throw new Refusal('1012', 'the order is not paid');
  if (clock.now() > paidAt + windowMs) throw new Refusal('1014', 'the refund window is over');
  if (compare(add(refundedOf(payment), amount), payment.amount) > 0) {
    throw new Refusal('1013', 'the refund exceeds what is refundable');
  }
}

/** The sum of refunds that have succeeded or are still open. */
export function refundedOf(payment: Payment): Decimal {
  const counting = [...refunds.of(payment.account).values()].filter(
    (refund) => refund.payment === payment && refund.status !== 'F',
  );
  return sum(counting.map(({ amount }) => amount));
}

export function query(_: NexapayPlatform, { account, fields }: Received<NexapayPlatform>): object {
  return view(findRefund(account, fields));
}

function findRefund(account: NexapayAccount, fields: Fields): Refund {
  const requestId = fields.optional('refundRequestId', text());
  const txId = fields.optional('refundTxId', text());
  if (requestId === null && txId === null) {
    throw fields.invalid('refundRequestId', 'or refundTxId is required');
  }
  return refunds.find(
    account,
    (one) =>
      (requestId === null || one.number === requestId) &&
      (txId === null || one.refundTxId === txId),
  );
}

/** The members of a refund, with `refundTime` once it has ended. */
function view({
  account,
  payment,
  number,
  refundTxId,
  amount,
  status,
  finishedAt,
}: Refund): object {
  return {
    refundStatus: status,
    ...merchantOf(account),
    orderId: payment.number,
    txId: payment.txId,
    refundRequestId: number,
    refundTxId,
    refundAmount: reais(amount),
    refundCurrency: payment.currency,
    ...(finishedAt === null ? {} : { refundTime: localTime(finishedAt) }),
  };
}
