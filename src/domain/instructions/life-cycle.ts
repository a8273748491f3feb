import { isSilent } from '../evidence.ts';
import { isOnlyRefused, orderPhase } from '../order.ts';
import type { Phase } from '../order.ts';
import type { Failure } from '../observation.ts';
import { payoutPhase } from '../payout.ts';
import {
  ended,
  givenUp,
  isProvenAbsent,
  neverArrived,
  notSent,
  sent,
  unreachable,
  unsent,
  withdrawn,
} from './submission.ts';
import type { Submission } from './submission.ts';
import { isOurs, isOvertaken } from './attempt.ts';
import type { Outcome } from './attempt.ts';
import { instructionIn, observeAnswer, submit } from './subject.ts';
import type { InstructionKind, Instructions, Subject } from './subject.ts';
import type { Order } from '../aggregates/aggregate.ts';
import type { Reported } from '../aggregates/observe.ts';
import type { Source } from '../aggregates/source.ts';
import { changeOrder } from '../aggregates/order.ts';
import type { Payout } from '../aggregates/payout.ts';
import { whyNotToRefund } from '../aggregates/refund-rules.ts';
import type { WorkingSet } from '../aggregates/working-set.ts';

/** What the life cycle decides differently for each kind of instruction. */
export interface LifeCycleRules<K extends InstructionKind> {
  phase(instruction: Instructions[K]): Phase;
  /** Whether nothing recorded says that the provider has it. */
  isUnknownThere(instruction: Instructions[K]): boolean;
  /**
   * The submission after a send that surely did not leave. `again`: an earlier send may have arrived, so that only the
   * provider can tell.
   */
  notSent(instruction: Instructions[K], again: boolean, now: number): Submission;
  /** Why it must not be sent any more, whatever was decided before; null where it may be sent. */
  whyNotToSend(set: WorkingSet, instruction: Instructions[K]): Failure | null;
}

/**
 * A refund or settlement that surely was not sent stays REQUESTED and is tried again for this long
 * (docs/rules.md#what-surely-was-not-sent). Milliseconds.
 */
export const payoutTryForMs = 86_400_000;

const ofPayouts = {
  phase: ({ status }: Payout) => payoutPhase(status),
  isUnknownThere: ({ evidence }: Payout) => isSilent(evidence),
  notSent({ submission, createdAt }: Payout, again: boolean, now: number): Submission {
    if (now - createdAt < payoutTryForMs) return notSent(submission, again);
    return again ? ended(submission, 'LOST', now) : givenUp(unsent, unreachable);
  },
  whyNotToSend: () => null,
};

const rules: { readonly [K in InstructionKind]: LifeCycleRules<K> } = {
  ORDER: {
    phase: ({ status, evidence }) => orderPhase(status, evidence),
    isUnknownThere: ({ evidence }) => isOnlyRefused(evidence),
    // The order has been tried for as long as orders are.
    notSent: ({ submission }, again, now) =>
      again ? ended(submission, 'LOST', now) : givenUp(unsent, unreachable),
    whyNotToSend: () => null,
  },
  REFUND: {
    ...ofPayouts,
    whyNotToSend(set, { id }) {
      const found = set.refund({ id });
      if (found === null) throw new Error(`refund ${id} is gone`);
      return whyNotToRefund(found.aggregate, found.refund);
    },
  },
  SETTLEMENT: ofPayouts,
};

export const rulesOf = <K extends InstructionKind>(kind: K): LifeCycleRules<K> => rules[kind];

/** The end of a send. `record`: the instruction as it was sent; `reported`: the observations of the answer. */
export interface Ended<K extends InstructionKind> {
  record: Instructions[K];
  outcome: Outcome;
  again: boolean;
  reported: readonly Reported[];
}

/** Applies the end of a send. */
export function endSend<K extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<K>,
  { record, outcome, again, reported }: Ended<K>,
): Instructions[K] {
  const known = instructionIn(set, subject);
  if (isOvertaken(record, known, outcome, again)) return known;
  const submission = submissionAfter(subject.kind, known, outcome, again, source.now);
  return observeAnswer(set, source, subject, reported, { submission });
}

function submissionAfter<K extends InstructionKind>(
  kind: K,
  known: Instructions[K],
  outcome: Outcome,
  again: boolean,
  now: number,
): Submission {
  switch (outcome.kind) {
    case 'ANSWERED':
      return ended(known.submission, 'ANSWERED', now);
    case 'UNKNOWN':
      return ended(known.submission, 'LOST', now);
    case 'NOT_SENT':
      return rulesOf(kind).notSent(known, again, now);
  }
}

/** The process that was sending it is gone, so the outcome is unknown. */
export function loseSend<K extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<K>,
): Instructions[K] {
  const { submission } = instructionIn(set, subject);
  return submit(set, source, subject, { submission: ended(submission, 'LOST', source.now) });
}

/** Whether all that is known is that the provider, queried twice, did not have it. */
export function isAbsent(record: Instructions[InstructionKind], spanMs: number): boolean {
  const { status, evidence, submission } = record;
  return status === 'UNKNOWN' && isSilent(evidence) && isProvenAbsent(submission, spanMs);
}

/** The clocks of two sides may be this far apart, and a call may be this long under way. Milliseconds. */
const repeatMarginMs = 120_000;

/** Whether a lost create is repeated: nothing else is known. */
export const isRepeatable = (
  { status, evidence, submission }: Instructions[InstructionKind],
  forMs: number,
  now: number,
): boolean => status === 'UNKNOWN' && isSilent(evidence) && mayBeRepeated(submission, forMs, now);

/**
 * Whether what was lost may be repeated: the provider answers repetitions for `forMs` milliseconds after the first
 * send. Each wait is at least as long as all those before, so that a provider that is down is not sent the same all the
 * time.
 */
export function mayBeRepeated(submission: Submission, forMs: number, now: number): boolean {
  const { firstSentAt, lastSentAt } = submission;
  if (firstSentAt === null) return false;
  const lastAt = lastSentAt ?? firstSentAt;
  const hasWaited = now - lastAt >= lastAt - firstSentAt;
  return now >= lastAt && hasWaited && now - firstSentAt < forMs - repeatMarginMs;
}

/**
 * Gives up an absent instruction that it is too late to send again. What was recorded since it was found absent
 * outranks that.
 */
export function giveUpAbsent<K extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<K>,
  spanMs: number,
): void {
  const known = instructionIn(set, subject);
  if (!isAbsent(known, spanMs)) return;
  submit(set, source, subject, { submission: givenUp(known.submission, neverArrived) });
}

/** The instruction to send, and whether it has been sent before. */
export interface ToSend<K extends InstructionKind> {
  record: Instructions[K];
  again: boolean;
}

/**
 * Sends the same again under the same reference; or for the first time, where it surely has not left so far. Null where
 * it must not be sent: its status is no longer `as`, or a reason ends it.
 */
export function sendAgain<K extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<K>,
  as: 'REQUESTED' | 'UNKNOWN',
): ToSend<K> | null {
  const known = instructionIn(set, subject);
  // What was recorded since decides.
  if (known.status !== as || !isSilent(known.evidence)) return null;
  const failure = rulesOf(subject.kind).whyNotToSend(set, known);
  const { submission: before } = known;
  const again = before.firstSentAt !== null;
  const submission = failure === null ? sent(before, source.now) : givenUp(before, failure);
  const record = submit(set, source, subject, { submission });
  return failure === null ? { again, record } : null;
}

/** The account that an order is sent with next, and when the order expires there, in epoch milliseconds. */
export interface NextAccount {
  id: string;
  provider: string;
  expiresAt: number | null;
}

/**
 * The order as it is sent next, with another account or the same. `order`: as it was sent last. Null: it must not be
 * sent any more, because the account before has it after all, or another process has taken its send for lost.
 */
export function switchAccount(
  set: WorkingSet,
  source: Source,
  order: Order,
  next: NextAccount,
): Order | null {
  const aggregate = set.order({ id: order.id });
  if (aggregate === null || !isOurs(order, aggregate.order)) return null;
  const known = aggregate.order;
  if (next.id === known.accountId) return isSilent(known.evidence) ? known : null;
  if (!isOnlyRefused(known.evidence)) return null;
  const account = { ...next, submission: sent(unsent, source.now) };
  return set.apply(changeOrder(aggregate, { account }, source)).order;
}

/** Whether it waits to be sent and was never sent before. The provider cannot know of it. */
export function isUnsent<K extends InstructionKind>(kind: K, record: Instructions[K]): boolean {
  const { state, firstSentAt } = record.submission;
  const isOpen = rulesOf(kind).phase(record) === 'OPEN';
  return isOpen && state === 'NOT_SENT' && firstSentAt === null;
}

/** Withdraws an instruction that was never sent. The caller has checked that with `isUnsent`. */
export function withdraw<K extends InstructionKind>(
  set: WorkingSet,
  source: Source,
  subject: Subject<K>,
): Instructions[K] {
  const { submission } = instructionIn(set, subject);
  return submit(set, source, subject, { submission: withdrawn(submission) });
}
