import { newTally } from '../../domain/reconciliation/finding.ts';
import type { Tally } from '../../domain/reconciliation/finding.ts';
import { isHeld, planOfLostTime } from '../../domain/reconciliation/lost-time.ts';
import {
  afterSweep,
  nextSweepAt,
  planSweep,
  retrySweepMs,
} from '../../domain/reconciliation/schedule.ts';
import type { SweepPlan } from '../../domain/reconciliation/schedule.ts';
import { updateReconciliation } from '../../store/queries/merchants.ts';
import type { LastReconciliation } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { connectionTo } from '../find.ts';
import type { AccountConnection } from '../find.ts';
import { compareDifferences, compareOneByOne, compareWithLists } from './compare.ts';
import { leaseOf } from './lease.ts';
import type { Claim, Lease } from './lease.ts';

/** More than any account fills in a week. A list that never ends must not be read for ever. */
const maxPages = 2_000;

/** Reconciles an account that is due, unless it is disabled, and writes when it is due next. */
export async function sweepAccount(deps: Deps, id: string, claim: Claim): Promise<void> {
  const connected = await connectionTo(deps, id);
  const { enabled, createdAt, lastReconciliation, lostFrom, unreachedSince } = connected.account;
  const lease = leaseOf(deps, id, claim);
  const end = (
    nextAt: number,
    last: LastReconciliation | null,
    isFound = false,
  ): Promise<boolean> =>
    deps.queue.commit((tx) =>
      updateReconciliation(tx, id, lease.until(), { nextAt, last, isFound }),
    );
  if (!enabled) {
    await end(nextSweepAt(createdAt, deps.now()), null);
    return;
  }
  const usual = planSweep(deps.now(), lastReconciliation, unreachedSince !== null);
  const plan = lostFrom === null ? usual : planOfLostTime(lostFrom, deps.now());
  const tally = await sweep(deps, connected, plan, lease);
  const now = deps.now();
  if (tally.cutShort && claim.stopping.aborted) {
    await end(now, null);
    return;
  }
  const last = afterSweep(tally, plan, lastReconciliation, now);
  const isToRepeat = tally.cutShort || (lostFrom !== null && !tally.complete);
  const nextAt = isToRepeat ? now + retrySweepMs : nextSweepAt(createdAt, now);
  await end(nextAt, last, lostFrom !== null && tally.complete);
  if (tally.findings === 0 && tally.complete) return;
  const { provider } = connected.account;
  deps.log.info({ account: id, provider, ...tally }, 'reconciled');
}

async function sweep(
  deps: Deps,
  connected: AccountConnection,
  plan: SweepPlan,
  lease: Lease,
): Promise<Tally> {
  const tally = newTally();
  const mayGoOn = (): Promise<boolean> => lease.holds();
  const run = { deps, ...connected, width: 1, maxPages, tally, mayGoOn };
  await compareWithLists({ ...run, range: plan.listed });
  const ended = !isHeld(connected.account);
  for (const range of plan.queried) await compareOneByOne({ ...run, range }, { ended });
  if (plan.isDeep) await compareDifferences({ ...run, range: plan.listed });
  return tally;
}
