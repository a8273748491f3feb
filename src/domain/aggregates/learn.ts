import { isSilent } from '../evidence.ts';
import { judge } from '../judgement.ts';
import type { Attended, Known, News, Rules, Statement } from '../judgement.ts';
import type { Money } from '../money.ts';
import { withSoundTimes } from '../observation.ts';
import type { AbsenceObservation } from '../observation.ts';
import type { SaidElsewhere, Turn } from '../routing.ts';
import { unsent } from '../submission.ts';
import type { Submission } from '../submission.ts';
import type { OtherMoney, Piece, TransitionContext } from './transition.ts';

/** What was learned of one subject at once. */
export interface Lesson<Said extends News> {
  /** It is sent with another account from now on. */
  turn?: Turn;
  said?: readonly (Said | AbsenceObservation)[];
  elsewhere?: readonly SaidElsewhere[];
  /** How far our own request got from now on. */
  submission?: Submission;
  /** All of it made anew from its pieces: nothing is learned. */
  joined?: Known<unknown>;
}

export interface Learned<Evidence> extends Known<Evidence> {
  /** When the provider says that it happened, where it says so. */
  occurredAt: number | null;
  pieces: readonly Piece[];
  warnings: readonly OtherMoney[];
}

/** Weighs what was learned, piece by piece, and joins it to what was known. */
export function learn<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  before: Known<Evidence>,
  lesson: Lesson<Said>,
  { now, steadySince }: Pick<TransitionContext, 'now' | 'steadySince'>,
): Learned<Evidence> {
  if (lesson.joined !== undefined) {
    const joined = lesson.joined as Known<Evidence>;
    return { ...joined, occurredAt: null, pieces: [], warnings: [] };
  }
  let known = before;
  let occurredAt: number | null = null;
  const pieces: Piece[] = [];
  const warnings: OtherMoney[] = [];
  const heard = rulesFor(lesson, rules, before);
  for (const given of statementsOf(lesson)) {
    const statement = given.subject === 'ABSENCE' ? { ...given, steadySince } : given;
    const sentAt = known.submission.lastSentAt;
    const judged = judge(heard, asked, known, statement, now);
    const { rule, from, to } = judged;
    if (rule === 'OTHER_AMOUNT') warnings.push({ subject: statement.subject, asked });
    else if ('occurredAt' in statement) occurredAt = statement.occurredAt ?? occurredAt;
    ({ known } = judged);
    pieces.push({ statement, sentAt, rule, from, to });
  }
  const { evidence, submission } = known;
  return { evidence, submission, occurredAt, pieces, warnings };
}

/** Where the first that the provider says is the answer to our call, it is heard as of a call that has ended. */
function rulesFor<Evidence extends Attended, Said extends News, Status extends string>(
  { submission }: Lesson<Said>,
  rules: Rules<Evidence, Said, Status>,
  before: Known<Evidence>,
): Rules<Evidence, Said, Status> {
  if (submission?.state !== 'ANSWERED' || !isSilent(before.evidence)) return rules;
  return {
    ...rules,
    status: (known) => rules.status(isSilent(known.evidence) ? known : { ...known, submission }),
  };
}

/** Of something new: before its first piece there was no status. */
export function learnAtFirst<Evidence extends Attended, Said extends News, Status extends string>(
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  lesson: Lesson<Said>,
  context: Pick<TransitionContext, 'now' | 'steadySince'>,
): Learned<Evidence> {
  const before = { evidence: rules.nothing, submission: unsent };
  const learned = learn(rules, asked, before, lesson, context);
  const [first, ...more] = learned.pieces;
  return first === undefined
    ? learned
    : { ...learned, pieces: [{ ...first, from: null }, ...more] };
}

/**
 * The provider's word before our own, so that an answer is not told as unknown before it is read; an
 * absence last, because it is counted from the last send.
 */
function statementsOf<Said extends News>({
  turn,
  said = [],
  elsewhere = [],
  submission,
}: Lesson<Said>): readonly Statement<Said>[] {
  const isAbsence = ({ subject }: Said | AbsenceObservation): boolean => subject === 'ABSENCE';
  return [
    ...(turn === undefined ? [] : [turn]),
    ...elsewhere,
    ...said.filter((one) => !isAbsence(one)).map((one) => withSoundTimes(one)),
    ...(submission === undefined ? [] : [{ subject: 'SUBMISSION', submission } as const]),
    ...said.filter(isAbsence),
  ];
}
