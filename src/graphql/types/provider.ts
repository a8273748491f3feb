import { describeModule } from '../../providers/capabilities.ts';
import type { Capabilities } from '../../providers/capabilities.ts';
import { builder } from '../builder.ts';
import { OrderStatus, PaymentMethodType, Provider, SettlementDestinationType } from './enums.ts';

const RequiredInputs = builder
  .objectRef<Capabilities['requiredInputs'][number]>('RequiredInputs')
  .implement({
    fields: (t) => ({
      method: t.expose('method', { type: PaymentMethodType }),
      paths: t.exposeStringList('paths', {
        description: 'Paths into CreateOrderInput: "customer.phone".',
      }),
    }),
  });

export const ProviderCapabilities = builder
  .objectRef<Capabilities>('ProviderCapabilities')
  .implement({
    description:
      "What the provider's API can do, taken from the code that does it, never from a list kept by hand.",
    fields: (t) => ({
      provider: t.expose('provider', { type: Provider }),
      name: t.exposeString('name'),
      methods: t.expose('methods', { type: [PaymentMethodType] }),
      currencies: t.expose('currencies', { type: ['CurrencyCode'] }),
      cancelOrder: t.exposeBoolean('cancelOrder'),
      listOrders: t.exposeBoolean('listOrders'),
      refund: t.exposeBoolean('refund'),
      partialRefund: t.exposeBoolean('partialRefund'),
      concurrentRefunds: t.exposeBoolean('concurrentRefunds', {
        description: 'Whether a second refund of an order may be asked for while one is under way.',
      }),
      cancelRefund: t.exposeBoolean('cancelRefund'),
      settlementDestinations: t.expose('settlementDestinations', {
        type: [SettlementDestinationType],
      }),
      cancelSettlement: t.exposeBoolean('cancelSettlement'),
      abnormalPayments: t.exposeBoolean('abnormalPayments'),
      balance: t.exposeBoolean('balance'),
      orderStatuses: t.expose('orderStatuses', {
        type: [OrderStatus],
        description: 'Order states that this provider can ever bring about.',
      }),
      requiredInputs: t.expose('requiredInputs', {
        type: [RequiredInputs],
        description:
          'What createOrder must be given for each method, beyond what the schema itself requires.',
      }),
    }),
  });

builder.queryField('providers', (t) =>
  t.field({
    type: [ProviderCapabilities],
    authScopes: { key: 'READ', administrator: true },
    resolve: (_root, _args, { modules }) =>
      Promise.all([...modules.values()].map((module) => describeModule(module))),
  }),
);
