import { failure } from '../../domain/evidence.ts';
import type { Observation } from '../../domain/observation.ts';
import { NotSent } from '../provider.ts';
import type { Connection, RefundHandle } from '../provider.ts';
import { createReply, queryReply, mustBe, requestedIn } from './account.ts';
import type { Account } from './account.ts';
import { refundObservation, refundVerdict } from './mapping.ts';
import { refundBody } from './requests.ts';

type RefundMethods = Required<
  Pick<Connection, 'createRefund' | 'queryRefund' | 'hasOneRefundStatus'>
>;

export function refundMethods(account: Account): RefundMethods {
  const { client, config } = account;
  return {
    async createRefund(refund, call) {
      const { providerReference, amount, order } = refund;
      const { providerOrderId: paymentNo, providerReference: orderProviderReference } = order;
      // Every answer about a payment carries its number, so a paid order always has one.
      if (paymentNo === null) throw new NotSent("the payment's number is not known");
      const about = { subject: 'REFUND', providerReference, orderProviderReference } as const;
      const answered = await client.createRefund(refundBody(refund, paymentNo), call, (created) => {
        mustBe(providerReference, created.merchantRefundNo, 'refund');
        mustBe(paymentNo, created.paymentNo, 'payment');
        const { refundNo: providerRefundId } = created;
        const accepted = {
          ...about,
          status: 'PENDING',
          occurredAt: null,
          providerRefundId,
        } as const;
        return { ...accepted, amount, ...requestedIn(created, amount) };
      });
      return createReply(answered, about, { status: 'PENDING' });
    },

    hasOneRefundStatus: !config.refundQueryEnabled,
    queryRefund: config.refundQueryEnabled ? byRefundQuery(account) : byPaymentQuery(account),
  };
}

type QueryRefund = RefundMethods['queryRefund'];

/**
 * ExamplePay does not document this call, so the account has to switch it on
 * (docs/providers/examplepay.md#refunds).
 */
function byRefundQuery({ client, unknown }: Account): QueryRefund {
  return async ({ providerReference, order }, call) => {
    const body = { merchantRefundNo: providerReference };
    const answered = await client.queryRefund(body, call, (refund) => {
      mustBe(providerReference, refund.merchantRefundNo, 'refund');
      if (order.providerOrderId !== null)
        mustBe(order.providerOrderId, refund.paymentNo, 'payment');
      return refundObservation(refund, order.providerReference, unknown);
    });
    return queryReply(answered, { of: 'REFUND', providerReference });
  };
}

/**
 * The documented way: the payment's `refundStatus`, which covers all its refunds
 * (docs/providers/examplepay.md#refunds-without-the-refund-query).
 */
function byPaymentQuery(account: Account): QueryRefund {
  const { client, now } = account;
  return async (handle, call) => {
    const merchantTradeNo = handle.order.providerReference;
    const queriedAt = now();
    const answered = await client.queryPayment({ merchantTradeNo }, call, (payment) => {
      mustBe(merchantTradeNo, payment.merchantTradeNo, 'payment');
      return verdictOn(handle, payment.refundStatus ?? '', queriedAt, account);
    });
    // A payment that is not found says nothing about its refund.
    const reply = queryReply(answered, { of: 'ORDER', providerReference: merchantTradeNo });
    return answered.ok ? reply : { ...reply, observations: [] };
  };
}

function verdictOn(
  { providerReference, order, underWay }: RefundHandle,
  refundStatus: string,
  queriedAt: number,
  { unknown }: Account,
): Observation {
  const verdict =
    underWay === undefined ? null : refundVerdict(refundStatus, underWay, queriedAt, unknown);
  if (verdict === 'ABSENT')
    return { subject: 'ABSENCE', of: 'REFUND', providerReference, queriedAt };
  const status = verdict === 'MAY_BE_OF_ANOTHER' ? null : verdict;
  return {
    subject: 'REFUND',
    providerReference,
    orderProviderReference: order.providerReference,
    status,
    ...(status === null ? { isSilent: true } : {}),
    ...(verdict === 'MAY_BE_OF_ANOTHER' ? { mayBeOfAnother: true } : {}),
    occurredAt: null,
    ...(verdict === 'FAILED'
      ? { failure: failure('OTHER', 'ExamplePay could not refund; it does not say why.') }
      : {}),
  };
}
