import type { Connection, ConnectionTools } from '../provider.ts';
import { createReply, queryReply, mustBe } from './account.ts';
import type { NexapayClient } from './client.ts';
import type { NexapayConfig } from './config.ts';
import * as mapping from './mapping.ts';
import type { UnknownValue } from './mapping.ts';

export function orderMethods(
  config: NexapayConfig,
  { now }: ConnectionTools,
  client: NexapayClient,
  unknown: UnknownValue,
): Pick<Connection, 'createOrder' | 'queryOrder'> {
  return {
    async createOrder(order, call) {
      const { providerReference } = order;
      const body = mapping.orderBody(order, config);
      const sentAt = now();
      const answered = mapping.isHosted(order)
        ? await client.createCashierOrder(body, call, (created) => {
            mustBe(providerReference, created.orderId);
            return mapping.cashierObservation(created, sentAt);
          })
        : await client.pay(body, call, (created) => {
            mustBe(providerReference, created.orderId);
            mustBe(providerReference, created.requestId ?? providerReference);
            return mapping.createdObservation(created, order.amount, unknown);
          });
      return createReply(answered, { subject: 'ORDER', providerReference });
    },

    async queryOrder(order, call) {
      const { providerReference, providerOrderId } = order;
      const answered = await client.queryPayment(mapping.queryBody(order), call, (payment) => {
        mustBe(providerReference, payment.orderId);
        mustBe(providerOrderId ?? payment.txId, payment.txId);
        return mapping.paymentObservation(payment, unknown);
      });
      return queryReply(answered, { of: 'ORDER', providerReference });
    },
  };
}
