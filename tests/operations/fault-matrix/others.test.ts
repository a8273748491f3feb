import { expect, it } from 'vitest';
import { providerModules } from '../../../src/providers/modules.ts';
import { allAccounts } from './mutations/all.ts';
import { examplepayMutations, nexapayMutations, vexoraMutations } from './mutations/others.ts';
import { describeFaultMatrix } from './suite.ts';

// ExamplePay without its refund query: `npm run prove -- faults`.
for (const account of [examplepayMutations(true), nexapayMutations, vexoraMutations]) {
  describeFaultMatrix(account);
}

it('the fault matrix includes every provider', () => {
  expect(new Set(allAccounts.map(({ provider }) => provider))).toEqual(
    new Set(providerModules.keys()),
  );
});
