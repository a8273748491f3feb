import { examplepay } from '../../../src/providers/examplepay/index.ts';
import { conformance } from '../conformance.ts';
import { openExamplepay } from './subject.ts';

await conformance(examplepay, openExamplepay('documented'));
await conformance(examplepay, openExamplepay('all'));
