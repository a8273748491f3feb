import type { AccountMutations } from '../../operations/fault-matrix/mutations.ts';
import { stablecoinMutations } from '../stablecoin-gateway/fault-mutations.ts';

export const faultMutations: readonly AccountMutations[] = [
  stablecoinMutations('ANEXPAY_XCHECKOUT'),
];
