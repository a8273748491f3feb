/**
 * One suite for every provider; it knows nothing of any of them. A provider is done when this passes.
 *
 * A subject (`conformance/subject.ts`) says what is the provider's own. It starts the provider's sandbox with an
 * account of ours and gives, beside addresses, configuration and secrets:
 *
 * - `operations`: for each method of the connection, samples: what must be there first, the argument, what the
 *   answer has at least, and the counter of the sandbox's `effects` that goes up by one. A method without a sample
 *   is a failure that says so: "createRefund: no happy path given".
 * - `refusals`, `unfit`: each documented no, of the provider and of our own checks.
 * - `words`: for each status field every word that the provider has, what it is in our words and in which phase
 *   that leaves the subject, and `put`, which writes a word into an answer's text.
 * - `numbers`: the same for amounts.
 * - `duplicates`: what the second of two equal calls answers.
 * - `wire`: how answers are signed, so that the suite can change one and sign it again.
 * - `vectors`, `webhook` (genuine samples, and the signer), `capabilities`, `skips`, each with its reason.
 *
 * The suite stands between us and the sandbox (`conformance/wire.ts`), so a sandbox needs no faults of its own for
 * it, and every fault is tried at every method without a further word.
 *
 * `tests/providers/<name>/conformance.test.ts` has one line; `npm run prove -- conformance` prints the table of faults, and
 * `npm run prove -- mutations` takes rows out of the provider's tables, one at a time, and wants this suite to fail.
 */
import { afterAll, describe, test } from 'vitest';
import type { ProviderModule } from '../../src/providers/provider.ts';
import { openHarness } from './conformance/harness.ts';
import { suiteOf } from './conformance/cases.ts';
import type { OpenSubject } from './conformance/subject.ts';

export type { OpenSubject, Subject } from './conformance/subject.ts';

/** To be awaited at the top of a test file: the cases follow from what the connection can do. */
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
