import type { Connection, Reply } from '../provider.ts';
import { cancellation, creation, finding, listPage, mustBe, pageBody } from './account.ts';
import type { GatewayAccount } from './account.ts';
import type { GatewayConfig } from './brand.ts';
import { settlementObservation } from './mapping.ts';
import * as replies from './replies.ts';

type SettlementMethods = Required<
  Pick<Connection, 'createSettlement' | 'querySettlement' | 'cancelSettlement' | 'listSettlements'>
>;

export function settlementMethods<Config extends GatewayConfig>(
  account: GatewayAccount<Config>,
): SettlementMethods {
  const { brand, client, config, unknown } = account;
  const readEcho = (providerReference: string) => (settlement: replies.Settlement) => {
    mustBe(providerReference, settlement.settlementOrderNo, 'settlement');
    return settlementObservation(settlement, null, unknown);
  };

  return {
    async createSettlement(settlement, call) {
      const { providerReference, destination } = settlement;
      const body = brand.settlementBody(settlement, config);
      const send =
        destination.type === 'REGISTERED_BANK_ACCOUNT'
          ? client.createFiatSettlement
          : client.createSettlement;
      const answered = await send(body, call, readEcho(providerReference));
      return creation(answered, brand.title, { subject: 'SETTLEMENT', providerReference });
    },

    async querySettlement({ providerReference }, call) {
      const answered = await client.getSettlementInfo(
        providerReference,
        call,
        readEcho(providerReference),
      );
      return finding(answered, brand.title, { of: 'SETTLEMENT', providerReference });
    },

    async cancelSettlement({ providerReference }, call): Promise<Reply> {
      const answered = await client.cancelSettlement(
        providerReference,
        call,
        () =>
          ({
            subject: 'SETTLEMENT',
            providerReference,
            status: 'CANCELED',
            occurredAt: null,
          }) as const,
      );
      return cancellation(answered, brand.title);
    },

    async listSettlements(range, call) {
      const answered = await client.getSettlementList(pageBody(range), call, (page) => page);
      return listPage(answered, range.page, account, (record) =>
        settlementObservation(replies.settlement.parse(record), null, unknown),
      );
    },
  };
}
