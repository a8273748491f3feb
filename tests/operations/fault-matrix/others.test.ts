import { expect, it } from 'vitest';
import { providerModules } from '../../../src/providers/modules.ts';
import { allAccounts, firstAccounts } from './mutations/all.ts';
import { describeFaultMatrix } from './suite.ts';

/** The brands of one gateway. `xcheckout.test.ts` has one of them, and `npm run prove -- faults` both. */
const brands: readonly string[] = ['ANEXPAY_XCHECKOUT', 'W_CHECKOUT'];

// Further accounts of a provider: `npm run prove -- faults`.
for (const account of firstAccounts) {
  if (!brands.includes(account.provider)) describeFaultMatrix(account);
}

it('the fault matrix includes every provider', () => {
  expect(new Set(allAccounts.map(({ provider }) => provider))).toEqual(
    new Set(providerModules.keys()),
  );
});
