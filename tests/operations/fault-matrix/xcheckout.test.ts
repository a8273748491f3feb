import { stablecoinMutations } from '../../providers/stablecoin-gateway/fault-mutations.ts';
import { describeFaultMatrix } from './suite.ts';

// W Checkout is the same adapter: `npm run prove -- faults` has it too.
describeFaultMatrix(stablecoinMutations('ANEXPAY_XCHECKOUT'));
