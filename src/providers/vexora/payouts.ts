import type { Connection } from '../provider.ts';
import { createReply, queryReply, mustBe } from './account.ts';
import type { Account } from './account.ts';
import * as mapping from './mapping.ts';

export function payoutMethods({
  client,
  region,
  unknown,
}: Account): Pick<Connection, 'createSettlement' | 'querySettlement'> {
  return {
    async createSettlement(settlement, call) {
      const { providerReference } = settlement;
      const answered = await client.disbursements(
        () => mapping.settlementBody(settlement, region),
        call,
        (created) => {
          mustBe(providerReference, created.tradeNo);
          return mapping.createdSettlementObservation(created, unknown);
        },
      );
      return createReply(client, call, answered, { subject: 'SETTLEMENT', providerReference });
    },

    async querySettlement({ providerReference }, call) {
      const answered = await client.queryPayOutResult(
        () => ({ tradeNo: providerReference }),
        call,
        (queried) => {
          mustBe(providerReference, queried.tradeNo);
          return mapping.settlementObservation(queried, region, unknown);
        },
      );
      return queryReply(client, call, answered, { of: 'SETTLEMENT', providerReference });
    },
  };
}
