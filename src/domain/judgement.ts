import { foldCapture, ruleOfCapture } from './capture/authorization.ts';
import type { CaptureStep } from './capture/authorization.ts';
import { foldDecision } from './attention/decision.ts';
import type { Decided, Decision } from './attention/decision.ts';
import { ruleOfReports } from './chargebacks/chargeback.ts';
import { orderStatus } from './chargebacks/order-status.ts';
import { attend, sameValue } from './evidence.ts';
import type { Concern, EvidenceRule, ReportTimesByStatus } from './evidence.ts';
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
import type { ReportedAtLeftAccount, AccountSwitch } from './routing.ts';
import { namesOtherMoney as orderNamesOtherMoney, withoutOtherMoney } from './order-money.ts';
import { foldAcceptance, foldOrder, noOrderEvidence, orderEvidenceFrom } from './order.ts';
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
import { foldAbsence, isConcluded, ruleOfSubmission, unsent } from './instructions/submission.ts';
import type { Submission } from './instructions/submission.ts';

/** One statement about an order, refund or settlement: a report, or how far our own request got. */
export type Statement<F extends Fact = Fact> =
  F | AbsenceObservation | OwnSubmission | AccountSwitch | ReportedAtLeftAccount | KnownBefore;

/** What the provider, or a person here, states of the subject. */
export type Fact = OrderFact | PayoutFact;

/**
 * A fact about an order. A refund or abnormal payment is one only where its currency or amount is not that of the
 * order, or not what it was before: then it is recorded with the order.
 */
export type OrderFact =
  | OrderObservation
  | Acceptance
  | CaptureStep
  | Decided
  | RefundObservation
  | AbnormalPaymentObservation;

/** A fact about a refund or a settlement. */
export type PayoutFact = RefundObservation | SettlementObservation | Decided;

/** Facts that the provider states. */
export type Observed = Exclude<Fact, Acceptance | CaptureStep | Decided>;

/** A person has accepted money of an abnormal payment, so that it counts towards the order. */
export interface Acceptance {
  subject: 'ACCEPTANCE';
  accepted: AcceptedMoney;
}

/** How far our own request got. */
export interface OwnSubmission {
  subject: 'SUBMISSION';
  submission: Submission;
}

/** What was joined before statements were stored one by one. */
export interface KnownBefore {
  subject: 'KNOWN_BEFORE';
  evidence: unknown;
  submission: Submission;
}

/** What is known of a subject: the provider's reports, joined, and how far our own request got. */
export interface Known<Evidence> {
  evidence: Evidence;
  submission: Submission;
}

/** What the evidence of every kind has: the reported statuses, a person's decision, and what concerns a person. */
export interface Attended {
  seen: ReportTimesByStatus<string>;
  decision: Decision | null;
  attention: readonly Concern[];
}

/** How statements about one kind of subject are joined, and which status follows from them. */
export interface Rules<Evidence extends Attended, F extends Fact, Status extends string> {
  nothing: Evidence;
  /** Reads evidence that an earlier version stored. */
  fromStored(evidence: Evidence): Evidence;
  fold(evidence: Evidence, fact: F, recordedAt: number): Evidence;
  /** Whether a message names another currency or amount than the subject's. `requested`: by us. */
  namesOtherMoney(fact: F, requested: Money, evidence: Evidence): boolean;
  /** The rule of a new fact without a status of the subject; null where it states no part of it either. */
  ruleOfPart?(fact: F, evidence: Evidence): 'ADDS' | 'OUTRANKED' | null;
  status(known: Known<Evidence>): Status;
}

export interface Judgement<Evidence, Status> {
  known: Known<Evidence>;
  rule: EvidenceRule;
  from: Status;
  to: Status;
}

/** `expiresAt`: the order's own expiry in epoch milliseconds, which stands while the provider names none. */
export const orderRules = ({
  expiresAt,
  request,
}: {
  expiresAt: number | null;
  request: Pick<OrderRequest, 'amount' | 'method' | 'capture'>;
}): Rules<OrderEvidence, OrderFact, OrderStatus> => {
  const counted = countedIn(request);
  return {
    nothing: noOrderEvidence,
    fromStored: orderEvidenceFrom,
    fold: (evidence, fact, recordedAt) => {
      const known = withoutOtherMoney(evidence, counted);
      if (fact.subject === 'ACCEPTANCE') return foldAcceptance(known, fact.accepted);
      if (fact.subject === 'CAPTURE') return foldCapture(known, fact);
      if (fact.subject === 'DECISION') return foldDecision(known, fact.decision);
      return fact.subject === 'ORDER' ? foldOrder(known, fact, recordedAt) : known;
    },
    namesOtherMoney: (fact, requested, evidence) => {
      if (isOurs(fact)) return false;
      if (fact.subject !== 'ORDER') return true;
      const known = withoutOtherMoney(evidence, counted);
      const mayBePart = request.capture === 'MANUAL';
      return orderNamesOtherMoney(fact, requested, counted, { ...known, mayBePart });
    },
    ruleOfPart: (fact, evidence) => ruleOfReports(evidence.chargebacks, fact),
    status: ({ evidence, submission }) => orderStatus(evidence, submission, expiresAt),
  };
};

/** What was stated here, not by the provider. */
const isOurs = (fact: OrderFact): fact is Acceptance | CaptureStep | Decided =>
  fact.subject === 'ACCEPTANCE' || fact.subject === 'CAPTURE' || fact.subject === 'DECISION';

export const payoutRules: Rules<PayoutEvidence, PayoutFact, PayoutStatus> = {
  nothing: noPayoutEvidence,
  fromStored: payoutEvidenceFrom,
  fold: (evidence, fact, recordedAt) =>
    fact.subject === 'DECISION'
      ? foldDecision(evidence, fact.decision)
      : foldPayout(evidence, fact, recordedAt),
  namesOtherMoney: (fact, requested) =>
    fact.subject !== 'DECISION' && namesOtherMoney(fact, requested),
  status: ({ evidence, submission }) => payoutStatus(evidence, submission),
};

/**
 * Joins one statement to what is known, and names the rule that it met. `requested`: by us; `recordedAt`: epoch
 * milliseconds.
 */
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
      if (fact.subject === 'REFUND' && fact.mayBeOfAnother) {
        return become(attending(known, 'MAY_BE_OF_ANOTHER'), 'MAY_BE_OF_ANOTHER');
      }
      const after = { ...known, evidence: rules.fold(known.evidence, fact, recordedAt) };
      if (fact.subject === 'ACCEPTANCE') return become(after, 'ACCEPTED');
      if (fact.subject === 'CAPTURE') return become(after, ruleOfCapture(known.evidence, fact));
      if (fact.subject === 'DECISION') {
        return become(after, rules.status(after) === from ? 'OUTRANKED' : 'DECIDED');
      }
      return become(after, ruleOfFact(rules, known, after, fact, recordedAt));
    }
  }
}

function attending<Evidence extends Attended>(
  { evidence, submission }: Known<Evidence>,
  reason: Concern,
): Known<Evidence> {
  const attention = attend(evidence.attention, reason);
  return { evidence: { ...evidence, attention }, submission };
}

/** Whether the provider's reports decide the status, and not how far our own request got. */
function isAtProvider<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  { evidence }: Known<Evidence>,
): boolean {
  const silent = { evidence: rules.nothing, submission: unsent };
  const reported = { evidence: { ...evidence, decision: null }, submission: unsent };
  return rules.status(reported) !== rules.status(silent);
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
  if ('status' in fact && fact.status === null) {
    const rule = rules.ruleOfPart?.(fact, after.evidence) ?? null;
    if (isKnown) return rule === null ? 'NO_KNOWN_WORD' : 'REPEATS';
    return rule ?? 'ADDS';
  }
  const alone = rules.fold(rules.nothing, fact, recordedAt);
  if (rules.status({ ...after, evidence: alone }) !== to) return 'OUTRANKED';
  return isKnown ? 'REPEATS' : 'ADDS';
}

/** Whether the report would have decided the status, if our own call were not under way. */
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

/** Whether nothing changed but the times of reports: a status that is reported again is no new fact. */
function sameFacts(before: unknown, after: unknown): boolean {
  return sameValue({ ...Object(before), seen: null }, { ...Object(after), seen: null });
}

export interface RecordedStatement<F extends Fact> {
  statement: Statement<F>;
  /** Epoch milliseconds. */
  recordedAt: number;
}

/** Judges all statements from the first to the last, from what was known before. The result depends on nothing else. */
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
