/** The suite without vitest, for the table of faults and the mutation check. */
import type { ProviderModule } from '../../../src/providers/provider.ts';
import { openHarness } from './harness.ts';
import { suiteOf } from './cases.ts';
import { matrixOf } from './matrix.ts';
import type { Case, Suite } from './cases.ts';
import type { OpenSubject } from './subject.ts';

export interface Failed {
  title: string;
  message: string;
}

export interface Result extends Suite {
  name: string;
  failed: readonly Failed[];
  /** How each call ended under each fault. */
  matrix: ReturnType<typeof matrixOf>;
}

export interface RunOptions {
  /** Stop at the first failure. */
  bail?: boolean;
  /** Which cases to run, in which order. Default: all, in their order. */
  choose?: (cases: readonly Case[]) => readonly Case[];
}

export async function runSuite(
  module: ProviderModule,
  open: OpenSubject,
  { bail = false, choose = (cases) => cases }: RunOptions = {},
): Promise<Result> {
  const harness = await openHarness(module, open);
  try {
    const suite = suiteOf(harness);
    const failed: Failed[] = [];
    for (const one of choose(suite.cases)) {
      // The cases share one account and one wire.
      // oxlint-disable-next-line no-await-in-loop
      const message = await problemOf(one);
      if (message !== null) failed.push({ title: one.title, message });
      if (message !== null && bail) break;
    }
    const matrix = matrixOf(harness, suite.cases, suite.skipped);
    return { ...suite, name: harness.subject.name, failed, matrix };
  } finally {
    await harness.close();
  }
}

/** What failed, for people to read. Empty where nothing did. */
export const reportOf = (failed: readonly Failed[]): string =>
  failed.map(({ title, message }) => `${title}\n${message.replaceAll(/^/gm, '    ')}`).join('\n\n');

async function problemOf({ run }: Case): Promise<string | null> {
  try {
    await run();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
