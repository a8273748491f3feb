import { provesOrder } from './proof.ts';
import { nexapayScenarios } from './scenarios/nexapay.ts';

provesOrder('NEXAPAY', nexapayScenarios);
