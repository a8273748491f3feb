import type { AccountMutations } from '../mutations.ts';
import { examplepayMutations, nexapayMutations, vexoraMutations } from './others.ts';
import { stablecoinMutations } from './stablecoin.ts';

export const allAccounts: readonly AccountMutations[] = [
  stablecoinMutations('ANEXPAY_XCHECKOUT'),
  stablecoinMutations('W_CHECKOUT'),
  examplepayMutations(true),
  examplepayMutations(false),
  nexapayMutations,
  vexoraMutations,
];
