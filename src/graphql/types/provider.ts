import { describeModule } from '../../providers/capabilities.ts';
import type { Capabilities } from '../../providers/capabilities.ts';
import { builder } from '../builder.ts';
import { PaymentMethodType, Provider, SettlementDestinationType } from './enums/payment.ts';
import { OrderStatus } from './enums/status.ts';

const RequiredInputs = builder
  .objectRef<Capabilities['requiredInputs'][number]>('RequiredInputs')
  .implement({
    description: 'What one method needs.',
    fields: (t) => ({
      method: t.expose('method', {
        type: PaymentMethodType,
        description: 'The method that needs it.',
      }),
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
      provider: t.expose('provider', { type: Provider, description: 'Which provider it is.' }),
      name: t.exposeString('name', { description: "The provider's name, for people." }),
      methods: t.expose('methods', {
        type: [PaymentMethodType],
        description: 'The methods that createOrder can use.',
      }),
      otherMethods: t.exposeStringList('otherMethods', {
        description:
          "The provider's names of the methods that only it has, for OTHER; empty where it has none.",
      }),
      currencies: t.expose('currencies', {
        type: ['CurrencyCode'],
        description: 'The currencies and tokens in which orders can be priced or paid.',
      }),
      cancelOrder: t.exposeBoolean('cancelOrder', {
        description: 'Whether an order can be canceled.',
      }),
      captureOrder: t.exposeBoolean('captureOrder', {
        description:
          'Whether an order can be created with capture MANUAL, and be captured later. Not by every method: see its page in the documentation.',
      }),
      partialCapture: t.exposeBoolean('partialCapture', {
        description: 'Whether a capture may be less than what is authorised.',
      }),
      listOrders: t.exposeBoolean('listOrders', {
        description: 'Whether reconciliation finds orders that are missing here.',
      }),
      refund: t.exposeBoolean('refund', { description: 'Whether an order can be refunded.' }),
      partialRefund: t.exposeBoolean('partialRefund', {
        description: 'Whether a refund may be less than what is refundable.',
      }),
      concurrentRefunds: t.exposeBoolean('concurrentRefunds', {
        description: 'Whether a second refund of an order may be requested while one is open.',
      }),
      cancelRefund: t.exposeBoolean('cancelRefund', {
        description: 'Whether a refund that was sent can be canceled.',
      }),
      settlementDestinations: t.expose('settlementDestinations', {
        type: [SettlementDestinationType],
        description: 'Where a settlement can be paid out to; empty where there are no settlements.',
      }),
      cancelSettlement: t.exposeBoolean('cancelSettlement', {
        description: 'Whether a settlement that was sent can be canceled.',
      }),
      abnormalPayments: t.exposeBoolean('abnormalPayments', {
        description: 'Whether the provider lists payments that do not fit their order.',
      }),
      balance: t.exposeBoolean('balance', {
        description: 'Whether `ProviderAccount.balances` has an answer.',
      }),
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
    description:
      'Scope READ, or the administrator. Every provider, with each switch of its configuration at the default.',
    authScopes: { key: 'READ', administrator: true },
    resolve: (_root, _args, { deps }) =>
      Promise.all([...deps.modules.values()].map((module) => describeModule(module))),
  }),
);
