import type { Tx } from '../../store/sql.ts';
import {
  bringReconciliationNear,
  markReached,
  markUnreached,
  unreachedAccounts,
} from '../../store/queries/attention/reached.ts';
import type { UnreachedAccount } from '../../store/queries/attention/reached.ts';
import { end, isAttended, raise } from '../../store/queries/attention/items.ts';
import type { Deps } from '../deps.ts';
import { leaseMs } from '../reconciliation/lease.ts';

/** A provider that was not reached for so long needs a person. Milliseconds. */
const unreachableAfterMs = 5 * 60_000;
const reason = 'ACCOUNT_UNREACHABLE';

/**
 * Writes which accounts' providers are reached and which are not, so that all processes agree, and raises what has
 * lasted for five minutes. While a provider is not reached, its account is reconciled every minute: there may be
 * nothing else to call it for. Call it with every look for due work.
 */
export async function checkReachability(deps: Deps): Promise<void> {
  const { read, queue } = deps;
  const noted = deps.connections.reachability.take();
  const unreached = await unreachedAccounts(read);
  const known = new Set(unreached.map(({ id }) => id));
  for (const [id, { isReached, failedFrom }] of noted) {
    if (isReached || known.has(id)) continue;
    await queue.commit((tx) => markUnreached(tx, id, failedFrom));
  }
  for (const account of unreached) {
    const last = noted.get(account.id);
    if (last?.isReached === true && last.at >= account.unreachedSince) {
      await queue.commit((tx) => reached(tx, account.id, last.at));
    } else await attendTo(deps, account);
  }
}

async function reached(tx: Tx, id: string, at: number): Promise<void> {
  if (await markReached(tx, id, at)) await end(tx, [{ subjectId: id, reason }]);
}

async function attendTo(deps: Deps, account: UnreachedAccount): Promise<void> {
  const { id, merchantId, unreachedSince, isEnabled, reconcileAt } = account;
  const now = deps.now();
  const since = unreachedSince + unreachableAfterMs;
  const isToBeRaised = now >= since && !(await isAttended(deps.read, merchantId, id, reason));
  // Nearer than that, another process may have it.
  const isFar = isEnabled && reconcileAt !== null && reconcileAt > now + leaseMs;
  if (!isToBeRaised && !isFar) return;
  const item = { merchantId, accountId: id, orderId: null, subjectId: id, reason, since } as const;
  await deps.queue.commit(async (tx) => {
    if (isFar) await bringReconciliationNear(tx, id, now + leaseMs);
    if (isToBeRaised) await raise(tx, [item]);
  });
}
