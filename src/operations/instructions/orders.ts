import type { Order } from '../../domain/aggregates/aggregate.ts';
import type { OrderToSend } from '../../providers/provider.ts';
import { orderById, orderByProviderReference } from '../../store/queries/orders.ts';
import { about, queryProvider } from '../call-provider.ts';
import { webhookUrlOf } from '../merchants/provider-accounts.ts';
import { wholeRequest } from '../personal-data/seal.ts';
import type { Kind } from './kind.ts';

export const orders: Kind<'ORDER'> = {
  kind: 'ORDER',
  noun: 'order',
  table: 'orders',
  cancelMutation: 'cancelOrder',
  byId: orderById,
  byReference: orderByProviderReference,

  canQuery: () => true,

  async create(deps, { account, connection }, order: Order) {
    const toSend: OrderToSend = {
      ...(await wholeRequest(deps, order)),
      providerReference: order.providerReference,
      createdAt: order.createdAt,
      notifyUrl: `${webhookUrlOf(deps, account)}/orders`,
      returnUrl: order.request.returnUrl ?? `${deps.publicUrl}/return/${order.id}`,
    };
    return (call) => connection.createOrder(toSend, call);
  },

  async query(_deps, { connection }, order) {
    return (call) => connection.queryOrder(order, call);
  },

  queryUnknown(connection, providerReference) {
    return (call) => connection.queryOrder({ providerReference, providerOrderId: null }, call);
  },

  /** Lists the order's abnormal payments, if the provider has such a list. While the order waits, it has none. */
  async queryMore(deps, { account, connection }, order, answer) {
    const hasChanged = answer.some(
      (observation) => observation.subject === 'ORDER' && observation.status !== 'AWAITING_PAYMENT',
    );
    if (!hasChanged || connection.listAbnormalPayments === undefined) return null;
    const filter = { orderProviderReference: order.providerReference };
    return queryProvider(deps, about(account, order), async (call) =>
      connection.listAbnormalPayments?.(filter, call),
    );
  },

  async cancel(_deps, { connection }, order) {
    return connection.cancelOrder?.bind(connection, order);
  },
};
