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
  /** Many rows may be otherwise than they are shown: the list begins anew. */
  reload: () => void;
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
  const key = JSON.stringify(variables);
  const { every } = options;
  const [isLoading, setLoading] = useState(false);
  const [round, setRound] = useState(0);
  const { state, setState, read, change } = useRows(document, key, options);
  const head = useRef<Repeated>(null);
  useEffect(() => {
    setState({ ...nothingRead, key });
    const repeated = repeat(() => read(null, withFirstPage), every);
    head.current = repeated;
    return () => repeated.end();
  }, [key, setState, read, every, round]);

  const { rows, after, hasMore, error } = state;
  const isUnread = after === null && hasMore && error === undefined;
  const loadMore = useCallback(() => {
    // After an error it goes on with the first page that is read again.
    if (after === null || !hasMore || isLoading || error !== undefined) return;
    setLoading(true);
    void read(after, (before, page) => withNextPage(before, after, page)).then(() =>
      setLoading(false),
    );
  }, [read, after, hasMore, isLoading, error]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const again = useCallback(() => head.current?.again(), []);
  useFollowing(key, options, change, again);
  return { rows, hasMore, isLoading: isLoading || isUnread, error, loadMore, change, reload };
}

type Apply<Node extends Row> = (before: PageState<Node>, page: Connection<Node>) => PageState<Node>;

/** The rows of the list with these variables, what reads pages of them, and what changes one. */
function useRows<Node extends Row, Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  key: string,
  { connectionOf, belongs }: PagesOptions<Node, Data, Variables>,
) {
  const client = useClient();
  const [keyed, setState] = useState<PageState<Node> & { key: string }>({ ...nothingRead, key });
  // What changes while a page is read may be older in its answer.
  const changedSince = useRef(new Set<Map<string, Node>>());
  const withChange = useCallback(
    (before: PageState<Node>, row: Node) =>
      withRow(before, row, belongs?.(row, JSON.parse(key) as Variables) ?? true),
    [belongs, key],
  );
  const read = useCallback(
    async (after: string | null, apply: Apply<Node>) => {
      const whole = { ...(JSON.parse(key) as object), after } as unknown as Variables;
      const changed = new Map<string, Node>();
      changedSince.current.add(changed);
      const { data, error } = await client.query(document, whole);
      changedSince.current.delete(changed);
      setState((before) => {
        if (before.key !== key) return before;
        if (data === undefined) return { ...before, ...(error && { error }) };
        const answered = apply(before, connectionOf(data));
        return { ...[...changed.values()].reduce(withChange, answered), key };
      });
    },
    [client, document, key, connectionOf, withChange],
  );
  const change = useCallback(
    (row: Node) => {
      for (const changed of changedSince.current) changed.set(row.id, row);
      setState((before) => ({ ...before, ...withChange(before, row) }));
    },
    [withChange],
  );
  const state: PageState<Node> = keyed.key === key ? keyed : nothingRead;
  return { state, setState, read, change };
}

/** Rows change with the log, and the first page is read again where one may come in. */
function useFollowing<Node extends Row, Data, Variables>(
  key: string,
  { rowOf, belongs, moves }: PagesOptions<Node, Data, Variables>,
  change: (row: Node) => void,
  again: () => void,
): void {
  const follow = useCallback(
    (item: LogItem) => {
      const variables = JSON.parse(key) as Variables;
      const row = rowOf?.(item) ?? null;
      if (row !== null) change(row);
      const comesIn = row !== null && (isCreation(item) || (moves?.(variables) ?? false));
      if (item.kind === 'RESET' || (comesIn && (belongs?.(row, variables) ?? true))) again();
    },
    [key, rowOf, belongs, moves, change, again],
  );
  useLog(follow);
}

const isCreation = ({ event }: LogItem): boolean => /_(CREATED|RECEIVED)$/.test(event?.type ?? '');
