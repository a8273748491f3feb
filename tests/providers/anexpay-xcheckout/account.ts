import { stablecoin } from '../stablecoin-gateway/account.ts';

export const account = stablecoin('ANEXPAY_XCHECKOUT');
