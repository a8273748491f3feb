import { sameValue } from './evidence.ts';
import { sameCurrency } from './money.ts';
import type { Money } from './money.ts';
import type {
  AbsenceObservation,
  OrderObservation,
  RefundObservation,
  SettlementObservation,
} from './observation.ts';
import { foldAcceptance, foldOrder, noOrderEvidence, orderStatus } from './order.ts';
import type { AcceptedMoney, OrderEvidence, OrderStatus } from './order.ts';
import { foldPayout, noPayoutEvidence, payoutStatus } from './payout.ts';
import type { PayoutEvidence, PayoutStatus } from './payout.ts';
import { foldAbsence, unsent } from './submission.ts';
import type { Submission } from './submission.ts';

/** Something that was learned of an order, refund or settlement, by itself. */
export type Statement<Said extends News = News> =
  Said | AbsenceObservation | OwnSubmission | KnownBefore;

/** What is said of the subject: by the provider, or by a person here. */
export type News = OrderObservation | RefundObservation | SettlementObservation | Acceptance;

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

/** The rules that a statement can meet, and why it changes something or nothing. */
export const evidenceRules = {
  SENT: 'Our request is on its way; the reference it carries never changes.',
  SENT_AGAIN: 'The provider is proven not to have it: the same goes out again, same reference.',
  NOT_SENT: 'Surely nothing left.',
  ANSWER_LOST: 'It was sent and the answer was lost: the provider may or may not have it.',
  ANSWERED: 'Our request was answered.',
  MADE_ELSEWHERE: 'It was not asked for here.',
  DECIDES: 'It outranks all that was known and decides the status.',
  ADDS: 'It agrees with the status and adds facts.',
  REPEATS: 'It says what was known already.',
  OUTRANKED:
    'Something stronger is known: money outranks its absence, an explicit no outranks the clock, and nothing moves back.',
  NO_KNOWN_WORD:
    'It uses no word that is known here: it proves that the provider has it and nothing else.',
  ACCEPTED: 'Somebody here let money that did not fit count towards the order.',
  OTHER_AMOUNT: 'It names another amount than was asked for: nothing in it counts.',
  ABSENCE_TOO_EARLY: 'Not found, but asked so soon after the last send that it proves nothing.',
  ABSENCE_COUNTS: 'Not found: said twice, far enough apart, it is proof of absence.',
  ABSENCE_OUTRANKED: 'Not found, but the provider has known it before: an absence proves nothing.',
  KNOWN_BEFORE: 'All that was known before each piece of evidence was kept.',
} as const;
export type EvidenceRule = keyof typeof evidenceRules;

/** What is known of a subject: all that the provider said, joined, and how far our own request got. */
export interface Known<Evidence> {
  evidence: Evidence;
  submission: Submission;
}

/** How the statements about one kind of subject are joined, and what follows from all of them. */
export interface Rules<Evidence, Said extends News, Status extends string> {
  nothing: Evidence;
  fold(evidence: Evidence, news: Said, heardAt: number): Evidence;
  status(known: Known<Evidence>): Status;
}

export interface Judgement<Evidence, Status> {
  known: Known<Evidence>;
  rule: EvidenceRule;
  from: Status;
  to: Status;
}

/** `expiresAt`: the order's own, which stands while the provider names none. Epoch milliseconds. */
export const orderRules = (
  expiresAt: number | null,
): Rules<OrderEvidence, OrderObservation | Acceptance, OrderStatus> => ({
  nothing: noOrderEvidence,
  fold: (evidence, news, heardAt) =>
    news.subject === 'ACCEPTANCE'
      ? foldAcceptance(evidence, news.accepted)
      : foldOrder(evidence, news, heardAt),
  status: ({ evidence, submission }) => orderStatus(evidence, submission, expiresAt),
});

export const payoutRules: Rules<
  PayoutEvidence,
  RefundObservation | SettlementObservation,
  PayoutStatus
> = {
  nothing: noPayoutEvidence,
  fold: foldPayout,
  status: ({ evidence, submission }) => payoutStatus(evidence, submission),
};

/** Joins one statement to what is known. `asked`: the amount that was asked for; `heardAt`: epoch milliseconds. */
export function judge<Evidence, Said extends News, Status extends string>(
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
      const { askedAt, steadySince: since } = statement;
      const steadiness = since === undefined ? undefined : { since, now: heardAt };
      const submission = foldAbsence(known.submission, askedAt, steadiness);
      const counts = submission !== known.submission;
      return become({ ...known, submission }, counts ? 'ABSENCE_COUNTS' : 'ABSENCE_TOO_EARLY');
    }
    case 'KNOWN_BEFORE': {
      const evidence = statement.evidence as Evidence;
      return become({ evidence, submission: statement.submission }, 'KNOWN_BEFORE');
    }
    default: {
      const news: Said = statement;
      if (news.subject === 'ACCEPTANCE') {
        const evidence = rules.fold(known.evidence, news, heardAt);
        return become({ ...known, evidence }, 'ACCEPTED');
      }
      if (namesOtherAmount(news, asked)) return become(known, 'OTHER_AMOUNT');
      const after = { ...known, evidence: rules.fold(known.evidence, news, heardAt) };
      return become(after, ruleOfNews(rules, known, after, news, heardAt));
    }
  }
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
  }
}

/** Whether what the provider said decides the status, and not how far our own request got. */
function isAtProvider<Evidence, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  { evidence }: Known<Evidence>,
): boolean {
  const silent = { evidence: rules.nothing, submission: unsent };
  return rules.status({ evidence, submission: unsent }) !== rules.status(silent);
}

function ruleOfNews<Evidence, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  before: Known<Evidence>,
  after: Known<Evidence>,
  news: Said,
  heardAt: number,
): EvidenceRule {
  const to = rules.status(after);
  if (to !== rules.status(before)) return 'DECIDES';
  const isKnown = sameFacts(before.evidence, after.evidence);
  if ('status' in news && news.status === null) return isKnown ? 'NO_KNOWN_WORD' : 'ADDS';
  const alone = rules.fold(rules.nothing, news, heardAt);
  if (rules.status({ ...after, evidence: alone }) !== to) return 'OUTRANKED';
  return isKnown ? 'REPEATS' : 'ADDS';
}

/** But for when each word was seen: a word that comes again is no new fact. */
function sameFacts(before: unknown, after: unknown): boolean {
  return sameValue({ ...Object(before), seen: null }, { ...Object(after), seen: null });
}

/** A message about another amount than ours is no evidence: somebody has to look at it. */
function namesOtherAmount({ requested }: Observed, asked: Money): boolean {
  if (requested === undefined) return false;
  return !sameCurrency(requested, asked) || requested.minor !== asked.minor;
}

export interface Heard<Said extends News> {
  statement: Statement<Said>;
  /** Epoch milliseconds. */
  heardAt: number;
}

/** What follows from the statements, from the first to the last, and from nothing else. */
export function judgeAll<Evidence, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  heard: readonly Heard<Said>[],
): Known<Evidence> & { status: Status } {
  let known: Known<Evidence> = { evidence: rules.nothing, submission: unsent };
  for (const { statement, heardAt } of heard) {
    ({ known } = judge(rules, asked, known, statement, heardAt));
  }
  return { ...known, status: rules.status(known) };
}
