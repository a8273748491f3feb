import { observe } from '../aggregates/observe.ts';
import type { Reported } from '../aggregates/observe.ts';
import type { Source } from '../aggregates/source.ts';
import type { WorkingSet } from '../aggregates/working-set.ts';
import { visibilityDelayMs } from '../instructions/submission.ts';
import type { Observation } from '../observation.ts';
import type { ComparedKind, Row } from './kinds.ts';
import { differenceOf } from './state.ts';
import type { FindingKind, ReconciledState, ReconciledSubject } from './state.ts';

/** Something that was not the same on both sides. */
export interface Finding {
  kind: FindingKind;
  subjectType: ReconciledSubject;
  /** Null where it is not here. */
  subjectId: string | null;
  /** What the provider calls it. */
  providerReference: string;
  /** Our record as it was; null where there was none. */
  before: ReconciledState | null;
  /** What the provider says; null where it has none. */
  there: ReconciledState | null;
  /** Our record once that was applied; null where there is still none. */
  after: ReconciledState | null;
  /** Whether our record says now what the provider says. */
  healed: boolean;
  /** Epoch milliseconds. */
  at: number;
}

/** How far a run got. */
export interface Tally {
  /** Records that were compared. */
  checked: number;
  /** Queries that were not, or not believably, answered. */
  unanswered: number;
  unansweredInARow: number;
  findings: number;
  /** False once anything that was to be compared was not. */
  complete: boolean;
  /** It ended before it had gone through all there was. */
  cutShort: boolean;
}

export const newTally = (): Tally => ({
  checked: 0,
  unanswered: 0,
  unansweredInARow: 0,
  findings: 0,
  complete: true,
  cutShort: false,
});

/** Now, and since when the clock that says so has run steadily. Epoch milliseconds. */
export interface SteadyClock {
  now: number;
  steadySince: number;
}

/** Whether the provider should have it, and shows it by now: a jump of our clock does not make it older. */
export function isMissed<T extends Row, O extends Observation>(
  kind: ComparedKind<T, O>,
  record: T,
  { now, steadySince }: SteadyClock,
): boolean {
  const sentAt = kind.lastSentAt(record);
  const isShown = sentAt === null || now >= Math.max(sentAt, steadySince) + visibilityDelayMs;
  return kind.isExpected(record) && isShown;
}

/** To be queried by itself; `before`: as it was when the doubt arose. */
export interface Doubt<T> {
  record: T;
  before?: ReconciledState;
}

/**
 * Applies what a list says of one subject, and tells what there was to find. Null: nothing. A list may lag behind: what
 * it still contradicts is queried by itself.
 */
export function applyRow<T extends Row, O extends Observation>(
  set: WorkingSet,
  source: Source,
  kind: ComparedKind<T, O>,
  row: Reported & { observation: O },
): Finding | Doubt<T> | null {
  const { observation } = row;
  const number = kind.numberOf(observation);
  const known = kind.inSet(set, source.accountId, number);
  const effect = observe(set, source, row);
  const record = kind.inSet(set, source.accountId, number);
  // Of an order that has been sent with another account since: known, and none of this account's.
  const isElsewhere = effect !== 'UNMATCHED' && effect !== 'RECORDED_WITH_ORDER';
  if (record === null && isElsewhere) return null;
  const before = known && kind.state(known);
  const there = kind.reportedState(observation);
  const finding = findingOf(kind, { number, before, there, record, at: source.now });
  if (record === null || before === null || finding === null || finding.healed) return finding;
  return { record, before };
}

/** What was queried by itself, before the answer was applied and after. */
export interface Queried<T> {
  before: T;
  record: T;
  observations: readonly Observation[];
}

/** Null: there was nothing to find. `doubted`: as it was when a doubt arose, where that is why it was queried. */
export function findingInAnswer<T extends Row, O extends Observation>(
  kind: ComparedKind<T, O>,
  { before: known, record, observations }: Queried<T>,
  doubted: ReconciledState | undefined,
  clock: SteadyClock,
): Finding | null {
  const number = kind.number(record);
  const reported = observations
    .filter((observation) => kind.isAbout(observation))
    .find((observation) => kind.numberOf(observation) === number);
  if (reported === undefined && !isMissed(kind, known, clock)) return null;
  const there = reported === undefined ? null : kind.reportedState(reported);
  const before = doubted ?? kind.state(known);
  return findingOf(kind, { number, before, there, record, at: clock.now });
}

/** Both sides of one subject; `before` and `record`: ours, before what the provider says was applied and after. */
interface Sides<T> extends Pick<Finding, 'before' | 'there' | 'at'> {
  number: string;
  record: T | null;
}

function findingOf<T extends Row, O extends Observation>(
  kind: ComparedKind<T, O>,
  { number: providerReference, before, there, record, at }: Sides<T>,
): Finding | null {
  const after = record && kind.state(record);
  const { subject: subjectType } = kind;
  const subjectId = record?.id ?? null;
  const found = { subjectType, subjectId, providerReference, before, there, after, at };
  if (there === null) return { ...found, kind: 'MISSING_THERE', healed: false };
  if (before === null || after === null) {
    const healed = after !== null && kind.agrees(after, there);
    return { ...found, kind: 'MISSING_HERE', before: null, healed };
  }
  const difference = differenceOf(before, after, there, kind.agrees);
  return difference && { ...found, ...difference };
}
