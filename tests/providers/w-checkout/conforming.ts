import { wCheckout } from '../../../src/providers/w-checkout/index.ts';
import type { Conforming } from '../conformance/subjects.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';

export const conforming: Conforming = {
  module: wCheckout,
  entry: 'src/providers/w-checkout/index.ts',
  exported: 'wCheckout',
  subjects: [openGateway('W_CHECKOUT')],
  folders: ['src/providers/w-checkout', 'src/providers/stablecoin-gateway'],
};
