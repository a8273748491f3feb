import { isSilent } from '../../domain/evidence.ts';
import type { SaidElsewhere, Turn } from '../../domain/routing.ts';
import { judge } from '../../domain/judgement.ts';
import type { Attended, Known, News, Rules, Statement } from '../../domain/judgement.ts';
import { printAmount } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { withSoundTimes } from '../../domain/observation.ts';
import type { AbsenceObservation } from '../../domain/observation.ts';
import { unsent } from '../../domain/submission.ts';
import type { Submission } from '../../domain/submission.ts';
import { keepEvidence } from '../../store/queries/evidence.ts';
import type { EvidenceRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import type { Motive } from './context.ts';

/** What was learned of one subject at once. */
export interface Lesson<Said extends News> {
  /** It is sent with another account from now on. */
  turn?: Turn;
  said?: readonly (Said | AbsenceObservation)[];
  elsewhere?: readonly SaidElsewhere[];
  /** How far our own request got from now on. */
  submission?: Submission;
}

export interface Learned<Evidence> extends Known<Evidence> {
  /** When the provider says that it happened, where it says so. */
  occurredAt: number | null;
  pieces: readonly Piece[];
}

type Piece = Pick<EvidenceRecord, 'statement' | 'rule' | 'from' | 'to'>;

/** Weighs what was learned, piece by piece, and joins it to what was known. */
export function learn<Evidence extends Attended, Said extends News, Status extends string>(
  deps: Pick<Deps, 'log' | 'steadySince'>,
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  before: Known<Evidence>,
  lesson: Lesson<Said>,
  now: number,
): Learned<Evidence> {
  let known = before;
  let occurredAt: number | null = null;
  const pieces: Piece[] = [];
  const heard = rulesFor(lesson, rules, before);
  for (const given of statementsOf(lesson)) {
    const statement =
      given.subject === 'ABSENCE' ? { ...given, steadySince: deps.steadySince() } : given;
    const judged = judge(heard, asked, known, statement, now);
    const { rule, from, to } = judged;
    if (rule === 'OTHER_AMOUNT') warn(deps, statement, asked);
    else if ('occurredAt' in statement) occurredAt = statement.occurredAt ?? occurredAt;
    ({ known } = judged);
    pieces.push({ statement, rule, from, to });
  }
  const { evidence, submission } = known;
  return { evidence, submission, occurredAt, pieces };
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
  deps: Pick<Deps, 'log' | 'steadySince'>,
  rules: Rules<Evidence, Said, Status>,
  asked: Money,
  lesson: Lesson<Said>,
  now: number,
): Learned<Evidence> {
  const before = { evidence: rules.nothing, submission: unsent };
  const learned = learn(deps, rules, asked, before, lesson, now);
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

/** The message itself is kept as evidence. */
function warn({ log }: Pick<Deps, 'log'>, { subject }: Statement, asked: Money): void {
  const details = { subject, asked: printAmount(asked) };
  log.warn(details, 'a message names another amount than was asked for; it does not count');
}

/** Keeps what was learned, so that anybody can see later why the subject is in its state. */
export async function keepPieces(
  tx: Tx,
  deps: Deps,
  { cause, now, deliveryId, callId = null }: Motive,
  subjectId: string,
  pieces: readonly Piece[],
): Promise<void> {
  for (const piece of pieces) {
    const id = deps.ids.make('evi');
    await keepEvidence(tx, { ...piece, id, subjectId, cause, deliveryId, callId, heardAt: now });
  }
}
