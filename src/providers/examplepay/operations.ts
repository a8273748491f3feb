import { failure } from '../../domain/evidence.ts';
import { money, statedMoney, toDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import type { Observation } from '../../domain/observation.ts';
import { operationsOf } from '../kit/operations.ts';
import type { Echo } from '../kit/operations.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { NotSent } from '../provider.ts';
import type { Connection, RefundHandle } from '../provider.ts';
import { currencies } from './checks.ts';
import type { ExamplepayClient } from './client.ts';
import type { ExamplepayConfig } from './config.ts';
import * as mapping from './mapping.ts';
import * as requests from './requests.ts';

/** What the operations of one account share. */
export interface Account {
  config: ExamplepayConfig;
  client: ExamplepayClient;
  unknown: UnknownValue;
  /** Epoch milliseconds. */
  now: () => number;
}

const { create, query, cancel, read } = operationsOf({
  failureOf: mapping.failureOf,
  // An earlier send of ours made what exists under our reference (docs/providers/examplepay.md#refunds).
  taken: (refusal) => (mapping.isDuplicate(refusal) ? 'SURELY' : undefined),
  isAbsence: mapping.isNotFound,
});

/** The requested amount as the answer repeats it. A member that the answer leaves out is taken from the request. */
const requestedIn = (
  {
    amount,
    currency,
  }: { amount?: string | null | undefined; currency?: string | null | undefined },
  requested: Money,
) => ({
  requested: statedMoney(amount ?? toDecimal(requested), currency ?? requested.currency),
});

const echoesTradeNo = (
  { merchantTradeNo }: { merchantTradeNo?: string | null | undefined },
  { providerReference }: { providerReference: string },
): Echo[] => [[providerReference, merchantTradeNo]];

const byTradeNo = ({ providerReference }: { providerReference: string }) => ({
  merchantTradeNo: providerReference,
});

export const orderOperations = ({
  client,
  config,
  unknown,
}: Account): Pick<Connection, 'createOrder' | 'queryOrder' | 'cancelOrder'> => ({
  createOrder: create('ORDER', {
    endpoint: client.createPayment,
    sent: requests.paymentBody,
    echoes: echoesTradeNo,
    observe: (created, order) => ({
      ...mapping.createdPaymentObservation(created, order),
      ...requestedIn(created, order.amount),
    }),
  }),
  queryOrder: query('ORDER', {
    endpoint: client.queryPayment,
    sent: byTradeNo,
    echoes: echoesTradeNo,
    observe: (payment) => mapping.paymentObservation(payment, unknown),
  }),
  ...(config.closeEnabled ? { cancelOrder: closing(client, unknown) } : {}),
});

/** ExamplePay does not document this call, so the account has to switch it on (docs/providers/examplepay.md#close). */
const closing = (client: ExamplepayClient, unknown: UnknownValue) =>
  cancel('ORDER', {
    endpoint: client.closePayment,
    sent: byTradeNo,
    echoes: echoesTradeNo,
    isCanceled({ status }) {
      if (status !== 'CLOSED') unknown('status of a closed payment', status);
      return status === 'CLOSED';
    },
  });

const echoesRefund = (
  { merchantRefundNo, paymentNo }: { merchantRefundNo: string; paymentNo: string },
  { providerReference, order }: Pick<RefundHandle, 'providerReference' | 'order'>,
): Echo[] => [
  [providerReference, merchantRefundNo],
  [order.providerOrderId, paymentNo],
];

export const refundOperations = (
  account: Account,
): Pick<Connection, 'createRefund' | 'queryRefund' | 'hasOneRefundStatus'> => ({
  createRefund: create('REFUND', {
    endpoint: account.client.createRefund,
    sent(refund) {
      const { providerOrderId: paymentNo } = refund.order;
      // Every answer about a payment carries its number, so a paid order always has one.
      if (paymentNo === null) throw new NotSent("the payment's number is not known");
      return requests.refundBody(refund, paymentNo);
    },
    echoes: echoesRefund,
    observe: (created, { providerReference, order, amount }) => ({
      subject: 'REFUND',
      providerReference,
      orderProviderReference: order.providerReference,
      status: 'PENDING',
      occurredAt: null,
      providerRefundId: created.refundNo,
      amount,
      ...requestedIn(created, amount),
    }),
    existing: 'PENDING',
  }),
  hasOneRefundStatus: !account.config.refundQueryEnabled,
  queryRefund: account.config.refundQueryEnabled ? byRefundQuery(account) : byPaymentQuery(account),
});

type QueryRefund = NonNullable<Connection['queryRefund']>;

/**
 * ExamplePay does not document this call, so the account has to switch it on
 * (docs/providers/examplepay.md#refunds).
 */
const byRefundQuery = ({ client, unknown }: Account): QueryRefund =>
  query('REFUND', {
    endpoint: client.queryRefund,
    sent: ({ providerReference }: RefundHandle) => ({ merchantRefundNo: providerReference }),
    echoes: echoesRefund,
    observe: (refund, { order }) =>
      mapping.refundObservation(refund, order.providerReference, unknown),
  });

/**
 * The documented way: the payment's `refundStatus`, which covers all its refunds
 * (docs/providers/examplepay.md#refunds-without-the-refund-query).
 */
function byPaymentQuery(account: Account): QueryRefund {
  return async (handle, call) => {
    const queriedAt = account.now();
    const queryPayment = query('ORDER', {
      endpoint: account.client.queryPayment,
      sent: byTradeNo,
      echoes: echoesTradeNo,
      observe: ({ refundStatus }) =>
        verdictOn(handle, refundStatus ?? '', queriedAt, account.unknown),
    });
    const reply = await queryPayment(handle.order, call);
    // A payment that is not found proves nothing about its refund.
    return reply.refused === null ? reply : { ...reply, observations: [] };
  };
}

function verdictOn(
  { providerReference, order, underWay }: RefundHandle,
  refundStatus: string,
  queriedAt: number,
  unknown: UnknownValue,
): Observation {
  const verdict =
    underWay === undefined
      ? null
      : mapping.refundVerdict(refundStatus, underWay, queriedAt, unknown);
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

export const payoutOperations = ({
  client,
  unknown,
}: Account): Pick<Connection, 'createSettlement' | 'querySettlement' | 'balances'> => ({
  createSettlement: create('SETTLEMENT', {
    endpoint: client.createPayout,
    sent: requests.payoutBody,
    echoes: echoesTradeNo,
    observe: (created, { providerReference, amount }) => ({
      subject: 'SETTLEMENT',
      providerReference,
      status: 'PENDING',
      occurredAt: null,
      amount,
      providerSettlementId: created.payoutNo,
      ...requestedIn(created, amount),
    }),
    existing: 'PENDING',
  }),
  querySettlement: query('SETTLEMENT', {
    endpoint: client.queryPayout,
    sent: byTradeNo,
    echoes: echoesTradeNo,
    observe: (payout) => mapping.payoutObservation(payout, unknown),
  }),
  balances: (call) =>
    read(
      client.queryBalance({ currencies }, call, ({ balanceList }) =>
        balanceList.map(({ currency, availableAmount, frozenAmount }) => ({
          available: money(availableAmount, currency),
          frozen: money(frozenAmount, currency),
          unsettled: null,
        })),
      ),
    ),
});
