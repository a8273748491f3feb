/** The conformance suite as tests of vitest: one test for each case. */
export { conformance } from '../../../tests/providers/conformance.ts';
export type * from '../../../tests/providers/conformance/subject.ts';
