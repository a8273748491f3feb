import type { Equivalent } from '../mutations/equivalent.ts';

export const equivalent: readonly Equivalent[] = [
  {
    name: /nexapay\/client\.ts#.*'(?:api_key|secret_key)'$/,
    reason: 'masked by its name, and its value is masked wherever it is',
  },
];
