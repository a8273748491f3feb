import { stablecoinMutations } from './mutations/stablecoin.ts';
import { describeFaultMatrix } from './suite.ts';

describeFaultMatrix(stablecoinMutations('ANEXPAY_XCHECKOUT'));
