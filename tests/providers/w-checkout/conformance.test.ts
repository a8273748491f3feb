import { wCheckout } from '../../../src/providers/w-checkout/index.ts';
import { conformance } from '../conformance.ts';
import { openGateway } from '../stablecoin-gateway/subject.ts';

await conformance(wCheckout, openGateway('W_CHECKOUT'));
