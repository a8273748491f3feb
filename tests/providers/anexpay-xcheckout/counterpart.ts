import { stablecoin } from '../stablecoin-gateway/counterpart.ts';

export const raceShare = 1;

export const counterpart = stablecoin('ANEXPAY_XCHECKOUT');
