import { attend, sameValue } from './evidence.ts';
import type { AttentionReason, EvidenceRule, ReportTimesByStatus } from './evidence.ts';
import type { Money } from './money.ts';
import { withSoundTimes } from './observation.ts';
import type {
  AbnormalPaymentObservation,
  AbsenceObservation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from './observation.ts';
import { isOfMoney } from './routing.ts';
import type { ReportedElsewhere, AccountSwitch } from './routing.ts';
import { namesOtherMoney as orderNamesOtherMoney, withoutOtherMoney } from './order-money.ts';
import {
  foldAcceptance,
  foldOrder,
  noOrderEvidence,
  orderEvidenceFrom,
  orderStatus,
} from './order.ts';
import type { AcceptedMoney, OrderEvidence, OrderStatus } from './order.ts';
import {
  foldPayout,
  namesOtherMoney,
  noPayoutEvidence,
  payoutEvidenceFrom,
  payoutStatus,
} from './payout.ts';
import type { PayoutEvidence, PayoutStatus } from './payout.ts';
import { countedIn } from './request.ts';
import type { OrderRequest } from './request.ts';
import { foldAbsence, isConcluded, unsent } from './instructions/submission.ts';
import type { Submission } from './instructions/submission.ts';

/** One thing about an order, refund or settlement: what was reported, or how far our own request got. */
export type Statement<F extends Fact = Fact> =
  F | AbsenceObservation | OwnSubmission | AccountSwitch | ReportedElsewhere | KnownBefore;

/** What is stated of the subject: by the provider, or by a person here. */
export type Fact = OrderFact | SettlementObservation;

/**
 * Of an order; a refund or an abnormal payment only where it is of other money than the order, or than it was before:
 * it is recorded with the order then.
 */
export type OrderFact =
  OrderObservation | Acceptance | RefundObservation | AbnormalPaymentObservation;

/** By the provider. */
export type Observed = Exclude<Fact, Acceptance>;

/** Somebody let money of an abnormal payment count towards the order. */
export interface Acceptance {
  subject: 'ACCEPTANCE';
  accepted: AcceptedMoney;
}

/** How far our own request got from now on. */
export interface OwnSubmission {
  subject: 'SUBMISSION';
  submission: Submission;
}

/** All that was joined before statements were stored one by one. */
export interface KnownBefore {
  subject: 'KNOWN_BEFORE';
  evidence: unknown;
  submission: Submission;
}

/** What is known of a subject: all that the provider reported, joined, and how far our own request got. */
export interface Known<Evidence> {
  evidence: Evidence;
  submission: Submission;
}

/** Whatever is known of a subject has the reported statuses, and can need attention. */
export interface Attended {
  seen: ReportTimesByStatus<string>;
  attention: readonly AttentionReason[];
}

/** How the statements about one kind of subject are joined, and what follows from all of them. */
export interface Rules<Evidence extends Attended, F extends Fact, Status extends string> {
  nothing: Evidence;
  /** What an earlier version stored, as it is understood now. */
  fromStored(evidence: Evidence): Evidence;
  fold(evidence: Evidence, fact: F, recordedAt: number): Evidence;
  /** Whether a message names other money than this is about. `requested`: by us. */
  namesOtherMoney(fact: F, requested: Money, evidence: Evidence): boolean;
  status(known: Known<Evidence>): Status;
}

export interface Judgement<Evidence, Status> {
  known: Known<Evidence>;
  rule: EvidenceRule;
  from: Status;
  to: Status;
}

/** `expiresAt`: the order's own, which stands while the provider names none. Epoch milliseconds. */
export const orderRules = ({
  expiresAt,
  request,
}: {
  expiresAt: number | null;
  request: Pick<OrderRequest, 'amount' | 'method'>;
}): Rules<OrderEvidence, OrderFact, OrderStatus> => {
  const counted = countedIn(request);
  return {
    nothing: noOrderEvidence,
    fromStored: orderEvidenceFrom,
    fold: (evidence, fact, recordedAt) => {
      const known = withoutOtherMoney(evidence, counted);
      if (fact.subject === 'ACCEPTANCE') return foldAcceptance(known, fact.accepted);
      return fact.subject === 'ORDER' ? foldOrder(known, fact, recordedAt) : known;
    },
    namesOtherMoney: (fact, requested, evidence) => {
      if (fact.subject === 'ACCEPTANCE') return false;
      if (fact.subject !== 'ORDER') return true;
      const known = withoutOtherMoney(evidence, counted);
      return orderNamesOtherMoney(fact, requested, counted, known);
    },
    status: ({ evidence, submission }) => orderStatus(evidence, submission, expiresAt),
  };
};

export const payoutRules: Rules<
  PayoutEvidence,
  RefundObservation | SettlementObservation,
  PayoutStatus
> = {
  nothing: noPayoutEvidence,
  fromStored: payoutEvidenceFrom,
  fold: foldPayout,
  namesOtherMoney,
  status: ({ evidence, submission }) => payoutStatus(evidence, submission),
};

/** Joins one statement to what is known. `requested`: by us; `recordedAt`: epoch milliseconds. */
export function judge<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  requested: Money,
  known: Known<Evidence>,
  statement: Statement<F>,
  recordedAt: number,
): Judgement<Evidence, Status> {
  const from = rules.status(known);
  const become = (after: Known<Evidence>, rule: EvidenceRule) => ({
    known: after,
    rule,
    from,
    to: rules.status(after),
  });
  switch (statement.subject) {
    case 'SUBMISSION': {
      const { submission } = statement;
      return become({ ...known, submission }, ruleOfSubmission(known.submission, submission));
    }
    case 'ABSENCE': {
      if (isAtProvider(rules, known)) return become(known, 'ABSENCE_OUTRANKED');
      if (isConcluded(known.submission)) return become(known, 'REPEATS');
      const { queriedAt, steadySince: since } = statement;
      const steadiness = since === undefined ? undefined : { since, now: recordedAt };
      const submission = foldAbsence(known.submission, queriedAt, steadiness);
      const counts = submission !== known.submission;
      return become({ ...known, submission }, counts ? 'ABSENCE_COUNTS' : 'ABSENCE_TOO_EARLY');
    }
    case 'ACCOUNT_SWITCH': {
      const { submission } = statement;
      const { attention } = known.evidence;
      return become({ evidence: { ...rules.nothing, attention }, submission }, 'TURNED');
    }
    case 'REPORTED_ELSEWHERE':
      return become(
        isOfMoney(statement.observation) ? attending(known, 'MONEY_ELSEWHERE') : known,
        'LEFT_ACCOUNT',
      );
    case 'KNOWN_BEFORE': {
      const evidence = rules.fromStored(statement.evidence as Evidence);
      return become({ evidence, submission: statement.submission }, 'KNOWN_BEFORE');
    }
    default: {
      const fact: F = withSoundTimes(statement);
      if (rules.namesOtherMoney(fact, requested, known.evidence)) {
        return become(attending(known, 'OTHER_AMOUNT'), 'OTHER_AMOUNT');
      }
      const after = { ...known, evidence: rules.fold(known.evidence, fact, recordedAt) };
      if (fact.subject === 'ACCEPTANCE') return become(after, 'ACCEPTED');
      return become(after, ruleOfFact(rules, known, after, fact, recordedAt));
    }
  }
}

function attending<Evidence extends Attended>(
  { evidence, submission }: Known<Evidence>,
  reason: AttentionReason,
): Known<Evidence> {
  const attention = attend(evidence.attention, reason);
  return { evidence: { ...evidence, attention }, submission };
}

function ruleOfSubmission(before: Submission, after: Submission): EvidenceRule {
  switch (after.state) {
    case 'IN_FLIGHT':
      return before.firstSentAt === null ? 'SENT' : 'SENT_AGAIN';
    case 'NOT_SENT':
      return 'NOT_SENT';
    case 'LOST':
      return 'ANSWER_LOST';
    case 'ANSWERED':
      return after.firstSentAt === null ? 'MADE_ELSEWHERE' : 'ANSWERED';
    case 'GIVEN_UP':
    case 'WITHDRAWN':
      return after.state;
  }
}

/** Whether what the provider reported decides the status, and not how far our own request got. */
function isAtProvider<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  { evidence }: Known<Evidence>,
): boolean {
  const silent = { evidence: rules.nothing, submission: unsent };
  return rules.status({ evidence, submission: unsent }) !== rules.status(silent);
}

function ruleOfFact<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  before: Known<Evidence>,
  after: Known<Evidence>,
  fact: F,
  recordedAt: number,
): EvidenceRule {
  const to = rules.status(after);
  if (to !== rules.status(before)) return 'DECIDES';
  if (isHeldOff(rules, before, after)) return 'AWAITS_ANSWER';
  const isKnown = sameFacts(before.evidence, after.evidence);
  if ('status' in fact && fact.status === null) return isKnown ? 'NO_KNOWN_WORD' : 'ADDS';
  const alone = rules.fold(rules.nothing, fact, recordedAt);
  if (rules.status({ ...after, evidence: alone }) !== to) return 'OUTRANKED';
  return isKnown ? 'REPEATS' : 'ADDS';
}

/** Whether it would have decided, were our own call not under way. */
function isHeldOff<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  before: Known<Evidence>,
  { evidence, submission }: Known<Evidence>,
): boolean {
  if (submission.state !== 'IN_FLIGHT') return false;
  const ended = { ...submission, state: 'LOST' as const };
  const status = rules.status({ evidence, submission: ended });
  return status !== rules.status({ ...before, submission: ended });
}

/** But for when each status was reported: a status that comes again is no new fact. */
function sameFacts(before: unknown, after: unknown): boolean {
  return sameValue({ ...Object(before), seen: null }, { ...Object(after), seen: null });
}

export interface RecordedStatement<F extends Fact> {
  statement: Statement<F>;
  /** Epoch milliseconds. */
  recordedAt: number;
}

/** What follows from the statements, from the first to the last, and from what was known before; from nothing else. */
export function judgeAll<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  requested: Money,
  recorded: readonly RecordedStatement<F>[],
  before: Known<Evidence> = { evidence: rules.nothing, submission: unsent },
): Known<Evidence> & { status: Status } {
  let known = before;
  for (const { statement, recordedAt } of recorded) {
    ({ known } = judge(rules, requested, known, statement, recordedAt));
  }
  return { ...known, status: rules.status(known) };
}
