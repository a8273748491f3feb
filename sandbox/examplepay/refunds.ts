import type { Account, Platform, Refund } from './books.ts';
import { amountText, outcomeOf, timeText } from './books.ts';
import type { Fields } from './fields.ts';
import type { Performed } from './payments.ts';
import { paymentByNumber } from './payments.ts';
import { Refusal } from './refusal.ts';

/** The check for a duplicate comes before all others (docs/providers/examplepay.md#statuses-and-codes). */
export function createRefund(platform: Platform, account: Account, fields: Fields): Performed {
  const merchantRefundNo = fields.text('merchantRefundNo', 50);
  const paymentNo = fields.text('paymentNo', 50);
  const amount = fields.amount('amount');
  const description = fields.text('description', 80);
  if (account.refunds.has(merchantRefundNo)) {
    throw new Refusal('Common.DuplicateOrder', 'merchantRefundNo has been used');
  }
  const payment = paymentByNumber(account, paymentNo);
  if (payment === undefined) throw new Refusal('Common.OrderNotFound', 'order not found');
  if (payment.status !== 'PAID') {
    throw new Refusal('Refund.Common.NotPaid', `it is ${payment.status}`);
  }
  const committed = payment.refunds
    .filter(({ status }) => status !== 'FAILED')
    .reduce((sum, refund) => sum + refund.amount, 0n);
  if (committed + amount > payment.amount) {
    throw new Refusal('Refund.Common.ExceedAmount', 'more than the payment');
  }
  const refund: Refund = {
    refundNo: platform.nextNumber('R'),
    merchantRefundNo,
    payment,
    amount,
    description,
    createdAt: platform.clock.now(),
    status: 'PROCESSING',
    refundedAt: null,
    errorCode: null,
    errorInfo: null,
  };
  account.refunds.set(merchantRefundNo, refund);
  payment.refunds.push(refund);
  platform.effects.refundsCreated += 1;
  planEnd(platform, refund);
  return { data: createdView(refund) };
}

export function planEnd(platform: Platform, refund: Refund): void {
  const { autoAdvanceMs, clock } = platform;
  if (autoAdvanceMs === null) return;
  clock.schedule(clock.now() + autoAdvanceMs, () => endRefund(platform, refund));
}

/** Ends an open refund, with the outcome of the cents of its amount or a given one. */
export function endRefund(
  platform: Platform,
  refund: Refund,
  to: 'REFUNDED' | 'FAILED' = outcomeOf(refund.amount) === 'FAILS' ? 'FAILED' : 'REFUNDED',
): void {
  if (refund.status !== 'PROCESSING') return;
  refund.status = to;
  if (to === 'REFUNDED') {
    refund.refundedAt = platform.clock.now();
    platform.effects.refundsCompleted += 1;
    return;
  }
  refund.errorCode = 'Refund.Common.Rejected';
  refund.errorInfo = 'rejected by the bank';
}

export function queryRefund(_platform: Platform, account: Account, fields: Fields): Performed {
  const { by, number } = fields.eitherOf(['merchantRefundNo', 50], ['refundNo', 32]);
  const refund =
    by === 'merchantRefundNo'
      ? account.refunds.get(number)
      : [...account.refunds.values()].find(({ refundNo }) => refundNo === number);
  if (refund === undefined) throw new Refusal('Common.OrderNotFound', 'order not found');
  const { status, description, createdAt, refundedAt, errorCode, errorInfo } = refund;
  return {
    data: {
      ...createdView(refund),
      status,
      description,
      createdTime: timeText(createdAt),
      refundedTime: refundedAt === null ? null : timeText(refundedAt),
      errorCode,
      errorInfo,
    },
  };
}

function createdView({ refundNo, payment, merchantRefundNo, amount }: Refund): object {
  const { paymentNo, currency } = payment;
  return { refundNo, paymentNo, merchantRefundNo, amount: amountText(amount), currency };
}
