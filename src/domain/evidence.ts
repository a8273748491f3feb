import { instant } from './observation.ts';
import type { Failure } from './observation.ts';

/**
 * When a status was reported: the earliest and the latest time that the provider states, and the earliest time at which
 * we recorded it, in epoch milliseconds. Minimum and maximum make the join independent of order and repetition.
 */
export interface ReportTimes {
  recordedAt: number;
  firstAt: number | null;
  lastAt: number | null;
}

export type ReportTimesByStatus<Status extends string> = {
  readonly [status in Status | NoKnownStatus]?: ReportTimes;
};

/** A genuine message without a status that is known here. It proves only that the provider has the instruction. */
type NoKnownStatus = 'NO_KNOWN_STATUS';

/** Whether the provider has reported nothing. */
export function isSilent({ seen }: { seen: ReportTimesByStatus<string> }): boolean {
  return Object.keys(seen).length === 0;
}

export function addReport<Status extends string>(
  reported: ReportTimesByStatus<Status>,
  reportedStatus: Status | null,
  occurredAt: number | null,
  recordedAt: number,
): ReportTimesByStatus<Status> {
  const status: Status | NoKnownStatus = reportedStatus ?? 'NO_KNOWN_STATUS';
  const known = reported[status];
  const seen: ReportTimes = {
    recordedAt: Math.min(known?.recordedAt ?? recordedAt, recordedAt),
    firstAt: pick(Math.min, known?.firstAt ?? null, occurredAt),
    lastAt: pick(Math.max, known?.lastAt ?? null, occurredAt),
  };
  return { ...reported, [status]: seen };
}

/** Report times as an earlier version stored them, without times that are impossible. */
export function soundReportTimes<Status extends string>(
  reported: ReportTimesByStatus<Status>,
): ReportTimesByStatus<Status> {
  const sound = Object.entries<ReportTimes>(reported as Record<Status, ReportTimes>).map(
    ([status, { recordedAt, firstAt, lastAt }]) => [
      status,
      { recordedAt, firstAt: instant(firstAt), lastAt: instant(lastAt) },
    ],
  );
  return Object.fromEntries(sound) as ReportTimesByStatus<Status>;
}

function pick(
  choose: (a: number, b: number) => number,
  a: number | null,
  b: number | null,
): number | null {
  if (a === null) return b;
  return b === null ? a : choose(a, b);
}

/** The first status of `ranking` that was reported. */
export function strongest<Status extends string>(
  reported: ReportTimesByStatus<Status>,
  ranking: readonly Status[],
): Status | null {
  return ranking.find((status) => reported[status] !== undefined) ?? null;
}

/** The latest time that the provider states for any of the statuses; null where it states none. */
export function lastStated<Status extends string>(
  reported: ReportTimesByStatus<Status>,
  statuses: readonly Status[],
): number | null {
  const times = statuses.map((status) => reported[status]?.lastAt ?? null);
  return times.reduce((a, b) => pick(Math.max, a, b), null);
}

/**
 * Chooses one of two values for the same thing, and the same one in either order. Providers repeat themselves, so it
 * matters only where they contradict themselves.
 */
export function join<T>(known: T | null, reported: T | null | undefined): T | null {
  if (known === null) return reported ?? null;
  if (reported === null || reported === undefined) return known;
  return !sameValue(reported, known) && comparable(reported) > comparable(known) ? reported : known;
}

/** Whether two values are equal, whatever the order of their members. An undefined member counts as missing. */
export function sameValue(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((member, at) => sameValue(member, b[at]));
  }
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>];
  for (const key in left) if (!sameValue(left[key], right[key])) return false;
  for (const key in right) if (right[key] !== undefined && left[key] === undefined) return false;
  return true;
}

function comparable(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? member.toString().padStart(80, '0') : member,
  );
}

/** Why a person has to look at it, whatever the status. */
export const attentionReasons = ['OTHER_AMOUNT', 'MONEY_ELSEWHERE', 'OVERDRAWN'] as const;
export type AttentionReason = (typeof attentionReasons)[number];

/** Adds a reason. Sorted, so that the order of arrival makes no difference. */
export function attend(
  known: readonly AttentionReason[],
  reason: AttentionReason,
): readonly AttentionReason[] {
  return known.includes(reason) ? known : [...known, reason].toSorted();
}

export function failure(
  code: Failure['code'],
  message: string,
  provider?: { code?: string | null; message?: string | null },
): Failure {
  return {
    code,
    message,
    providerCode: provider?.code ?? null,
    providerMessage: provider?.message ?? null,
  };
}

/** The rules that a statement can meet. Each says why the statement changes something or nothing. */
export const evidenceRules = {
  SENT: 'Our request is on its way; the reference it carries never changes.',
  SENT_AGAIN: 'The provider is proven not to have it: the same goes out again, same reference.',
  NOT_SENT: 'Surely nothing left.',
  ANSWER_LOST: 'It was sent and the answer was lost: the provider may or may not have it.',
  ANSWERED: 'Our request was answered.',
  GIVEN_UP: 'We try no more: it counts as failed, unless the provider speaks of it after all.',
  WITHDRAWN: 'It was taken back before anything was sent.',
  TURNED: 'It is sent with another account: what was learned at the one before counts no more.',
  MADE_ELSEWHERE: 'It was not asked for here.',
  DECIDES: 'It outranks all that was known and decides the status.',
  ADDS: 'It agrees with the status and adds facts.',
  REPEATS: 'It says what was known already.',
  OUTRANKED:
    'Something stronger is known: money outranks its absence, an explicit no outranks the clock, and nothing moves back.',
  AWAITS_ANSWER:
    'A no to a request whose answer is still on its way: it decides once that call has ended.',
  LEFT_ACCOUNT:
    'It was said at an account that the order had left: it counts for nothing, and money in it needs attention.',
  NO_KNOWN_WORD:
    'It uses no word that is known here: it proves that the provider has it and nothing else.',
  ACCEPTED: 'Somebody here let money that did not fit count towards the order.',
  OTHER_AMOUNT:
    'It names another amount than was asked for: nothing in it counts, and somebody has to look.',
  ABSENCE_TOO_EARLY: 'Not found, but asked so soon after the last send that it proves nothing.',
  ABSENCE_COUNTS: 'Not found: said twice, far enough apart, it is proof of absence.',
  ABSENCE_OUTRANKED: 'Not found, but the provider has known it before: an absence proves nothing.',
  KNOWN_BEFORE: 'All that was known before each piece of evidence was kept.',
} as const;
export type EvidenceRule = keyof typeof evidenceRules;
