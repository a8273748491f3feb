import { operationsOf } from '../kit/operations.ts';
import type { Echo } from '../kit/operations.ts';
import type { UnknownValue } from '../kit/observing.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { Connection, OrderToSend, RefundHandle, RefundToSend } from '../provider.ts';
import type { NexapayClient } from './client.ts';
import type { NexapayConfig } from './config.ts';
import * as mapping from './mapping.ts';
import type { Refund } from './replies.ts';

/** What a refund and a question about it name alike. */
type Named = Pick<RefundHandle, 'providerReference' | 'order'>;

const { create, query } = operationsOf({
  failureOf: mapping.failureOf,
  // The meaning of the codes is not known: any refusal may mean a number in use.
  taken: () => 'PERHAPS',
  isAbsence(refusal) {
    if (mapping.isNotFound(refusal)) return true;
    throw new OutcomeUnknown(`the question was refused: ${refusal.code}`);
  },
});

export function orderOperations(
  config: NexapayConfig,
  client: NexapayClient,
  unknown: UnknownValue,
): Pick<Connection, 'createOrder' | 'queryOrder'> {
  const sent = (order: OrderToSend) => mapping.orderBody(order, config);
  const pay = create('ORDER', {
    endpoint: client.pay,
    sent,
    mayDecline: true,
    echoes: ({ orderId, requestId }, { providerReference }) => [
      [providerReference, orderId],
      [providerReference, requestId],
    ],
    observe: (created, { amount }) => mapping.createdObservation(created, amount, unknown),
  });
  const payAtCashier = create('ORDER', {
    endpoint: client.createCashierOrder,
    sent,
    echoes: ({ orderId }, { providerReference }) => [[providerReference, orderId]],
    observe: (created, _order, sentAt) => mapping.cashierObservation(created, sentAt),
  });
  return {
    createOrder: (order, call) => (mapping.isHosted(order) ? payAtCashier : pay)(order, call),
    queryOrder: query('ORDER', {
      endpoint: client.queryPayment,
      sent: mapping.queryBody,
      echoes: ({ orderId, txId }, { providerReference, providerOrderId }) => [
        [providerReference, orderId],
        [providerOrderId, txId],
      ],
      observe: (payment) => mapping.paymentObservation(payment, unknown),
    }),
  };
}

export function refundOperations(
  config: NexapayConfig,
  client: NexapayClient,
  unknown: UnknownValue,
): Pick<Connection, 'createRefund' | 'queryRefund'> {
  const answer = {
    echoes: (refund: Refund, { providerReference, order }: Named): Echo[] => [
      [providerReference, refund.refundRequestId],
      [order.providerReference, refund.orderId],
    ],
    observe: (refund: Refund) => mapping.refundObservation(refund, unknown),
  };
  return {
    createRefund: create('REFUND', {
      ...answer,
      endpoint: client.refund,
      mayDecline: true,
      sent: (refund: RefundToSend) => mapping.refundBody(refund, config),
    }),
    queryRefund: query('REFUND', {
      ...answer,
      endpoint: client.queryRefund,
      sent: mapping.refundQueryBody,
    }),
  };
}
