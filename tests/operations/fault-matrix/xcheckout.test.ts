import { stablecoinMutations } from './deeds/stablecoin.ts';
import { describeFaultMatrix } from './suite.ts';

describeFaultMatrix(stablecoinMutations('ANEXPAY_XCHECKOUT'));
