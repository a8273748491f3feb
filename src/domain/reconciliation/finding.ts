import { observe } from '../aggregates/observe.ts';
import type { Reported } from '../aggregates/observe.ts';
import type { Source } from '../aggregates/source.ts';
import type { WorkingSet } from '../aggregates/working-set.ts';
import { visibilityDelayMs } from '../instructions/submission.ts';
import type { Observation } from '../observation.ts';
import type { ComparedKind, Row } from './kinds.ts';
import { differenceOf } from './state.ts';
import type { FindingKind, ReconciledState, ReconciledSubject } from './state.ts';

/** A difference between our record and the provider's. */
export interface Finding {
  kind: FindingKind;
  subjectType: ReconciledSubject;
  /** Null where we have no record. */
  subjectId: string | null;
  /** The reference by which the provider knows it. */
  providerReference: string;
  /** Our record before; null where there was none. */
  before: ReconciledState | null;
  /** The provider's record; null where it has none. */
  there: ReconciledState | null;
  /** Our record after the provider's was applied; null where there is still none. */
  after: ReconciledState | null;
  /** Whether our record now agrees with the provider's. */
  healed: boolean;
  /** Epoch milliseconds. */
  at: number;
}

/** How far a run got. */
export interface Tally {
  /** Records that were compared. */
  checked: number;
  /** Queries without an answer that can be believed. */
  unanswered: number;
  unansweredInARow: number;
  findings: number;
  /** False once anything that was to be compared was not compared. */
  complete: boolean;
  /** It ended before everything was compared. */
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

/** The time now, and since when the wall clock has run steadily. Epoch milliseconds. */
export interface SteadyClock {
  now: number;
  steadySince: number;
}

/**
 * Whether the provider should have the record and show it by now. A jump of our clock does not make the record older.
 */
export function isMissed<T extends Row, O extends Observation>(
  kind: ComparedKind<T, O>,
  record: T,
  { now, steadySince }: SteadyClock,
): boolean {
  const sentAt = kind.lastSentAt(record);
  const isShown = sentAt === null || now >= Math.max(sentAt, steadySince) + visibilityDelayMs;
  return kind.isExpected(record) && isShown;
}

/** A record that is to be queried by itself. `before`: its state when the doubt arose. */
export interface Doubt<T> {
  record: T;
  before?: ReconciledState;
}

/**
 * Applies a row of a provider's list. Returns the finding, or null where there is none. A list may lag behind: a record
 * that it still contradicts is returned as a doubt, to be queried by itself.
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
  // The order has been sent with another account since: it is known, and not this account's.
  const isElsewhere = effect !== 'UNMATCHED' && effect !== 'RECORDED_WITH_ORDER';
  if (record === null && isElsewhere) return null;
  const before = known && kind.state(known);
  const there = kind.reportedState(observation);
  const finding = findingOf(kind, { number, before, there, record, at: source.now });
  if (record === null || before === null || finding === null || finding.healed) return finding;
  return { record, before };
}

/** A record that was queried by itself, before the answer was applied and after. */
export interface Queried<T> {
  before: T;
  record: T;
  observations: readonly Observation[];
}

/**
 * The finding of one answer; null where there is none. `doubted`: the state when a doubt arose, if that is why it was
 * queried.
 */
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

/** Both sides of one subject. `before` and `record` are ours, before the provider's was applied and after. */
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
