import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { CombinedError } from 'urql';
import type { AnyVariables, TypedDocumentNode } from 'urql';
import { useLog } from './live.tsx';
import type { LogItem } from './live.tsx';

interface Row {
  id: string;
}

interface Connection<Node extends Row> {
  nodes: readonly Node[];
  pageInfo: { endCursor?: string | null | undefined; hasNextPage: boolean };
}

export interface Pages<Node extends Row> {
  rows: readonly Node[];
  hasMore: boolean;
  isLoading: boolean;
  error: CombinedError | undefined;
  loadMore: () => void;
}

export interface PagesOptions<Node extends Row, Data> {
  connectionOf: (data: Data) => Connection<Node>;
  /** The row that an item of the log has anew; null where it is about none. */
  rowOf: (item: LogItem) => Node | null;
}

interface State<Node> {
  rows: readonly Node[];
  after: string | null;
  hasMore: boolean;
  isLoading: boolean;
  error?: CombinedError;
}

const empty = { rows: [], after: null, hasMore: true, isLoading: false };

/** Milliseconds at least between two looks for new rows at the head. */
const shortest = 250;

/**
 * A list of any length, page by page. Rows follow the log: those that are here are changed, and new ones come to the
 * head. Hand over the same `options` each time.
 */
export function usePages<Node extends Row, Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { connectionOf, rowOf }: PagesOptions<Node, Data>,
): Pages<Node> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<State<Node>>(empty);
  const latest = useRef({ key, isLoading: false, state });
  latest.current.state = state;

  const read = useCallback(
    (after: string | null) =>
      client
        .query(document, { ...(JSON.parse(key) as object), after } as unknown as Variables)
        .toPromise(),
    [client, document, key],
  );

  const loadMore = useCallback(() => {
    const { current } = latest;
    if (current.isLoading || !current.state.hasMore) return;
    current.isLoading = true;
    setState((before) => ({ ...before, isLoading: true }));
    void read(current.state.after).then(({ data, error }) => {
      if (current.key !== key) return undefined;
      current.isLoading = false;
      return setState((before) => afterPage(before, data && connectionOf(data), error));
    });
  }, [read, key, connectionOf]);

  useEffect(() => {
    latest.current = { key, isLoading: false, state: empty };
    setState(empty);
    loadMore();
  }, [key, loadMore]);

  const head = useHead(read, connectionOf, setState);
  useLog(
    useCallback(
      (item) => {
        const row = rowOf(item);
        if (row !== null) setState((before) => withRow(before, row));
        if (item.kind === 'RESET' || (row !== null && /_(CREATED|RECEIVED)$/.test(typeOf(item))))
          head();
      },
      [rowOf, head],
    ),
  );
  const { rows, hasMore, isLoading, error } = state;
  return { rows, hasMore, isLoading, error, loadMore };
}

const typeOf = ({ event }: LogItem): string => event?.type ?? '';

/** Reads the first page again, and puts what is new before the rest. One at a time. */
function useHead<Node extends Row, Data>(
  read: (after: null) => Promise<{ data?: Data | undefined }>,
  connectionOf: (data: Data) => Connection<Node>,
  setState: (change: (before: State<Node>) => State<Node>) => void,
): () => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), [read]);
  return useCallback(() => {
    clearTimeout(timer.current);
    const look = async (): Promise<void> => {
      const { data } = await read(null);
      if (data === undefined) return;
      const { nodes } = connectionOf(data);
      setState((before) => {
        const known = new Set(before.rows.map(({ id }) => id));
        const fresh = nodes.filter(({ id }) => !known.has(id));
        return fresh.length === 0 ? before : { ...before, rows: [...fresh, ...before.rows] };
      });
    };
    timer.current = setTimeout(() => void look(), shortest);
  }, [read, connectionOf, setState]);
}

function afterPage<Node extends Row>(
  before: State<Node>,
  page: Connection<Node> | undefined,
  error: CombinedError | undefined,
): State<Node> {
  const { error: _former, ...rest } = before;
  if (page === undefined) {
    return { ...rest, isLoading: false, hasMore: false, ...(error && { error }) };
  }
  const known = new Set(before.rows.map(({ id }) => id));
  return {
    rows: [...before.rows, ...page.nodes.filter(({ id }) => !known.has(id))],
    after: page.pageInfo.endCursor ?? before.after,
    hasMore: page.pageInfo.hasNextPage,
    isLoading: false,
  };
}

function withRow<Node extends Row>(before: State<Node>, row: Node): State<Node> {
  if (!before.rows.some(({ id }) => id === row.id)) return before;
  return { ...before, rows: before.rows.map((known) => (known.id === row.id ? row : known)) };
}
