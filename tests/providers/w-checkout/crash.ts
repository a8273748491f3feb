import { stablecoin } from '../stablecoin-gateway/crash.ts';

export const crash = stablecoin('W_CHECKOUT');
