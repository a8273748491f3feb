import { anexpayXcheckout } from '../../../src/providers/anexpay-xcheckout/index.ts';
import type { Conforming } from '../conformance/subjects.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';

export const conforming: Conforming = {
  module: anexpayXcheckout,
  entry: 'src/providers/anexpay-xcheckout/index.ts',
  exported: 'anexpayXcheckout',
  subjects: [openGateway('ANEXPAY_XCHECKOUT')],
  folders: ['src/providers/anexpay-xcheckout', 'src/providers/stablecoin-gateway'],
};
