import { stablecoinMutations } from './mutations/stablecoin.ts';
import { describeFaultMatrix } from './suite.ts';

describeFaultMatrix(stablecoinMutations('W_CHECKOUT'));
