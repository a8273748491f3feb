import { printAmount } from '../../domain/money.ts';
import type { Money as MoneyValue } from '../../domain/money.ts';
import type { Fee as FeeValue } from '../../domain/observation.ts';
import { builder } from '../builder.ts';
import { Network } from './enums/payment.ts';

export const Money = builder.objectRef<MoneyValue>('Money').implement({
  description:
    'An exact amount of one currency. Amounts of different currencies or networks never add up.',
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      description: 'In units of the currency, not in cents.',
      resolve: printAmount,
    }),
    currency: t.expose('currency', {
      type: 'CurrencyCode',
      description: 'A fiat currency or a token.',
    }),
    network: t.expose('network', {
      type: Network,
      nullable: true,
      description: 'Set for tokens, null for fiat.',
    }),
  }),
});

export const Fee = builder.objectRef<FeeValue>('Fee').implement({
  description: 'A charge of the provider.',
  fields: (t) => ({
    type: t.exposeString('type', {
      description: "The provider's name of it. The values are the provider's.",
    }),
    amount: t.expose('amount', {
      type: Money,
      description: 'In the currency in which the provider charges it.',
    }),
  }),
});

export const MoneyInput = builder.inputType('MoneyInput', {
  description:
    'An amount of one currency: more than zero, at most twelve digits before the point, and no more decimals than the currency has.',
  fields: (t) => ({
    amount: t.field({
      type: 'Decimal',
      required: true,
      description:
        'In units of the currency, not in cents: "100.89". "100" and "100.00" are the same.',
    }),
    currency: t.field({
      type: 'CurrencyCode',
      required: true,
      description:
        'Any currency of ISO 4217 that has a minor unit, or a token that Paygraph knows. Any other is a ValidationError.',
    }),
    network: t.field({
      type: Network,
      description: 'Required for a token, and left out for fiat.',
    }),
  }),
});
