import type { CombinedError } from 'urql';

export interface Row {
  id: string;
}

export interface Connection<Node extends Row> {
  nodes: readonly Node[];
  pageInfo: { endCursor?: string | null | undefined; hasNextPage: boolean };
}

/** What has been read of a list, from its head on. */
export interface PageState<Node extends Row> {
  rows: readonly Node[];
  /** Where what has been read ends; null before the first page. */
  after: string | null;
  hasMore: boolean;
  /** Why the last read failed. */
  error?: CombinedError | undefined;
}

export const nothingRead = { rows: [], after: null, hasMore: true };

/** `after`: where the page begins. One that no longer follows what is there is left out. */
export function withNextPage<Node extends Row>(
  before: PageState<Node>,
  after: string | null,
  { nodes, pageInfo }: Connection<Node>,
): PageState<Node> {
  if (before.after !== after) return before;
  const known = new Set(before.rows.map(({ id }) => id));
  return {
    rows: [...before.rows, ...nodes.filter(({ id }) => !known.has(id))],
    after: pageInfo.endCursor ?? before.after,
    hasMore: pageInfo.hasNextPage,
  };
}

/**
 * The first page anew. What was read after it stays where the two meet without a gap. Elsewhere the list begins anew
 * with that page: something left the list, or more came than a page holds.
 */
export function withFirstPage<Node extends Row>(
  before: PageState<Node>,
  { nodes, pageInfo }: Connection<Node>,
): PageState<Node> {
  const places = new Map(before.rows.map(({ id }, at) => [id, at]));
  const lastKnown = nodes.findLast(({ id }) => places.has(id));
  const meeting = lastKnown === undefined ? -1 : (places.get(lastKnown.id) ?? -1);
  const fresh = new Set(nodes.map(({ id }) => id));
  const isWhole = before.rows.slice(0, meeting + 1).every(({ id }) => fresh.has(id));
  if (meeting < 0 || !isWhole || !pageInfo.hasNextPage) {
    return { rows: nodes, after: pageInfo.endCursor ?? null, hasMore: pageInfo.hasNextPage };
  }
  const rest = before.rows.slice(meeting + 1).filter(({ id }) => !fresh.has(id));
  return { rows: [...nodes, ...rest], after: before.after, hasMore: before.hasMore };
}

/** Changes the row where it is there, and takes it out where it no longer belongs to the list. */
export function withRow<Node extends Row>(
  before: PageState<Node>,
  row: Node,
  belongs: boolean,
): PageState<Node> {
  if (!before.rows.some(({ id }) => id === row.id)) return before;
  const rows = before.rows.flatMap((known) => {
    if (known.id !== row.id) return [known];
    return belongs ? [row] : [];
  });
  return { ...before, rows };
}
