import type { Settlement } from '../../domain/aggregates/aggregate.ts';
import { ordersByIds } from '../../store/queries/orders.ts';
import { settlementById, settlementByProviderReference } from '../../store/queries/settlements.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';
import type { Kind } from './kind.ts';

export const settlements: Kind<'SETTLEMENT'> = {
  kind: 'SETTLEMENT',
  noun: 'settlement',
  table: 'settlements',
  cancelMutation: 'cancelSettlement',
  byId: settlementById,
  byReference: settlementByProviderReference,

  canQuery: (connection) => connection.querySettlement !== undefined,

  async create(deps, { account, connection }, settlement) {
    if (connection.createSettlement === undefined) throw new Error('the provider takes no payouts');
    const orders = await ordersByIds(deps.read, settlement.orderIds);
    return connection.createSettlement.bind(connection, {
      ...settlement.request,
      providerReference: settlement.providerReference,
      orderProviderReferences: orders.map(({ providerReference }) => providerReference),
      notifyUrl: `${webhookUrlOf(deps, account)}/settlements`,
    });
  },

  async query(_deps, { connection }, settlement) {
    return connection.querySettlement?.bind(connection, handleOf(settlement));
  },

  queryUnknown(connection, providerReference) {
    const handle = { providerReference, providerSettlementId: null };
    return connection.querySettlement?.bind(connection, handle);
  },

  async cancel(_deps, { connection }, settlement) {
    return connection.cancelSettlement?.bind(connection, handleOf(settlement));
  },
};

const handleOf = ({ providerReference, evidence }: Settlement) => ({
  providerReference,
  providerSettlementId: evidence.providerId,
});
