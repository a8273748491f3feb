import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql';
import { useLog } from './live.tsx';
import type { LogItem } from './live.tsx';
import { nothingRead, withFirstPage, withNextPage, withRow } from './page-state.ts';
import type { Connection, PageState, Row } from './page-state.ts';
import { repeat } from './repeat.ts';
import type { Repeated } from './repeat.ts';

export interface Pages<Node extends Row> {
  rows: readonly Node[];
  hasMore: boolean;
  isLoading: boolean;
  error: CombinedError | undefined;
  loadMore: () => void;
  /** A row is known to be otherwise than it is shown. */
  change: (row: Node) => void;
}

export interface PagesOptions<Node extends Row, Data, Variables> {
  connectionOf: (data: Data) => Connection<Node>;
  /** The row that an item of the log has anew; null where it is about none. Left out: the log has none. */
  rowOf?: (item: LogItem) => Node | null;
  /** Whether a row that has changed still belongs to the list. Left out: it always does. */
  belongs?: (row: Node, variables: Variables) => boolean;
  /** Whether a change can bring a row in, or to another place. Left out: rows come in when they are created. */
  moves?: (variables: Variables) => boolean;
  /** Milliseconds after which the first page is read again: for what is not in the log. */
  every?: number;
}

/**
 * A list of any length, page by page. Rows follow the log: those that are here are changed, and new ones come in.
 * Hand over the same `options` each time.
 */
export function usePages<Node extends Row, Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  options: PagesOptions<Node, Data, Variables>,
): Pages<Node> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [state, setState] = useState<PageState<Node> & { key: string }>({ ...nothingRead, key });
  const [isLoading, setLoading] = useState(false);
  const { connectionOf, rowOf, belongs, moves, every } = options;

  const read = useCallback(
    async (after: string | null, apply: Apply<Node>) => {
      const whole = { ...(JSON.parse(key) as object), after } as unknown as Variables;
      const { data, error } = await client.query(document, whole);
      setState((before) => {
        if (before.key !== key) return before;
        if (data === undefined) return { ...before, ...(error && { error }) };
        return { ...apply(before, connectionOf(data)), key };
      });
    },
    [client, document, key, connectionOf],
  );

  const head = useRef<Repeated>(null);
  useEffect(() => {
    setState({ ...nothingRead, key });
    const repeated = repeat(() => read(null, withFirstPage), every);
    head.current = repeated;
    return () => repeated.end();
  }, [key, read, every]);

  const current = state.key === key ? state : nothingRead;
  const { rows, after, hasMore } = current;
  const error = 'error' in current ? current.error : undefined;
  const isUnread = after === null && hasMore && error === undefined;
  const loadMore = useCallback(() => {
    // After an error it goes on with the first page that is read again.
    if (after === null || !hasMore || isLoading || error !== undefined) return;
    setLoading(true);
    void read(after, (before, page) => withNextPage(before, after, page)).then(() =>
      setLoading(false),
    );
  }, [read, after, hasMore, isLoading, error]);

  const change = useCallback(
    (row: Node) => {
      const isIn = belongs?.(row, JSON.parse(key) as Variables) ?? true;
      setState((before) => ({ ...before, ...withRow(before, row, isIn) }));
      return isIn;
    },
    [belongs, key],
  );
  useLog(
    useCallback(
      (item) => {
        const row = rowOf?.(item) ?? null;
        const isIn = row !== null && change(row);
        const mayMove = isCreation(item) || (moves?.(JSON.parse(key) as Variables) ?? false);
        if (item.kind === 'RESET' || (isIn && mayMove)) head.current?.again();
      },
      [rowOf, moves, change, key],
    ),
  );
  return { rows, hasMore, isLoading: isLoading || isUnread, error, loadMore, change };
}

const isCreation = ({ event }: LogItem): boolean => /_(CREATED|RECEIVED)$/.test(event?.type ?? '');

type Apply<Node extends Row> = (before: PageState<Node>, page: Connection<Node>) => PageState<Node>;
