import { OutcomeUnknown } from '../provider.ts';
import type { Call, Connection, OrderToSend, Reply } from '../provider.ts';
import { cancelReply, createReply, queryReply, listPage, mustBe, pageBody } from './account.ts';
import type { GatewayAccount } from './account.ts';
import { fitsChain } from './assets.ts';
import { orderTokenOf } from './brand.ts';
import type { GatewayConfig } from './brand.ts';
import { createdOrderObservation, isNotEnabled, orderObservation } from './mapping.ts';
import * as replies from './replies.ts';

type OrderMethods = Required<
  Pick<Connection, 'createOrder' | 'queryOrder' | 'cancelOrder' | 'listOrders'>
>;

export function orderMethods<Config extends GatewayConfig>(
  account: GatewayAccount<Config>,
): OrderMethods {
  const { brand, client, config, unknown } = account;
  return {
    async createOrder(order, call) {
      const body = brand.orderBody(order, config);
      const answered = await client.createOrder(body, call, (created, sentAt) => {
        mustMatch(created, order);
        return createdOrderObservation(created, sentAt);
      });
      const { providerReference } = order;
      const reply = createReply(answered, brand.title, { subject: 'ORDER', providerReference });
      if (!answered.ok || answered.data.status !== 'FAILED') return reply;
      await cancelUnpayable(providerReference, call, account);
      return { ...reply, refused: answered.data.failure ?? null };
    },

    async queryOrder({ providerReference }, call) {
      const answered = await client.getOrderInfo(providerReference, call, (order) => {
        mustBe(providerReference, order.orderNo, 'order');
        return orderObservation(order, null, unknown);
      });
      return queryReply(answered, brand.title, { of: 'ORDER', providerReference });
    },

    async cancelOrder({ providerReference }, call): Promise<Reply> {
      const answered = await client.cancelOrder(
        providerReference,
        call,
        () =>
          ({ subject: 'ORDER', providerReference, status: 'CANCELED', occurredAt: null }) as const,
      );
      return cancelReply(answered, brand.title);
    },

    async listOrders(range, call) {
      const answered = await client.getOrderList(pageBody(range), call, (page) => page);
      return listPage(answered, range.page, account, (record) =>
        orderObservation(replies.order.parse(record), null, unknown),
      );
    },
  };
}

function mustMatch(created: replies.CreatedOrder, order: OrderToSend): void {
  mustBe(order.providerReference, created.orderNo, 'order');
  if (isNotEnabled(created) || order.method.type !== 'STABLECOIN') return;
  // An answer in another token counts for nothing, and neither does its address.
  if (created.token !== orderTokenOf(order)) return;
  if (!fitsChain(created.depositAddress, order.method.network)) {
    throw new OutcomeUnknown('the deposit address is none of its chain');
  }
}

/**
 * An order without an address counts as FAILED and is canceled (docs/providers/stablecoin-gateway.md#new-orders).
 * Nobody can pay it, so nothing depends on whether the cancel arrives.
 */
async function cancelUnpayable(
  providerReference: string,
  call: Call,
  { client, brand, warn }: Pick<GatewayAccount, 'client' | 'brand' | 'warn'>,
): Promise<void> {
  const details = { provider: brand.name, providerReference };
  try {
    const answered = await client.cancelOrder(providerReference, call, () => null);
    if (!answered.ok) warn('An order without an address was not canceled.', details);
  } catch {
    warn('An order without an address may not be canceled.', details);
  }
}
