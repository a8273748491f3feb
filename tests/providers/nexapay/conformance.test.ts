import { nexapay } from '../../../src/providers/nexapay/index.ts';
import { conformance } from '../conformance.ts';
import { openNexapay } from './subject.ts';

await conformance(nexapay, openNexapay);
