import { anexpayXcheckout } from '../../../src/providers/anexpay-xcheckout/index.ts';
import { conformance } from '../conformance.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';

await conformance(anexpayXcheckout, openGateway('ANEXPAY_XCHECKOUT'));
