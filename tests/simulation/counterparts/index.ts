import type { OpenCounterpart } from './counterpart.ts';
import { examplepay } from './examplepay.ts';
import { nexapay } from './nexapay.ts';
import { stablecoin } from './stablecoin.ts';
import { vexora } from './vexora.ts';

/** Every provider of the sandbox. */
export const counterparts: readonly OpenCounterpart[] = [
  stablecoin('ANEXPAY_XCHECKOUT'),
  stablecoin('W_CHECKOUT'),
  vexora,
  nexapay,
  examplepay,
];
