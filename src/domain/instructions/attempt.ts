import type { Instruction } from './instruction.ts';
import type { Failure, Observation } from '../observation.ts';

/** What an answer to an attempt says, if it can be believed. */
export interface Answer {
  /** Facts, in our terms, that the answer proves. A refused create proves FAILED. */
  observations: readonly Observation[];
  /** Set when the provider said no to what was asked. */
  refused: Failure | null;
  /** Of a create: it was not done, and that may be, or is, because the reference is there already. */
  referenceTaken?: 'PERHAPS' | 'SURELY';
}

/** The three ways in which a call to a provider ends. */
export type Outcome<Of = Answer> =
  { kind: 'ANSWERED'; reply: Of } | { kind: 'NOT_SENT' } | { kind: 'UNKNOWN' };

export const lostOutcome = { kind: 'UNKNOWN' } as const;

/** Whether it is still the send of `sent` that is under way. */
export function isOurs(sent: Instruction, now: Instruction & { status: string }): boolean {
  const isSame = now.submission.lastSentAt === sent.submission.lastSentAt;
  return isSame && now.status === 'SUBMITTING' && now.accountId === sent.accountId;
}

/**
 * Whether what became of the send of `sent` proves nothing about the subject as it is `now`. That nothing left says
 * nothing of another send. And a refusal that is doubtful is believed only while nothing is known: what has become
 * known since outranks a conclusion drawn from an absence.
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
 * Whether the provider has to be queried before a send counts for refused: an earlier send of the same reference may
 * have arrived. That may be one that nobody here remembers, because a backup was restored since.
 */
export function isDoubtful(outcome: Outcome, again: boolean): boolean {
  if (outcome.kind !== 'ANSWERED') return false;
  const { refused, referenceTaken } = outcome.reply;
  return referenceTaken !== undefined || (again && refused !== null);
}

/** Surely not sent, or refused because this account cannot do it now: another one may. */
export function provesNothingMade(outcome: Outcome): boolean {
  if (outcome.kind !== 'ANSWERED') return outcome.kind === 'NOT_SENT';
  const { refused } = outcome.reply;
  return refused?.code === 'METHOD_NOT_ENABLED' || refused?.code === 'PROVIDER_UNAVAILABLE';
}

/**
 * What a doubtful outcome comes to, once the provider was queried and its answer has not changed the subject: what
 * was answered, where nothing contradicts that. What is there and is not what was asked for leaves it open.
 * `isUnknownThere`: nothing that was recorded of the subject so far says that the provider has it.
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
