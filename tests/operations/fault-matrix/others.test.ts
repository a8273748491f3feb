import { expect, it } from 'vitest';
import { providerModules } from '../../../src/providers/modules.ts';
import { allDeeds } from './deeds/all.ts';
import { examplepayDeeds, nexapayDeeds, vexoraDeeds } from './deeds/others.ts';
import { livesThrough } from './suite.ts';

for (const deeds of [examplepayDeeds(true), examplepayDeeds(false), nexapayDeeds, vexoraDeeds]) {
  livesThrough(deeds);
}

it('leaves no provider out', () => {
  expect(new Set(allDeeds.map(({ provider }) => provider))).toEqual(
    new Set(providerModules.keys()),
  );
});
