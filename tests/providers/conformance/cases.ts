/** The suite itself, as a list: vitest runs it, and so do the table of faults and the mutation check. */
import { deepStrictEqual } from 'node:assert/strict';
import { answerCases } from './answers.ts';
import type { Harness } from './harness.ts';
import { coverageCases } from './coverage.ts';
import { faultCases } from './faults.ts';
import { foreignCases } from './foreign.ts';
import { listCases } from './lists.ts';
import { matrixOf, missingCells } from './matrix.ts';
import { operationCases } from './operations.ts';
import { recordedCases } from './recorded.ts';
import { searchCases } from './searches.ts';
import { secrecyCases } from './secrecy.ts';
import { statementCases } from './statements.ts';
import { tableCases } from './tables.ts';
import { webhookCases } from './webhooks.ts';

export interface Case {
  /** Names the provider, the operation and what must hold. */
  title: string;
  run: () => unknown;
  /** Of a fault: what the table shows. */
  fault?: { operation: string; name: string; outcome: string };
}

export interface Suite {
  cases: readonly Case[];
  skipped: readonly (Case & { reason: string })[];
}

/** In the order in which they must run: the log is searched at the end. */
export function suiteOf(harness: Harness): Suite {
  const { name, skips } = harness.subject;
  const all = [
    ...coverageCases(harness),
    ...operationCases(harness),
    ...answerCases(harness),
    ...webhookCases(harness),
    ...faultCases(harness),
    ...foreignCases(harness),
    ...statementCases(harness),
    ...listCases(harness),
    ...searchCases(harness),
    ...tableCases(harness),
    ...recordedCases(harness),
    ...secrecyCases(harness),
  ].map((one) => ({ ...one, title: `${name} ${one.title}` }));
  const reasonFor = (title: string) => skips.find((skip) => title.includes(skip.case))?.reason;
  const useless = skips.filter((skip) => !all.some(({ title }) => title.includes(skip.case)));
  const chosen = all.filter(({ title }) => reasonFor(title) === undefined);
  const skipped = all.flatMap((one) => {
    const reason = reasonFor(one.title);
    return reason === undefined ? [] : [{ ...one, reason }];
  });
  return {
    cases: [
      {
        title: `${name} is tried under every fault, operation by operation, or says why not`,
        run: () => deepStrictEqual(missingCells(matrixOf(harness, chosen, skipped)), []),
      },
      ...chosen,
      ...useless.map((skip) => ({
        title: `${name} skips "${skip.case}", which is no case`,
        run() {
          throw new Error('take the skip out');
        },
      })),
    ],
    skipped,
  };
}
