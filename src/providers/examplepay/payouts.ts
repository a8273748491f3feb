import { money } from '../../domain/money.ts';
import type { Connection } from '../provider.ts';
import { OutcomeUnknown } from '../provider.ts';
import { createReply, queryReply, mustBe, requestedIn } from './account.ts';
import type { Account } from './account.ts';
import { currencies } from './checks.ts';
import { failureOf, payoutObservation } from './mapping.ts';
import { payoutBody } from './requests.ts';

type PayoutMethods = Required<
  Pick<Connection, 'createSettlement' | 'querySettlement' | 'balances'>
>;

export function payoutMethods({ client, unknown }: Account): PayoutMethods {
  return {
    async createSettlement(settlement, call) {
      const { providerReference, amount } = settlement;
      const about = { subject: 'SETTLEMENT', providerReference } as const;
      const answered = await client.createPayout(payoutBody(settlement), call, (created) => {
        mustBe(providerReference, created.merchantTradeNo, 'payout');
        const { payoutNo: providerSettlementId } = created;
        return {
          ...about,
          status: 'PENDING',
          occurredAt: null,
          amount,
          providerSettlementId,
          ...requestedIn(created, amount),
        } as const;
      });
      return createReply(answered, about, { status: 'PENDING' });
    },

    async querySettlement({ providerReference }, call) {
      const body = { merchantTradeNo: providerReference };
      const answered = await client.queryPayout(body, call, (payout) => {
        mustBe(providerReference, payout.merchantTradeNo, 'payout');
        return payoutObservation(payout, unknown);
      });
      return queryReply(answered, { of: 'SETTLEMENT', providerReference });
    },

    async balances(call) {
      const answered = await client.queryBalance({ currencies }, call, ({ balanceList }) =>
        balanceList.map(({ currency, availableAmount, frozenAmount }) => ({
          available: money(availableAmount, currency),
          frozen: money(frozenAmount, currency),
          unsettled: null,
        })),
      );
      // Balances have no way to carry a refusal.
      if (!answered.ok) throw new OutcomeUnknown(failureOf(answered).message);
      return answered.data;
    },
  };
}
