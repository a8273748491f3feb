import { renewLease } from '../../store/queries/due.ts';
import type { Deps } from '../deps.ts';

/** A claim expires after this time, so that the job of a killed process is done again. */
export const leaseMs = 60_000;

/** The claim of this process on a job. */
export interface Claim {
  /** Epoch milliseconds at which others may take it. */
  until: number;
  /** The process is about to end. */
  stopping: AbortSignal;
}

/** A claim on an account that is renewed, for a job that can take longer than one claim lasts. */
export interface Lease {
  /** Renews the claim if it expires soon. False once another process has it, or this process is about to end. */
  holds(): Promise<boolean>;
  /** The end of the claim as stored in the account's row, in epoch milliseconds. */
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
