import type { TestAccount } from '../../support/accounts.ts';

/** As documented: nothing is switched on. */
export const account: TestAccount<'EXAMPLEPAY'> = {
  name: 'EXAMPLEPAY',
  open: (provider) => provider.createMerchantAccount(),
  configOf: (credentials) => ({ ...credentials }),
};
