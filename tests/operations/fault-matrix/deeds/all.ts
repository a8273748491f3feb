import type { Deeds } from '../deeds.ts';
import { examplepayDeeds, nexapayDeeds, vexoraDeeds } from './others.ts';
import { stablecoinDeeds } from './stablecoin.ts';

export const allDeeds: readonly Deeds[] = [
  stablecoinDeeds('ANEXPAY_XCHECKOUT'),
  stablecoinDeeds('W_CHECKOUT'),
  examplepayDeeds(true),
  examplepayDeeds(false),
  nexapayDeeds,
  vexoraDeeds,
];
