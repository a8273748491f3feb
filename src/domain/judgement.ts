import { attend, sameValue } from './evidence.ts';
import type { AttentionReason, EvidenceRule, Sightings } from './evidence.ts';
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
import type { SaidElsewhere, Turn } from './routing.ts';
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

/** Something that was learned of an order, refund or settlement, by itself. */
export type Statement<Said extends News = News> =
  Said | AbsenceObservation | OwnSubmission | Turn | SaidElsewhere | KnownBefore;

/** What is said of the subject: by the provider, or by a person here. */
export type News = OrderNews | SettlementObservation;

/**
 * Of an order; a refund or an abnormal payment only where it is of other money than the order, or than it was before:
 * it is told of the order then.
 */
export type OrderNews =
  OrderObservation | Acceptance | RefundObservation | AbnormalPaymentObservation;

/** By the provider. */
export type Observed = Exclude<News, Acceptance>;

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

/** All that was joined before its pieces were kept. */
export interface KnownBefore {
  subject: 'KNOWN_BEFORE';
  evidence: unknown;
  submission: Submission;
}

/** What is known of a subject: all that the provider said, joined, and how far our own request got. */
export interface Known<Evidence> {
  evidence: Evidence;
  submission: Submission;
}

/** Whatever is known of a subject tells what the provider has said, and can need attention. */
export interface Attended {
  seen: Sightings<string>;
  attention: readonly AttentionReason[];
}

/** How the statements about one kind of subject are joined, and what follows from all of them. */
export interface Rules<Evidence extends Attended, Said extends News, Status extends string> {
  nothing: Evidence;
  /** What an earlier version kept, as it is understood now. */
  kept(evidence: Evidence): Evidence;
  fold(evidence: Evidence, news: Said, heardAt: number): Evidence;
  /** Whether a message names other money than this is about. `asked`: the amount that was asked for. */
  namesOtherMoney(news: Said, asked: Money, evidence: Evidence): boolean;
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
}): Rules<OrderEvidence, OrderNews, OrderStatus> => {
  const counted = countedIn(request);
  return {
    nothing: noOrderEvidence,
    kept: orderEvidenceFrom,
    fold: (evidence, news, heardAt) => {
      const known = withoutOtherMoney(evidence, counted);
      if (news.subject === 'ACCEPTANCE') return foldAcceptance(known, news.accepted);
      return news.subject === 'ORDER' ? foldOrder(known, news, heardAt) : known;
    },
    namesOtherMoney: (news, asked, evidence) => {
      if (news.subject === 'ACCEPTANCE') return false;
      if (news.subject !== 'ORDER') return true;
      const known = withoutOtherMoney(evidence, counted);
      return orderNamesOtherMoney(news, asked, counted, known);
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
  kept: payoutEvidenceFrom,
  fold: foldPayout,
  namesOtherMoney,
  status: ({ evidence, submission }) => payoutStatus(evidence, submission),
};

/** Joins one statement to what is known. `asked`: the amount that was asked for; `heardAt`: epoch milliseconds. */
export function judge<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  known: Known<Evidence>,
  statement: Statement<Said>,
  heardAt: number,
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
      const { askedAt, steadySince: since } = statement;
      const steadiness = since === undefined ? undefined : { since, now: heardAt };
      const submission = foldAbsence(known.submission, askedAt, steadiness);
      const counts = submission !== known.submission;
      return become({ ...known, submission }, counts ? 'ABSENCE_COUNTS' : 'ABSENCE_TOO_EARLY');
    }
    case 'TURN': {
      const { submission } = statement;
      const { attention } = known.evidence;
      return become({ evidence: { ...rules.nothing, attention }, submission }, 'TURNED');
    }
    case 'SAID_ELSEWHERE':
      return become(
        isOfMoney(statement.said) ? attending(known, 'MONEY_ELSEWHERE') : known,
        'LEFT_ACCOUNT',
      );
    case 'KNOWN_BEFORE': {
      const evidence = rules.kept(statement.evidence as Evidence);
      return become({ evidence, submission: statement.submission }, 'KNOWN_BEFORE');
    }
    default: {
      const news: Said = withSoundTimes(statement);
      if (rules.namesOtherMoney(news, asked, known.evidence)) {
        return become(attending(known, 'OTHER_AMOUNT'), 'OTHER_AMOUNT');
      }
      const after = { ...known, evidence: rules.fold(known.evidence, news, heardAt) };
      if (news.subject === 'ACCEPTANCE') return become(after, 'ACCEPTED');
      return become(after, ruleOfNews(rules, known, after, news, heardAt));
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

/** Whether what the provider said decides the status, and not how far our own request got. */
function isAtProvider<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  { evidence }: Known<Evidence>,
): boolean {
  const silent = { evidence: rules.nothing, submission: unsent };
  return rules.status({ evidence, submission: unsent }) !== rules.status(silent);
}

function ruleOfNews<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  before: Known<Evidence>,
  after: Known<Evidence>,
  news: Said,
  heardAt: number,
): EvidenceRule {
  const to = rules.status(after);
  if (to !== rules.status(before)) return 'DECIDES';
  if (isHeldOff(rules, before, after)) return 'AWAITS_ANSWER';
  const isKnown = sameFacts(before.evidence, after.evidence);
  if ('status' in news && news.status === null) return isKnown ? 'NO_KNOWN_WORD' : 'ADDS';
  const alone = rules.fold(rules.nothing, news, heardAt);
  if (rules.status({ ...after, evidence: alone }) !== to) return 'OUTRANKED';
  return isKnown ? 'REPEATS' : 'ADDS';
}

/** Whether it would have decided, were our own call not under way. */
function isHeldOff<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  before: Known<Evidence>,
  { evidence, submission }: Known<Evidence>,
): boolean {
  if (submission.state !== 'IN_FLIGHT') return false;
  const ended = { ...submission, state: 'LOST' as const };
  const said = rules.status({ evidence, submission: ended });
  return said !== rules.status({ ...before, submission: ended });
}

/** But for when each word was seen: a word that comes again is no new fact. */
function sameFacts(before: unknown, after: unknown): boolean {
  return sameValue({ ...Object(before), seen: null }, { ...Object(after), seen: null });
}

export interface Heard<Said extends News> {
  statement: Statement<Said>;
  /** Epoch milliseconds. */
  heardAt: number;
}

/** What follows from the statements, from the first to the last, and from what was known before; from nothing else. */
export function judgeAll<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  heard: readonly Heard<Said>[],
  before: Known<Evidence> = { evidence: rules.nothing, submission: unsent },
): Known<Evidence> & { status: Status } {
  let known = before;
  for (const { statement, heardAt } of heard) {
    ({ known } = judge(rules, asked, known, statement, heardAt));
  }
  return { ...known, status: rules.status(known) };
}
