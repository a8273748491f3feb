import { money } from '../../src/domain/money.ts';
import type { OrderObservation } from '../../src/domain/observation.ts';
import type { Connection, ProviderModule } from '../../src/providers/provider.ts';

const authorized = money('100', 'USDT', 'ETHEREUM');

/**
 * The provider as if its orders could be captured later: with capture MANUAL, their payer authorises 100 USDT at once,
 * and a capture succeeds, all without a call.
 */
export const capturing = (module: ProviderModule): ProviderModule => ({
  ...module,
  partialCapture: true,
  connect(config, tools) {
    const connection = module.connect(config, tools);
    const later: Pick<Connection, 'createOrder' | 'captureOrder'> = {
      async createOrder(order, call) {
        if (order.capture !== 'MANUAL') return connection.createOrder(order, call);
        const facts = { status: 'AUTHORIZED', payable: authorized, authorized } as const;
        return answered(order.providerReference, facts);
      },
      captureOrder: async ({ order, amount: paid }) =>
        answered(order.providerReference, { status: 'PAID', paid }),
    };
    return { ...connection, ...later };
  },
});

function answered(
  providerReference: string,
  facts: Pick<OrderObservation, 'status'> & Partial<OrderObservation>,
) {
  const known = { subject: 'ORDER', providerReference, occurredAt: null } as const;
  return { observations: [{ ...known, ...facts }], refused: null };
}
