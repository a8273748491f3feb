import { describeModule } from '../../providers/capabilities.ts';
import type { Capabilities } from '../../providers/capabilities.ts';
import { builder } from '../builder.ts';
import { PaymentMethodType, Provider, SettlementDestinationType } from './enums/payment.ts';
import { OrderStatus } from './enums/status.ts';

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
    description: "What the provider's API can do, derived from the code of the provider's module.",
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
        description: 'Whether a second refund of an order may be requested while one is open.',
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
          'Inputs that createOrder requires for each method, beyond those that the schema requires.',
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
