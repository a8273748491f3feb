import { printAmount } from '../../domain/money.ts';
import type { Money as MoneyValue } from '../../domain/money.ts';
import type { Fee as FeeValue } from '../../domain/observation.ts';
import { builder } from '../builder.ts';
import { Network } from './enums/payment.ts';

export const Money = builder.objectRef<MoneyValue>('Money').implement({
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', resolve: printAmount }),
    currency: t.expose('currency', { type: 'CurrencyCode' }),
    network: t.expose('network', {
      type: Network,
      nullable: true,
      description: 'Set for tokens, null for fiat.',
    }),
  }),
});

export const Fee = builder.objectRef<FeeValue>('Fee').implement({
  fields: (t) => ({
    type: t.exposeString('type'),
    amount: t.expose('amount', { type: Money }),
  }),
});

export const MoneyInput = builder.inputType('MoneyInput', {
  fields: (t) => ({
    amount: t.field({ type: 'Decimal', required: true }),
    currency: t.field({ type: 'CurrencyCode', required: true }),
    network: t.field({ type: Network }),
  }),
});
