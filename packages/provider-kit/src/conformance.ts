/** The conformance suite without a test runner: `runSuite` returns what failed. */
export { reportOf, runSuite } from '../../../tests/providers/conformance/run.ts';
export { recordedIn } from '../../../tests/providers/conformance/recorded.ts';
export type { Recorded } from '../../../tests/providers/conformance/recorded.ts';
export type { Failed, Result, RunOptions } from '../../../tests/providers/conformance/run.ts';
export type * from '../../../tests/providers/conformance/subject.ts';
