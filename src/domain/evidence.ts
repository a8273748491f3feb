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
  return { ...reported, [status]: reportTimes(reported[status], occurredAt, recordedAt) };
}

/** The times of one more report. */
export const reportTimes = (
  known: ReportTimes | undefined,
  occurredAt: number | null,
  recordedAt: number,
): ReportTimes => ({
  recordedAt: Math.min(known?.recordedAt ?? recordedAt, recordedAt),
  firstAt: pick(Math.min, known?.firstAt ?? null, occurredAt),
  lastAt: pick(Math.max, known?.lastAt ?? null, occurredAt),
});

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
export const concerns = [
  'OTHER_AMOUNT',
  'MONEY_ELSEWHERE',
  'OVERDRAWN',
  'MAY_BE_OF_ANOTHER',
] as const;
export type Concern = (typeof concerns)[number];

/** Adds a reason. Sorted, so that the order of arrival makes no difference. */
export function attend(known: readonly Concern[], reason: Concern): readonly Concern[] {
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

/**
 * The rules that a statement can meet. Each says why the statement changes something or nothing. The names are values
 * of the public schema and are stored, so they stay where another word is used elsewhere. The sentences may change.
 */
export const evidenceRules = {
  SENT: 'Our request is being sent. Its reference never changes.',
  SENT_AGAIN:
    'The provider is proven not to have it. The same request is sent again, under the same reference.',
  NOT_SENT: 'It is certain that nothing was sent.',
  ANSWER_LOST: 'It was sent and the answer was lost. The provider may or may not have it.',
  ANSWERED: 'Our request was answered.',
  NOT_CAPTURED:
    'The provider was queried late enough after the capture was sent, and the order is only authorised. Two such answers, far enough apart, prove that the capture never arrived.',
  GIVEN_UP: 'We try no more. It counts as failed, unless the provider reports it later.',
  WITHDRAWN: 'It was withdrawn before anything was sent.',
  TURNED: 'It is sent with another account. What was known from the account before counts no more.',
  MADE_ELSEWHERE: 'It was not requested here.',
  DECIDES: 'It outranks all that was known and decides the status.',
  ADDS: 'It agrees with the status and adds facts.',
  REPEATS: 'It repeats what was known.',
  OUTRANKED:
    'Something stronger is known. A payment outranks its absence, and an explicit refusal outranks an expiry. No status goes back. Of a charge-back, a later report outranks an earlier one.',
  AWAITS_ANSWER:
    'It is a refusal of a request whose call has not ended. It decides once that call has ended.',
  LEFT_ACCOUNT:
    'It was reported at an account that the order had left, and counts for nothing. If it is about money, the order needs attention.',
  NO_KNOWN_WORD:
    'Its status is not known here. It proves that the provider has the instruction, and nothing else.',
  DECIDED:
    'A person decided what became of it, because nobody knew. Any report of the provider outranks that.',
  ACCEPTED: 'A person accepted money of an abnormal payment. It counts towards the order.',
  OTHER_AMOUNT:
    'It names another amount or currency than was requested. Nothing in it counts, and a person has to look at it.',
  MAY_BE_OF_ANOTHER:
    'The provider has one status for all refunds of the order, and the restore of a backup may have lost another one. So it proves nothing about this one, and a person has to look at it.',
  ABSENCE_TOO_EARLY: 'Not found, but queried so soon after the last send that it proves nothing.',
  ABSENCE_COUNTS:
    'Not found, and late enough to count. Two such answers, far enough apart, prove the absence.',
  ABSENCE_OUTRANKED:
    'Not found, but the provider has reported it before. The absence proves nothing.',
  KNOWN_BEFORE: 'All that was known before statements were stored one by one.',
} as const;
export type EvidenceRule = keyof typeof evidenceRules;
