import { money } from '../../src/domain/money.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import type { Connection, ProviderModule, Reply } from '../../src/providers/provider.ts';

const authorized = money('100', 'USDT', 'ETHEREUM');

/**
 * The provider as if its orders could be captured later: with capture MANUAL, their payer authorises 100 USDT at once,
 * and a capture succeeds, all without a call.
 */
export function capturing(module: ProviderModule): ProviderModule {
  const known = new Map<string, OrderObservation>();
  const answer = (providerReference: string, facts: Partial<OrderObservation>): Reply => {
    const order = { subject: 'ORDER', providerReference, occurredAt: null, status: null } as const;
    known.set(providerReference, { ...order, payable: authorized, ...facts });
    return seen(providerReference);
  };
  const seen = (providerReference: string): Reply => {
    const order = known.get(providerReference);
    return { observations: order === undefined ? [] : [order], refused: null };
  };
  return {
    ...module,
    partialCapture: true,
    connect(config, tools) {
      const connection = module.connect(config, tools);
      const later: Pick<Connection, 'createOrder' | 'queryOrder' | 'captureOrder'> = {
        async createOrder(order, call) {
          if (order.capture !== 'MANUAL') return connection.createOrder(order, call);
          return answer(order.providerReference, { status: 'AUTHORIZED', authorized });
        },
        async queryOrder(order, call) {
          const { providerReference } = order;
          return known.has(providerReference)
            ? seen(providerReference)
            : connection.queryOrder(order, call);
        },
        captureOrder: async ({ order, amount: paid }) =>
          answer(order.providerReference, { status: 'PAID', paid }),
      };
      return { ...connection, ...later };
    },
  };
}
