import type { TestAccount } from '../../support/accounts.ts';

export const account: TestAccount<'NEXAPAY'> = {
  name: 'NEXAPAY',
  open: (provider) => provider.createMerchantAccount(),
  configOf: (credentials) => ({ ...credentials, refundEnabled: true }),
};
