import type { Connection } from '../provider.ts';
import { createReply, queryReply, mustBe } from './account.ts';
import type { NexapayClient } from './client.ts';
import type { NexapayConfig } from './config.ts';
import * as mapping from './mapping.ts';
import type { UnknownValue } from './mapping.ts';

export function refundMethods(
  config: NexapayConfig,
  client: NexapayClient,
  unknown: UnknownValue,
): Required<Pick<Connection, 'createRefund' | 'queryRefund'>> {
  return {
    async createRefund(refund, call) {
      const { providerReference, order } = refund;
      const body = mapping.refundBody(refund, config);
      const answered = await client.refund(body, call, (created) => {
        mustBe(providerReference, created.refundRequestId);
        mustBe(order.providerReference, created.orderId ?? order.providerReference);
        return mapping.refundObservation(created, unknown);
      });
      const orderProviderReference = order.providerReference;
      return createReply(answered, {
        subject: 'REFUND',
        providerReference,
        orderProviderReference,
      });
    },

    async queryRefund(refund, call) {
      const { providerReference, order } = refund;
      const body = mapping.refundQueryBody(refund);
      const answered = await client.queryRefund(body, call, (found) => {
        mustBe(providerReference, found.refundRequestId);
        mustBe(order.providerReference, found.orderId ?? order.providerReference);
        return mapping.refundObservation(found, unknown);
      });
      return queryReply(answered, { of: 'REFUND', providerReference });
    },
  };
}
