/**
 * One suite for every provider; it knows nothing about any of them. A provider is done when this suite passes.
 *
 * A `Subject` (`conformance/subject.ts`) states what is specific to the provider.
 *
 * The suite stands between us and the sandbox (`conformance/wire.ts`). So a sandbox needs no faults of its own, and
 * every fault is tried at every method without further input.
 *
 * `tests/providers/<name>/conformance.test.ts` has one line; `npm run prove -- conformance` prints the table of faults,
 * and `npm run prove -- mutations` removes rows from the provider's tables, one at a time, and expects this suite to fail.
 */
import { afterAll, describe, test } from 'vitest';
import type { ProviderModule } from '../../src/providers/provider.ts';
import { openHarness } from './conformance/harness.ts';
import { suiteOf } from './conformance/cases.ts';
import type { OpenSubject } from './conformance/subject.ts';

export type { OpenSubject, Subject } from './conformance/subject.ts';

/** Must be awaited at the top of a test file: the cases follow from what the connection can do. */
export async function conformance(module: ProviderModule, open: OpenSubject): Promise<void> {
  const harness = await openHarness(module, open);
  const { cases, skipped } = suiteOf(harness);
  afterAll(() => harness.close());
  describe.each([harness.subject.name])('%s conforms', () => {
    // oxlint-disable-next-line vitest/expect-expect -- each case asserts for itself
    test.each(cases)('$title', async ({ run }) => {
      await run();
    });
    // oxlint-disable-next-line vitest/no-disabled-tests, vitest/expect-expect -- each has its reason
    test.skip.each(skipped)('$title ($reason)', () => undefined);
  });
}
