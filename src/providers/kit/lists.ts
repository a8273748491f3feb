import type { AbsenceObservation, Observation } from '../../domain/observation.ts';
import { OutcomeUnknown } from '../provider.ts';
import type { ListPage, ListRange, Reply } from '../provider.ts';
import type { Answered } from './answer.ts';

/** A page of a list as the provider answers it. `next`: the cursor of the next page, for lists that have one. */
export interface RecordPage<Record> {
  records: readonly Record[];
  hasMore: boolean;
  next?: string;
}

/**
 * The page of a list that goes on after the last record of a page. Throws a RangeError for a page that is empty and
 * claims to go on: its end would be taken for that of the list.
 */
export function afterLast<Record>(
  records: readonly Record[],
  hasMore: boolean,
  numberOf: (record: Record) => string,
): RecordPage<Record> {
  if (!hasMore) return { records, hasMore };
  const last = records.at(-1);
  if (last === undefined) throw new RangeError('an empty page of a list that goes on');
  return { records, hasMore, next: numberOf(last) };
}

/** The page of a list whose answers name the next one: null or left out at the end. */
export const untilNoNext = <Record>(
  records: readonly Record[],
  next: string | null | undefined,
): RecordPage<Record> =>
  next === null || next === undefined
    ? { records, hasMore: false }
    : { records, hasMore: true, next };

/**
 * The observations of a list. Leaves out a record that cannot be read and reports it: it may be another system's, and
 * must not hide the others.
 */
export function readRecords<Record>(
  records: readonly Record[],
  read: (record: Record) => Observation,
  unreadable: () => void,
): Observation[] {
  return records.flatMap((record) => {
    try {
      return [read(record)];
    } catch {
      unreadable();
      return [];
    }
  });
}

/** A page without what other systems have made at the provider. */
export const ownRecords = <Record>(
  { records, ...more }: RecordPage<Record>,
  isOurs: (record: Record) => boolean,
): RecordPage<Record> => ({ records: records.filter(isOurs), ...more });

/** A page with the observations of its records. */
export const observedPage = <Record>(
  { records, ...more }: RecordPage<Record>,
  ...reading: [read: (record: Record) => Observation, unreadable: () => void]
): ListPage => ({ observations: readRecords(records, ...reading), ...more });

/** When a record was made, in epoch milliseconds; null where that cannot be read. */
export type CreatedAt<Record> = (record: Record) => number | null;

/**
 * A page of a list that cannot be asked for a range, from the newest record to the oldest: what is of the range, and
 * no further page once one ends before it. A record without a readable time stays.
 */
export function withinRange<Record>(
  { records, ...more }: RecordPage<Record>,
  { from, to }: Pick<ListRange, 'from' | 'to'>,
  createdAt: CreatedAt<Record>,
): RecordPage<Record> {
  // Many providers state whole seconds.
  const start = Math.floor(from / 1000) * 1000;
  const within = records.filter((record) => {
    const at = createdAt(record);
    return at === null || (at >= start && at <= to);
  });
  return endsBefore(records, start, createdAt)
    ? { records: within, hasMore: false }
    : { records: within, ...more };
}

/** The last record alone decides: what comes after it in a list from the newest to the oldest is older. */
function endsBefore<Record>(
  records: readonly Record[],
  start: number,
  createdAt: CreatedAt<Record>,
): boolean {
  const last = records.at(-1);
  return last !== undefined && (createdAt(last) ?? Infinity) < start;
}

/**
 * The provider's clock may be behind ours by this much, in milliseconds. What was made at a time of our clock is looked
 * for from so long before.
 */
export const clockMarginMs = 300_000;

/** Where a page of a list begins. */
export type PagePosition = Pick<ListRange, 'page' | 'after'>;

export interface ListSearch<Record> {
  /** Reads one page. `sentAt`: epoch milliseconds just before the request left. */
  read: (position: PagePosition) => Promise<Answered<{ page: RecordPage<Record>; sentAt: number }>>;
  isIt: (record: Record) => boolean;
  /** False: the list may lack what is looked for, so that its end proves nothing. */
  isWhole?: boolean;
  /**
   * For a list from the newest record to the oldest that cannot be asked for a range. `since`: when what is looked for
   * was made by our clock. A page that ends `clockMarginMs` before that is the last to be read.
   */
  newestFirst?: { since: number | undefined; createdAt: CreatedAt<Record> };
  /** More pages than these prove nothing. Default: 10. */
  mostPages?: number;
}

/** What a search came to. `queriedAt`: epoch milliseconds of its first request. */
export interface Searched<Record> {
  found: Record | null;
  queriedAt: number;
}

/**
 * Finds what the provider has under no number that is known here, because the answer was lost. It is absent only where
 * everything that could be it was read, to the end or back to its time. Throws `OutcomeUnknown` where that was not
 * possible: within so many pages, or in a list that begins again.
 */
export async function findInList<Record>({
  read,
  isIt,
  isWhole = true,
  newestFirst,
  mostPages = 10,
}: ListSearch<Record>): Promise<Answered<Searched<Record>>> {
  const start = (newestFirst?.since ?? Number.NaN) - clockMarginMs;
  const cursors = new Set<string>();
  let queriedAt: number | null = null;
  let position: PagePosition = { page: 1 };
  while (position.page <= mostPages) {
    // Each page begins where the one before ended.
    // oxlint-disable-next-line no-await-in-loop
    const answered = await read(position);
    if (!answered.ok) return answered;
    const { page, sentAt } = answered.data;
    queriedAt ??= sentAt;
    const found = page.records.find(isIt);
    if (found !== undefined) return { ok: true, data: { found, queriedAt } };
    const isPast =
      newestFirst !== undefined && endsBefore(page.records, start, newestFirst.createdAt);
    const absent = { ok: true, data: { found: null, queriedAt } } as const;
    if (isPast) return absent;
    if (!page.hasMore && isWhole) return absent;
    if (!page.hasMore) break;
    position = nextPosition(position, page.next, cursors);
  }
  throw new OutcomeUnknown('the list does not prove that it is not there');
}

function nextPosition(
  { page }: PagePosition,
  next: string | undefined,
  cursors: Set<string>,
): PagePosition {
  if (next === undefined) return { page: page + 1 };
  if (cursors.has(next)) throw new OutcomeUnknown('the list begins again');
  cursors.add(next);
  return { page: page + 1, after: next };
}

/** What was looked for in a list, or that it is not there. */
export function foundReply<Record>(
  of: AbsenceObservation['of'],
  { providerReference }: { providerReference: string },
  { found, queriedAt }: Searched<Record>,
  observe: (found: Record) => Observation,
): Reply {
  const absence = { subject: 'ABSENCE', of, providerReference, queriedAt } as const;
  return { observations: [found === null ? absence : observe(found)], refused: null };
}
