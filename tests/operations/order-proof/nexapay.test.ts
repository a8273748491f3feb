import { provesOrder } from './proof.ts';
import { nexapayScenarios } from './stories/nexapay.ts';

provesOrder('NEXAPAY', nexapayScenarios);
