import { add, compare, EntityKind, sum } from '../double/index.ts';
import type { Received } from '../double/index.ts';
import { payments } from './payments.ts';
import {
  amountField,
  amountText,
  newNumber,
  numberIn,
  outcomeOf,
  refused,
  timeText,
  upTo,
} from './platform.ts';
import type { ExamplepayPlatform, Refund } from './platform.ts';

export const refunds: EntityKind<Refund, ExamplepayPlatform> = new EntityKind({
  name: 'refund',
  numberedBy: 'merchantRefundNo',
  moves: { PROCESSING: ['REFUNDED', 'FAILED'], REFUNDED: [], FAILED: [] },
  counts: { created: 'refundsCreated', REFUNDED: 'refundsCompleted' },
  next({ status, amount }) {
    if (status !== 'PROCESSING') return null;
    return outcomeOf(amount) === 'FAILS' ? 'FAILED' : 'REFUNDED';
  },
  targets: { REFUNDED: 'REFUNDED', FAILED: 'FAILED' },
  on: {
    REFUNDED(platform, refund) {
      refund.refundedAt = platform.clock.now();
    },
    FAILED(_, refund) {
      refund.errorCode = 'Refund.Common.Rejected';
      refund.errorInfo = 'rejected by the bank';
    },
  },
});

/** The check for a duplicate comes before all others (docs/providers/examplepay.md#statuses-and-codes). */
export function createRefund(
  platform: ExamplepayPlatform,
  { account, fields }: Received<ExamplepayPlatform>,
): object {
  const number = fields.required('merchantRefundNo', upTo(50));
  const wanted = fields.required('paymentNo', upTo(50));
  const amount = fields.required('amount', amountField);
  const description = fields.required('description', upTo(80));
  refunds.refuseUsed(account, number);
  const payment = payments.find(account, ({ paymentNo }) => paymentNo === wanted);
  if (payment.status !== 'PAID') throw refused('Refund.Common.NotPaid', `it is ${payment.status}`);
  const counting = payment.refunds.filter(({ status }) => status !== 'FAILED');
  const committed = sum(counting.map((refund) => refund.amount));
  if (compare(add(committed, amount), payment.amount) > 0) {
    throw refused('Refund.Common.ExceedAmount', 'more than the payment');
  }
  const refund = refunds.open(platform, 'PROCESSING', {
    account,
    number,
    refundNo: newNumber(platform, 'R'),
    payment,
    amount,
    description,
    refundedAt: null,
    errorCode: null,
    errorInfo: null,
  });
  payment.refunds.push(refund);
  return createdView(refund);
}

export function queryRefund(
  _: ExamplepayPlatform,
  { account, fields }: Received<ExamplepayPlatform>,
): object {
  const { own, theirs } = numberIn(fields, 'merchantRefundNo', 'refundNo');
  const refund = refunds.find(account, own ?? (({ refundNo }) => refundNo === theirs));
  const { status, description, createdAt, refundedAt, errorCode, errorInfo } = refund;
  return {
    ...createdView(refund),
    status,
    description,
    createdTime: timeText(createdAt),
    refundedTime: timeText(refundedAt),
    errorCode,
    errorInfo,
  };
}

function createdView({ refundNo, payment, number: merchantRefundNo, amount }: Refund): object {
  const { paymentNo, currency } = payment;
  return { refundNo, paymentNo, merchantRefundNo, amount: amountText(amount), currency };
}
