import type { ConfigInput } from './config-input.ts';
import type { ProviderName } from './provider.ts';

/**
 * Providers that the public schema names and that have no folder yet: they can be named, and nothing can be
 * sent to them. What is here moves into the `config.ts` of the folder that comes.
 */
export const awaited: Readonly<Partial<Record<ProviderName, ConfigInput>>> = {
  VEXORA: {
    merchantNo: { type: 'String', required: true },
    appSecret: { type: 'String', required: true },
    currency: {
      type: 'CurrencyCode',
      required: false,
      description: 'Default TWD: the Taiwan account.',
    },
    eWalletCodes: {
      type: '[String!]',
      required: false,
      description:
        'Wallet codes that Vexora has enabled for the account; orders for others are refused before anything is sent.',
    },
  },
  EXAMPLEPAY: {
    appId: { type: 'String', required: true },
    appSecret: { type: 'String', required: true },
    pathPrefix: { type: 'String', required: false, description: 'Default /pg/v2.' },
    closeEnabled: {
      type: 'Boolean',
      required: false,
      description:
        'Switches on the close and refund-query calls that ExamplePay does not document.',
    },
    refundQueryEnabled: { type: 'Boolean', required: false },
  },
};
