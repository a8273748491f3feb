import { stablecoinMutations } from './deeds/stablecoin.ts';
import { describeFaultMatrix } from './suite.ts';

describeFaultMatrix(stablecoinMutations('W_CHECKOUT'));
