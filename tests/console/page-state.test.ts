import { describe, expect, it } from 'vitest';
import {
  nothingRead,
  withFirstPage,
  withNextPage,
  withRow,
} from '../../console/src/live/page-state.ts';
import type { PageState } from '../../console/src/live/page-state.ts';

interface Line {
  id: string;
  text?: string;
}

const page = (ids: string, endCursor: string, hasNextPage = true) => ({
  nodes: Array.from(ids, (id): Line => ({ id })),
  pageInfo: { endCursor, hasNextPage },
});
const idsOf = ({ rows }: PageState<Line>): string => rows.map(({ id }) => id).join('');

/** Two pages of two rows: a, b and c, d. */
const twoPages = withNextPage<Line>(
  withFirstPage<Line>(nothingRead, page('ab', 'B')),
  'B',
  page('cd', 'D'),
);

describe('what is read of a list', () => {
  it('grows page by page', () => {
    expect(twoPages).toEqual({
      rows: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }],
      after: 'D',
      hasMore: true,
    });
  });

  it('ends with a page that has no next one', () => {
    expect(withNextPage<Line>(twoPages, 'D', page('e', 'E', false)).hasMore).toBe(false);
  });

  it('leaves out a page that does not begin where the list ends', () => {
    expect(withNextPage<Line>(twoPages, 'B', page('xy', 'Y'))).toBe(twoPages);
  });

  it('has a row once where a later page repeats it', () => {
    expect(idsOf(withNextPage<Line>(twoPages, 'D', page('de', 'E')))).toBe('abcde');
  });

  it('gets new rows at the head, and keeps what was read after them', () => {
    const after = withFirstPage<Line>(twoPages, page('na', 'A'));
    expect([idsOf(after), after.after, after.hasMore]).toEqual(['nabcd', 'D', true]);
  });

  it('gets a row that enters in the middle in its place', () => {
    expect(idsOf(withFirstPage<Line>(twoPages, page('anb', 'B')))).toBe('anbcd');
  });

  it('has a row that moves to the head there alone', () => {
    expect(idsOf(withFirstPage<Line>(twoPages, page('da', 'A')))).toBe('dabc');
  });

  it('begins anew where a row has left the head, and where more came than a page holds', () => {
    const left = withFirstPage<Line>(twoPages, page('bc', 'C'));
    expect([idsOf(left), left.after]).toEqual(['bc', 'C']);
    const other = withFirstPage<Line>(twoPages, page('xy', 'Y'));
    expect([idsOf(other), other.after]).toEqual(['xy', 'Y']);
  });

  it('is what the first page has where that is the whole list', () => {
    const after = withFirstPage<Line>(twoPages, page('a', 'A', false));
    expect([idsOf(after), after.hasMore]).toEqual(['a', false]);
  });

  it('changes a row in its place, takes out one that no longer belongs, and adds none', () => {
    const changed = { id: 'b', text: 'changed' };
    expect(withRow<Line>(twoPages, changed, true).rows[1]).toBe(changed);
    expect(idsOf(withRow<Line>(twoPages, changed, false))).toBe('acd');
    expect(withRow<Line>(twoPages, { id: 'x' }, true)).toBe(twoPages);
  });
});
