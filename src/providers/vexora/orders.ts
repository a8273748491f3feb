import type { Connection } from '../provider.ts';
import { createReply, queryReply, mustBe } from './account.ts';
import type { Account } from './account.ts';
import * as mapping from './mapping.ts';

export function orderMethods({
  client,
  region,
  unknown,
}: Account): Pick<Connection, 'createOrder' | 'queryOrder'> {
  return {
    async createOrder(order, call) {
      const { providerReference } = order;
      const answered = await client.checkout(
        () => mapping.orderBody(order, region),
        call,
        (created, sentAt) => {
          mustBe(providerReference, created.tradeNo);
          return mapping.createdOrderObservation(created, order, sentAt, region, unknown);
        },
      );
      return createReply(client, call, answered, { subject: 'ORDER', providerReference });
    },

    async queryOrder({ providerReference }, call) {
      const answered = await client.queryPayInResult(
        () => ({ tradeNo: providerReference }),
        call,
        (queried) => {
          mustBe(providerReference, queried.tradeNo);
          return mapping.orderObservation(queried, region, unknown);
        },
      );
      return queryReply(client, call, answered, { of: 'ORDER', providerReference });
    },
  };
}
