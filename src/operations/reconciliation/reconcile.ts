import { assertRange } from '../../domain/input/range.ts';
import { newTally } from '../../domain/reconciliation/finding.ts';
import type { Finding } from '../../domain/reconciliation/finding.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, ownAccount } from '../find.ts';
import { compareOneByOne, compareWithLists } from './compare.ts';
import type { Run } from './run.ts';

export interface Reconciliation {
  account: AccountRecord;
  from: number;
  to: number;
  checked: number;
  unanswered: number;
  complete: boolean;
  findings: readonly Finding[];
}

/** A caller waits for the answer, so the run ends after this time and is then incomplete. */
const withinMs = 25_000;
const mostFindings = 1_000;
const width = 3;
const maxPages = 50;

/**
 * Compares what was created from `from` to `to` (epoch milliseconds, both included) with the provider's present
 * records, and heals what differs. Throws ValidationError for an invalid range, NotFoundError for the account.
 */
export async function reconcile(
  deps: Deps,
  merchantId: string,
  { account: accountId, from, to }: { account: string; from: number; to: number },
): Promise<Reconciliation> {
  assertRange(from, to, deps.now());
  await ownAccount(deps.read, merchantId, accountId);
  const until = deps.monotonic() + withinMs;
  // Runs of one account follow each other: parallel runs would report what the other is healing.
  return deps.locks.run(`reconciliation of ${accountId}`, async () => {
    const connected = await connectionTo(deps, accountId);
    const findings: Finding[] = [];
    const tally = newTally();
    const run: Run = {
      deps,
      ...connected,
      range: { from, to },
      width,
      maxPages,
      tally,
      onFinding: (finding) => void findings.push(finding),
      mayGoOn: async () => deps.monotonic() < until && findings.length < mostFindings,
    };
    await compareWithLists(run);
    await compareOneByOne(run, { ended: false });
    const { checked, unanswered, complete } = tally;
    return { account: connected.account, from, to, checked, unanswered, complete, findings };
  });
}
