import { renewLease } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';

/** A claim runs out after this, so that what a killed process had taken is done by the next run. */
export const leaseMs = 60_000;

/** A job that is ours to do. */
export interface Claim {
  /** Epoch milliseconds at which others may take it. */
  until: number;
  /** The process is about to end. */
  stopping: AbortSignal;
}

/** The claim on an account, for a job that can take longer than a claim lasts. */
export interface Lease {
  /** Takes it on where it runs out soon. False once it is somebody else's, or the process is about to end. */
  holds(): Promise<boolean>;
  /** As it is written in the account's row. */
  until(): number;
}

export function leaseOf(deps: Deps, accountId: string, claim: Claim): Lease {
  let { until } = claim;
  let renewedAt = deps.monotonic();
  const renew = async (): Promise<boolean> => {
    const next = deps.now() + leaseMs;
    const isOurs = await deps.queue.commit((tx) =>
      renewLease(tx, 'provider_accounts', accountId, until, next),
    );
    if (isOurs) {
      until = next;
      renewedAt = deps.monotonic();
    }
    return isOurs;
  };
  return {
    async holds() {
      if (claim.stopping.aborted) return false;
      const isFresh = deps.monotonic() - renewedAt < leaseMs / 2;
      return isFresh || renew();
    },
    until: () => until,
  };
}
