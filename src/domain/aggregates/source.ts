import type { AbsenceObservation } from '../observation.ts';
import type { ReportedAtLeftAccount } from '../routing.ts';
import type { TransitionContext } from './transition.ts';

/** Where a change comes from: the account that reported it, or that we called. */
export interface Source extends TransitionContext {
  merchantId: string;
  accountId: string;
}

/**
 * UNMATCHED: the subject is not known here (yet). RECORDED_WITH_ORDER: it does not become a subject of its own, and its
 * order needs attention.
 */
export type Effect = 'CHANGED' | 'UNCHANGED' | 'UNMATCHED' | 'RECORDED_WITH_ORDER';

export const effect = (before: { version: number }, after: { version: number }): Effect =>
  before.version === after.version ? 'UNCHANGED' : 'CHANGED';

export const keyAt = ({ accountId }: Source, reference: string) => ({ accountId, reference });

/**
 * Evidence belongs to the account that it came from. Once an order has left that account, the evidence counts for
 * nothing.
 */
export const reportedElsewhere = (
  { accountId }: Source,
  observations: readonly (ReportedAtLeftAccount['observation'] | AbsenceObservation)[],
): ReportedAtLeftAccount[] =>
  observations.flatMap((observation) =>
    observation.subject === 'ABSENCE'
      ? []
      : [{ subject: 'REPORTED_ELSEWHERE', accountId, observation }],
  );
