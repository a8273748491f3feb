import { expect, it } from 'vitest';
import { runHistories } from './histories/run.ts';

it('the core and the provider agree in the end, however sendings, webhooks and queries were lost and mixed', () => {
  expect(runHistories('histories', 1, 4_000)).toBeNull();
});
