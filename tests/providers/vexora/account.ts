import type { TestAccount } from '../../support/accounts.ts';

export const account: TestAccount<'VEXORA'> = {
  name: 'VEXORA',
  open: (provider) => provider.createMerchantAccount(),
  configOf: (credentials) => ({ ...credentials, eWalletCodes: ['LINEPAY', 'JKOPAY'] }),
  // Its orders name the callback address, which a restart changes.
  pointWebhooks: (provider, _credentials, { origin }) => provider.redirectCallbacks(origin),
};
