import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterLast,
  clockMarginMs,
  findInList,
  foundReply,
  observedPage,
  ownRecords,
  untilNoNext,
  withinRange,
} from '../../../src/providers/kit/lists.ts';
import type { ListSearch, PagePosition, RecordPage } from '../../../src/providers/kit/lists.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { OrderObservation } from '../../../src/domain/observation.ts';

interface Row {
  id: string;
  at: number | null;
}

const second = 1000;
const start = Date.UTC(2026, 0, 1);

/** Lists of a provider, from the newest record to the oldest, with times in whole seconds. */
const newestFirst = fc
  .array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 40 })
  .map((seconds) =>
    seconds
      .toSorted((one, other) => other - one)
      .map((at, index): Row => ({ id: `r${index}`, at: start + at * second })),
  );
const sizes = fc.integer({ min: 1, max: 7 });
const protocols = fc.constantFrom('cursor', 'page');

const createdAt = ({ at }: Row): number | null => at;

/** Page by page, as a provider answers: by the number of the page, or behind a cursor. */
function pagesOf(rows: readonly Row[], size: number, by: string) {
  const asked: PagePosition[] = [];
  const pageAt = (position: PagePosition): RecordPage<Row> => {
    asked.push(position);
    const { page, after } = position;
    const behind = after === undefined ? 0 : rows.findIndex(({ id }) => id === after) + 1;
    const from = by === 'cursor' ? behind : (page - 1) * size;
    const records = rows.slice(from, from + size);
    const hasMore = from + size < rows.length;
    return by === 'cursor' ? afterLast(records, hasMore, ({ id }) => id) : { records, hasMore };
  };
  return { asked, pageAt };
}

const nobody = () => false;

function search(
  pageAt: (position: PagePosition) => RecordPage<Row>,
  more: Partial<ListSearch<Row>> & Pick<ListSearch<Row>, 'isIt'>,
) {
  let now = start;
  return findInList<Row>({
    read: async (position) => {
      now += 7;
      return { ok: true, data: { page: pageAt(position), sentAt: now } };
    },
    mostPages: 100,
    ...more,
  });
}

function observe({ id, at }: Row): OrderObservation {
  if (at === null) throw new RangeError('no time');
  return { subject: 'ORDER', providerReference: id, status: null, occurredAt: null };
}

describe('a search in a list', () => {
  it('finds what is there, wherever it is, and proves an absence by reading everything', async () => {
    await fc.assert(
      fc.asyncProperty(newestFirst, sizes, protocols, fc.nat(60), async (rows, size, by, at) => {
        const wanted = rows[at]?.id ?? 'none';
        const { asked, pageAt } = pagesOf(rows, size, by);
        const answered = await search(pageAt, { isIt: ({ id }) => id === wanted });
        const data = { found: rows[at] ?? null, queriedAt: start + 7 };
        expect(answered).toEqual({ ok: true, data });
        const pages = Math.max(1, Math.ceil(rows.length / size));
        expect(asked).toHaveLength(wanted === 'none' ? pages : Math.floor(at / size) + 1);
      }),
    );
  });

  it('is over once it is past the time of what is looked for, by the margin of the clocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        newestFirst,
        sizes,
        protocols,
        fc.nat(2_000),
        fc.nat(60),
        async (rows, size, by, seconds, at) => {
          const { asked, pageAt } = pagesOf(rows, size, by);
          const since = start + seconds * second;
          const wanted = rows[at];
          const answered = await search(pageAt, {
            isIt: ({ id }) => id === wanted?.id,
            newestFirst: { since, createdAt },
          });
          const found = answered.ok ? answered.data.found : null;
          const isOlder = wanted !== undefined && (wanted.at ?? 0) < since - clockMarginMs;
          // What the provider's clock made within the margin before our time is always found.
          expect(isOlder ? wanted : (found ?? undefined)).toEqual(wanted);
          const newer = rows.filter((row) => (row.at ?? 0) >= since - clockMarginMs).length;
          expect(asked.length).toBeLessThanOrEqual(Math.floor(newer / size) + 1);
        },
      ),
    );
  });

  const rows = Array.from({ length: 30 }, (_, index): Row => ({ id: `r${index}`, at: start }));

  it('proves nothing after its last page', async () => {
    const { pageAt, asked } = pagesOf(rows, 2, 'cursor');
    const lost = search(pageAt, { isIt: nobody, mostPages: 3 });
    await expect(lost).rejects.toThrow(OutcomeUnknown);
    expect(asked).toHaveLength(3);
  });

  it('reads ten pages, if nothing else is said', async () => {
    const { pageAt, asked } = pagesOf(rows, 1, 'page');
    const read: ListSearch<Row>['read'] = async (at) => ({
      ok: true,
      data: { page: pageAt(at), sentAt: 1 },
    });
    await expect(findInList({ read, isIt: nobody })).rejects.toThrow(OutcomeUnknown);
    expect(asked).toHaveLength(10);
  });

  it('proves nothing in a list that may lack what is looked for', async () => {
    const { pageAt } = pagesOf(rows, 50, 'page');
    const lost = search(pageAt, { isIt: nobody, isWhole: false });
    await expect(lost).rejects.toThrow('does not prove');
  });

  it('proves nothing in a list that begins again', async () => {
    let reads = 0;
    const again = (): RecordPage<Row> => {
      reads += 1;
      return untilNoNext(rows.slice(0, 2), reads % 2 === 0 ? 'a' : 'b');
    };
    await expect(search(again, { isIt: nobody })).rejects.toThrow('the list begins again');
    expect(reads).toBe(3);
  });

  it('goes on where the time of a record cannot be read', async () => {
    const unreadable = rows.map((row) => ({ ...row, at: null }));
    const { pageAt, asked } = pagesOf(unreadable, 10, 'page');
    const since = start + 10_000_000;
    await search(pageAt, { isIt: nobody, newestFirst: { since, createdAt } });
    expect(asked).toHaveLength(3);
  });

  it('reads to the end where the time of what is looked for is not known', async () => {
    const { pageAt, asked } = pagesOf(rows, 10, 'page');
    await search(pageAt, { isIt: nobody, newestFirst: { since: undefined, createdAt } });
    expect(asked).toHaveLength(3);
  });

  it('passes a refusal on', async () => {
    const refusal = { ok: false, status: 403, code: 'no', message: null, queriedAt: 1 } as const;
    const read = async () => refusal;
    expect(await findInList<Row>({ read, isIt: nobody })).toBe(refusal);
  });

  it('replies with what was found, or with its absence at the time of the first request', () => {
    const handle = { providerReference: 'r1' };
    const [row] = rows;
    expect(foundReply('ORDER', handle, { found: row ?? null, queriedAt: 5 }, observe)).toEqual({
      observations: [{ subject: 'ORDER', providerReference: 'r0', status: null, occurredAt: null }],
      refused: null,
    });
    expect(foundReply('REFUND', handle, { found: null, queriedAt: 5 }, observe)).toEqual({
      observations: [{ subject: 'ABSENCE', of: 'REFUND', providerReference: 'r1', queriedAt: 5 }],
      refused: null,
    });
  });
});

describe('a page of a list', () => {
  it('is cut to its range: all of the range, nothing else, and it ends', () => {
    fc.assert(
      fc.property(
        newestFirst,
        sizes,
        protocols,
        fc.tuple(fc.nat(2_000_000), fc.nat(2_000_000)),
        (rows, size, by, [one, other]) => {
          const range = { from: start + Math.min(one, other), to: start + Math.max(one, other) };
          const { pageAt, asked } = pagesOf(rows, size, by);
          const listed: Row[] = [];
          let position: PagePosition | null = { page: 1 };
          while (position !== null) {
            const cut: RecordPage<Row> = withinRange(pageAt(position), range, createdAt);
            const { records, hasMore, next } = cut;
            listed.push(...records);
            const page: number = position.page + 1;
            const after: { after?: string } = next === undefined ? {} : { after: next };
            position = hasMore ? { page, ...after } : null;
          }
          const second = Math.floor(range.from / 1000) * 1000;
          const within = rows.filter(({ at }) => (at ?? 0) >= second && (at ?? 0) <= range.to);
          expect(listed).toEqual(within);
          // One page may be the first that ends before the range.
          const newer = rows.filter(({ at }) => (at ?? 0) >= second).length;
          expect(asked.length).toBeLessThanOrEqual(Math.floor(newer / size) + 1);
        },
      ),
    );
  });

  it('keeps a record whose time cannot be read, and does not end at it', () => {
    const page = { records: [{ id: 'a', at: null }], hasMore: true, next: 'a' };
    expect(withinRange(page, { from: start, to: start }, createdAt)).toEqual(page);
  });

  it('ends without a cursor', () => {
    expect(afterLast([{ id: 'a', at: 1 }], false, ({ id }) => id)).toEqual({
      records: [{ id: 'a', at: 1 }],
      hasMore: false,
    });
    expect(untilNoNext([], null)).toEqual({ records: [], hasMore: false });
    expect(untilNoNext([], undefined)).toEqual({ records: [], hasMore: false });
  });

  it('goes on although nothing in it is ours', () => {
    const page = { records: [{ id: 'a', at: 1 }], hasMore: true, next: 'a' };
    expect(ownRecords(page, () => false)).toEqual({ records: [], hasMore: true, next: 'a' });
    expect(ownRecords(page, () => true)).toEqual(page);
  });

  it('is no page where it is empty and goes on', () => {
    expect(() => afterLast([], true, () => 'a')).toThrow(RangeError);
  });

  it('has an observation of each record that can be read, and its cursor', () => {
    let unreadable = 0;
    const records = [
      { id: 'a', at: null },
      { id: 'b', at: 1 },
    ];
    const page = { records, hasMore: true, next: 'b' };
    expect(observedPage(page, observe, () => void (unreadable += 1))).toEqual({
      observations: [{ subject: 'ORDER', providerReference: 'b', status: null, occurredAt: null }],
      hasMore: true,
      next: 'b',
    });
    expect(unreadable).toBe(1);
  });
});
