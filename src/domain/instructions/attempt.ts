import type { Instruction } from './instruction.ts';
import type { Failure, Observation } from '../observation.ts';

/** What an answer proves, if it can be believed. */
export interface Answer {
  /** Facts in our terms. A refused create proves FAILED. */
  observations: readonly Observation[];
  /** Set when the provider refused the request. */
  refused: Failure | null;
  /** Of a create that was refused: the reference is taken already, or may be. */
  referenceTaken?: 'PERHAPS' | 'SURELY';
}

/** The three ways in which a call to a provider ends. */
export type Outcome<Of = Answer> =
  { kind: 'ANSWERED'; reply: Of } | { kind: 'NOT_SENT' } | { kind: 'UNKNOWN' };

export const lostOutcome = { kind: 'UNKNOWN' } as const;

/** Whether the send of `sent` is still the one that is under way. */
export function isOurs(sent: Instruction, now: Instruction & { status: string }): boolean {
  const isSame = now.submission.lastSentAt === sent.submission.lastSentAt;
  return isSame && now.status === 'SUBMITTING' && now.accountId === sent.accountId;
}

/**
 * Whether the outcome of the send of `sent` proves nothing about the instruction as it is `now`. NOT_SENT proves
 * nothing about another send. A doubtful refusal is believed only while nothing else is known: what has become known
 * since outranks a conclusion from an absence.
 */
export function isOvertaken(
  sent: Instruction,
  now: Instruction & { status: string },
  outcome: Outcome,
  again: boolean,
): boolean {
  if (isOurs(sent, now)) return false;
  if (outcome.kind === 'NOT_SENT') return true;
  return (
    isDoubtful(outcome, again) && outcome.kind === 'ANSWERED' && outcome.reply.refused !== null
  );
}

/**
 * Whether the provider must be queried before a refusal is believed: an earlier send of the same reference may have
 * arrived. After a restored backup, that send may not be recorded here.
 */
export function isDoubtful(outcome: Outcome, again: boolean): boolean {
  if (outcome.kind !== 'ANSWERED') return false;
  const { refused, referenceTaken } = outcome.reply;
  return referenceTaken !== undefined || (again && refused !== null);
}

/** Whether another account may be tried: nothing was sent, or this account refused because it cannot do it now. */
export function provesNothingMade(outcome: Outcome): boolean {
  if (outcome.kind !== 'ANSWERED') return outcome.kind === 'NOT_SENT';
  const { refused } = outcome.reply;
  return refused?.code === 'METHOD_NOT_ENABLED' || refused?.code === 'PROVIDER_UNAVAILABLE';
}

/**
 * The result of a doubtful outcome, once the provider was queried and its answer has not changed the instruction: the
 * outcome itself, where nothing contradicts it. If the provider has the reference with another request, the outcome
 * stays open. `isUnknownThere`: nothing recorded so far says that the provider has the instruction.
 */
export function afterQuerying(
  outcome: Outcome,
  observations: readonly Observation[],
  isUnknownThere: boolean,
): Outcome {
  const isSure = outcome.kind === 'ANSWERED' && outcome.reply.referenceTaken === 'SURELY';
  const isBelieved = isSure
    ? !observations.some((observation) => 'status' in observation && observation.status !== null)
    : isUnknownThere &&
      observations.length > 0 &&
      observations.every(({ subject }) => subject === 'ABSENCE');
  return isBelieved ? outcome : lostOutcome;
}
