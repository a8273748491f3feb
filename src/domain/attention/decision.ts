import { failure, join } from '../evidence.ts';
import type { ReportTimesByStatus } from '../evidence.ts';
import type { Money } from '../money.ts';
import type { Failure } from '../observation.ts';

export const unknownDecisions = ['NEVER_HAPPENED', 'HAPPENED'] as const;
export type UnknownDecision = (typeof unknownDecisions)[number];

/** What a person has decided about an unknown outcome. It ranks below every report of the provider. */
export interface Decision {
  kind: UnknownDecision;
  note: string;
  /** The API key with which it was decided, and the key's name at the time. */
  keyId: string;
  by: string;
  /** Epoch milliseconds. */
  at: number;
  /** What counts as paid where an order HAPPENED; null where that is not known, and for all else. */
  amount: Money | null;
}

/** A person has decided what became of it, because nobody knew. */
export interface Decided {
  subject: 'DECISION';
  decision: Decision;
}

/** The part of the evidence that says whether a decision stands. */
export interface Decidable {
  seen: ReportTimesByStatus<string>;
  decision: Decision | null;
}

/** Adds a decision: the latest counts. Commutative, associative and idempotent, with decisions and with all else. */
export const foldDecision = <Evidence extends { decision: Decision | null }>(
  evidence: Evidence,
  decision: Decision,
): Evidence => ({ ...evidence, decision: latest(evidence.decision, decision) });

function latest(known: Decision | null, decision: Decision): Decision {
  if (known === null || decision.at > known.at) return decision;
  return known.at > decision.at ? known : (join(known, decision) ?? known);
}

/**
 * The decision, where it stands as long as the provider reports no status that is known here. A later message that only
 * proves that the provider has it ends a decision that it never happened.
 */
export function standing({ seen, decision }: Decidable): Decision | null {
  if (decision === null || isDisproved(decision, seen)) return null;
  return decision;
}

/** The provider has it after all, whatever its status. */
export const isDisproved = ({ kind, at }: Decision, seen: Decidable['seen']): boolean =>
  kind === 'NEVER_HAPPENED' && (seen.NO_KNOWN_STATUS?.recordedAt ?? 0) > at;

/** The status by the decision, where it stands; null where none does. `happened`: the status of what happened. */
export function decidedStatus<Happened>(
  evidence: Decidable,
  happened: Happened,
): Happened | 'FAILED' | null {
  const decision = standing(evidence);
  if (decision === null) return null;
  return decision.kind === 'HAPPENED' ? happened : 'FAILED';
}

/** Why something failed that a person has decided never happened. */
export const decidedFailure: Failure = failure(
  'PROVIDER_UNAVAILABLE',
  'A person decided that it never happened: the provider did not say.',
);
