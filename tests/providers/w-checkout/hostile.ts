import { stablecoin } from '../stablecoin-gateway/hostile.ts';

export const hostile = stablecoin('W_CHECKOUT');
