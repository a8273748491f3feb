import * as documents from '../../support/documents.ts';
import { badTexts, long, noTexts } from './kinds.ts';
import type { Case } from './kinds.ts';

const credentials = { apiKey: 'a', apiSecret: 'b', signKey: 'c' };

export const accounts: readonly Case[] = [
  {
    mutation: 'createMerchant',
    document: documents.createMerchant,
    input: () => ({ name: 'Shop' }),
    wrong: badTexts('name', 255),
    shapeless: [...noTexts('name'), ['name', undefined], ['name', null]],
    asAdministrator: true,
  },
  {
    mutation: 'createApiKey',
    document: documents.createApiKey,
    input: (testApp) => ({ merchant: testApp.merchantId, name: 'backend', scopes: ['READ'] }),
    wrong: [...badTexts('name', 255), ['scopes', []], ['merchant', undefined]],
    shapeless: [
      ...noTexts('name'),
      ['scopes', undefined],
      ['scopes', ['EVERYTHING'], 'scopes.0'],
      ['scopes', [null], 'scopes.0'],
      ['merchant', {}],
    ],
    asAdministrator: true,
  },
  {
    mutation: 'createProviderAccount',
    document: documents.createProviderAccount,
    input: () => ({ name: 'Europe', config: { anexpayXcheckout: credentials } }),
    wrong: [
      ...badTexts('name', 255),
      ['baseUrl', 'http://provider.example'],
      ['baseUrl', `https://provider.example/${long(2048)}`],
      ['baseUrl', 'https://user:secret@provider.example'],
      ['baseUrl', 'https://provider.example/?a=1'],
      ['baseUrl', 'https://provider.example/#a'],
      ['config.anexpayXcheckout.apiKey', ''],
      ['config.anexpayXcheckout.apiSecret', ''],
      ['config.anexpayXcheckout.signKey', long(257)],
      ['config', { wCheckout: { ...credentials, merchantId: '' } }, 'config.wCheckout.merchantId'],
    ],
    shapeless: [
      ...noTexts('name'),
      ['config', undefined],
      ['config', {}],
      ['config', { anexpayXcheckout: credentials, wCheckout: null }],
      ['config.anexpayXcheckout.signKey', undefined],
      ['config.anexpayXcheckout.signKey', 5],
      ['baseUrl', 'provider'],
      ['mode', 'SANDBOX'],
    ],
  },
  {
    mutation: 'updateProviderAccount',
    document: documents.updateProviderAccount,
    input: (testApp) => ({ id: testApp.accounts.ANEXPAY_XCHECKOUT }),
    wrong: [
      ...badTexts('name', 255),
      ['baseUrl', 'http://provider.example'],
      ['baseUrl', 'https://provider.example/?a=1'],
      [
        'config',
        { anexpayXcheckout: { ...credentials, signKey: '' } },
        'config.anexpayXcheckout.signKey',
      ],
      ['config', { wCheckout: { ...credentials, merchantId: 'm1' } }],
    ],
    shapeless: [
      ...noTexts('name'),
      ['id', undefined],
      ['enabled', 'yes'],
      ['enabled', 1],
      ['config', {}],
    ],
  },
];
