import type { Equivalent } from '../mutations/equivalent.ts';

export const equivalent: readonly Equivalent[] = [
  {
    name: /examplepay\/operations\.ts#byPaymentQuery\(0\)$/,
    reason: 'that the payment is absent is dropped: it proves nothing about its refund',
  },
];
