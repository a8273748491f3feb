import { isSilent } from '../evidence.ts';
import { judge } from '../judgement.ts';
import type { Attended, Known, Fact, Rules, Statement } from '../judgement.ts';
import type { Money } from '../money.ts';
import { withSoundTimes } from '../observation.ts';
import type { AbsenceObservation } from '../observation.ts';
import type { ReportedAtLeftAccount, AccountSwitch } from '../routing.ts';
import { unsent } from '../instructions/submission.ts';
import type { Submission } from '../instructions/submission.ts';
import { withoutTexts } from '../personal-data/mask.ts';
import type { OtherMoney, JudgedStatement, TransitionContext } from './transition.ts';

/** The new statements about one subject in one change. */
export interface NewStatements<F extends Fact> {
  /** The order is sent with another account from now on. */
  accountSwitch?: AccountSwitch;
  facts?: readonly (F | AbsenceObservation)[];
  elsewhere?: readonly ReportedAtLeftAccount[];
  /** How far our own request got. */
  submission?: Submission;
  /** The personal data of the order are erased. */
  isErased?: boolean;
  /** The result of judging all evidence again. It is no new statement. */
  joined?: Known<unknown>;
}

export interface Judged<Evidence> extends Known<Evidence> {
  /** When it happened according to the provider, in epoch milliseconds; null where the provider does not say. */
  occurredAt: number | null;
  statements: readonly JudgedStatement[];
  warnings: readonly OtherMoney[];
}

/** Judges the new statements one after the other, and joins each to what was known. */
export function judgeNew<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  requested: Money,
  before: Known<Evidence>,
  added: NewStatements<F>,
  { now, steadySince }: Pick<TransitionContext, 'now' | 'steadySince'>,
): Judged<Evidence> {
  if (added.joined !== undefined) {
    const joined = added.joined as Known<Evidence>;
    return { ...joined, occurredAt: null, statements: [], warnings: [] };
  }
  let known = before;
  let occurredAt: number | null = null;
  const statements: JudgedStatement[] = [];
  const warnings: OtherMoney[] = [];
  const rulesOfNow = rulesFor(added, rules, before);
  for (const reported of sequenceOf(added)) {
    const one = added.isErased ? withoutTexts(reported) : reported;
    const statement = one.subject === 'ABSENCE' ? { ...one, steadySince } : one;
    const sentAt = known.submission.lastSentAt;
    const judged = judge(rulesOfNow, requested, known, statement, now);
    const { rule, from, to } = judged;
    if (rule === 'OTHER_AMOUNT') warnings.push({ subject: statement.subject, requested });
    else if ('occurredAt' in statement) occurredAt = statement.occurredAt ?? occurredAt;
    ({ known } = judged);
    statements.push({ statement, sentAt, rule, from, to });
  }
  const { evidence, submission } = known;
  return { evidence, submission, occurredAt, statements, warnings };
}

/** Where the provider's first report is the answer to our call, it is judged as if the call had already ended. */
function rulesFor<Evidence extends Attended, F extends Fact, Status extends string>(
  { submission }: NewStatements<F>,
  rules: Rules<Evidence, F, Status>,
  before: Known<Evidence>,
): Rules<Evidence, F, Status> {
  if (submission?.state !== 'ANSWERED' || !isSilent(before.evidence)) return rules;
  return {
    ...rules,
    status: (known) => rules.status(isSilent(known.evidence) ? known : { ...known, submission }),
  };
}

/** Judges the first statements of a new subject, which has had no status before. */
export function judgeFirst<Evidence extends Attended, F extends Fact, Status extends string>(
  rules: Rules<Evidence, F, Status>,
  requested: Money,
  added: NewStatements<F>,
  context: Pick<TransitionContext, 'now' | 'steadySince'>,
): Judged<Evidence> {
  const before = { evidence: rules.nothing, submission: unsent };
  const judged = judgeNew(rules, requested, before, added, context);
  const [first, ...more] = judged.statements;
  return first === undefined
    ? judged
    : { ...judged, statements: [{ ...first, from: null }, ...more] };
}

/**
 * The provider's reports come before our own step, so that an answered call does not pass through UNKNOWN. An absence
 * comes last, because it is counted from the last send.
 */
function sequenceOf<F extends Fact>({
  accountSwitch,
  facts = [],
  elsewhere = [],
  submission,
}: NewStatements<F>): readonly Statement<F>[] {
  const isAbsence = ({ subject }: F | AbsenceObservation): boolean => subject === 'ABSENCE';
  return [
    ...(accountSwitch === undefined ? [] : [accountSwitch]),
    ...elsewhere,
    ...facts.filter((one) => !isAbsence(one)).map((one) => withSoundTimes(one)),
    ...(submission === undefined ? [] : [{ subject: 'SUBMISSION', submission } as const]),
    ...facts.filter(isAbsence),
  ];
}
