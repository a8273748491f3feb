import type { Account, Payment, Platform, Refund } from './books.ts';
import { localTime, newNumber, reais } from './books.ts';
import { Refusal, identifier } from './fields.ts';
import type { Fields } from './fields.ts';
import { findPayment } from './payments.ts';
import { checkMerchant, once } from './request.ts';
import type { Performed, Received } from './request.ts';

const windowMs = 90 * 86_400_000;

export function createRefund(platform: Platform, received: Received): Performed {
  const { account, fields } = received;
  checkMerchant(account, fields);
  const refundRequestId = fields.text('refundRequestId', { pattern: identifier });
  const amount = fields.centavos('refundAmount');
  if (amount === 0n) throw fields.refuse('refundAmount', 'must be more than 0');
  const currency = fields.text('refundCurrency');
  const reason = fields.text('reason', { max: 128 });
  const notifyUrl = fields.optionalUrl('notifyUrl');
  if (!account.allowedCurrencies.includes(currency)) {
    throw new Refusal('1006', 'the currency is not supported');
  }
  return once(account.replays.refunds, refundRequestId, received, () => {
    const payment = findPayment(account, fields);
    assertRefundable(platform, account, payment, amount);
    const refund: Refund = {
      payment,
      refundRequestId,
      refundTxId: newNumber(platform, '02101102'),
      amount,
      reason,
      notifyUrl,
      createdAt: platform.clock.now(),
      status: 'P',
      finishedAt: null,
    };
    account.refunds.set(refundRequestId, refund);
    platform.effects.refundsCreated += 1;
    planEnd(platform, refund);
    return { data: refundData(refund), isLost: false };
  });
}

/** Checks state, window and amount in this order. Fees are not refunded (docs/providers/nexapay.md#refunds). */
function assertRefundable(
  { clock }: Platform,
  account: Account,
  payment: Payment,
  amount: bigint,
): void {
  const { status, paidAt } = payment;
  if (status !== 'S' || paidAt === null) throw new Refusal('1012', 'the order is not paid');
  if (clock.now() > paidAt + windowMs) throw new Refusal('1014', 'the refund window is over');
  if (refundedOf(account, payment) + amount > payment.amount) {
    throw new Refusal('1013', 'the refund exceeds what is refundable');
  }
}

/** The sum of refunds that have succeeded or are still open. */
export function refundedOf(account: Account, payment: Payment): bigint {
  return [...account.refunds.values()]
    .filter((refund) => refund.payment === payment && refund.status !== 'F')
    .reduce((sum, refund) => sum + refund.amount, 0n);
}

export function planEnd(platform: Platform, refund: Refund): void {
  const { autoAdvanceMs, clock } = platform;
  if (autoAdvanceMs === null) return;
  clock.schedule(clock.now() + autoAdvanceMs, () => {
    if (refund.status === 'P') finishRefund(platform, refund, 'S');
  });
}

/** Throws where the refund has already ended. */
export function finishRefund(platform: Platform, refund: Refund, to: 'S' | 'F'): void {
  if (refund.status !== 'P') throw new Error(`${refund.refundRequestId} is ${refund.status}`);
  refund.status = to;
  refund.finishedAt = platform.clock.now();
  if (to === 'S') platform.effects.refundsCompleted += 1;
  platform.notices.refunded(refund);
}

export function queryRefund(_platform: Platform, { account, fields }: Received): Performed {
  return { data: refundData(findRefund(account, fields)), isLost: false };
}

function findRefund(account: Account, fields: Fields): Refund {
  const requestId = fields.optionalText('refundRequestId');
  const txId = fields.optionalText('refundTxId');
  if (requestId === null && txId === null) {
    throw fields.refuse('refundRequestId', 'or refundTxId is required');
  }
  const refund =
    requestId === null
      ? [...account.refunds.values()].find((one) => one.refundTxId === txId)
      : account.refunds.get(requestId);
  if (refund === undefined || (txId !== null && refund.refundTxId !== txId)) {
    throw new Refusal('1011', 'refund not found');
  }
  return refund;
}

/** The members of a refund, with `refundTime` once it has ended. */
function refundData(refund: Refund): object {
  const { payment, refundRequestId, refundTxId, amount, status, finishedAt } = refund;
  const { merchantId, subMerchantId } = payment.account.credentials;
  return {
    refundStatus: status,
    merchantId,
    subMerchantId,
    orderId: payment.orderId,
    txId: payment.txId,
    refundRequestId,
    refundTxId,
    refundAmount: reais(amount),
    refundCurrency: payment.currency,
    ...(finishedAt === null ? {} : { refundTime: localTime(finishedAt) }),
  };
}

export function refundNotice(refund: Refund): object {
  return { notifyType: 'REFUND_RESULT', ...refundData(refund) };
}
