import { UnavailableError } from '../../domain/errors.ts';
import { doing, newWork } from '../../log/work.ts';
import { leaseDue } from '../../store/queries/due.ts';
import type { DueTable } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';
import { kinds } from '../instructions/kinds.ts';
import { resolve } from '../instructions/resolve.ts';
import type { JobDone } from '../measure.ts';
import { resolveOrder } from '../orders/resolve-capture.ts';
import { followAbnormalPayment } from '../orders/query-abnormal-payment.ts';
import { leaseMs } from '../reconciliation/lease.ts';
import type { Claim } from '../reconciliation/lease.ts';
import { sweepAccount } from '../reconciliation/sweep.ts';
import { retryDelivery } from '../webhooks/retry-delivery.ts';

type Job = (deps: Deps, id: string, claim: Claim) => Promise<void>;

const jobs: Readonly<Record<DueTable, Job>> = {
  refunds: (deps, id) => resolve(deps, kinds.REFUND, id),
  orders: resolveOrder,
  settlements: (deps, id) => resolve(deps, kinds.SETTLEMENT, id),
  webhook_deliveries: retryDelivery,
  abnormal_payments: followAbnormalPayment,
  provider_accounts: sweepAccount,
};

export const dueTables = Object.keys(jobs) as DueTable[];

/** False if the claim could not be written: the job is still due. */
export function runClaimed(
  deps: Deps,
  { table, account }: { table: DueTable; account: string },
  id: string,
  stopping: AbortSignal,
): Promise<boolean> {
  const { monotonic, measure } = deps;
  const work = newWork({ job: id });
  measure.jobBegan(work);
  return doing(work, async () => {
    const started = monotonic();
    const { isClaimed, outcome } = await claimAndRun(deps, table, id, stopping);
    measure.job({ kind: table, id, account, outcome, ms: monotonic() - started });
    return isClaimed;
  });
}

async function claimAndRun(
  deps: Deps,
  table: DueTable,
  id: string,
  stopping: AbortSignal,
): Promise<{ isClaimed: boolean; outcome: JobDone['outcome'] }> {
  let isClaimed = false;
  let outcome: JobDone['outcome'] = 'DONE';
  try {
    await deps.locks.run(id, async () => {
      const now = deps.now();
      const until = now + leaseMs;
      // Of all processes that see it due, one gets the claim.
      const isOurs = await deps.queue.commit((tx) => leaseDue(tx, table, id, now, until));
      isClaimed = true;
      if (isOurs) await jobs[table](deps, id, { until, stopping });
      else outcome = 'TAKEN';
    });
  } catch (error) {
    outcome = error instanceof UnavailableError ? 'UNAVAILABLE' : 'FAILED';
    if (outcome === 'FAILED') {
      deps.log.error({ err: error }, 'a background job failed; its lease will run out');
    }
  }
  return { isClaimed, outcome };
}
