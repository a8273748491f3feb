import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql';
import { changes, useLog } from './live.tsx';
import type { LogItem } from './live.tsx';
import { repeat } from './repeat.ts';
import type { Repeated } from './repeat.ts';

export interface LiveQuery<Data> {
  /** Undefined until the first answer. Of other variables nothing is left. */
  data: Data | undefined;
  error: CombinedError | undefined;
  refresh: () => void;
}

export interface LiveOptions {
  /** Milliseconds after which it is queried again: for what is not in the log. */
  every?: number;
  /** Which items of the log change it. Left out: all. Hand over the same function each time. */
  concerns?: (item: LogItem) => boolean;
  isPaused?: boolean;
}

interface Answer<Data> {
  /** The variables that it is of. */
  key: string;
  data?: Data;
  error?: CombinedError;
}

/** Queries, and queries again with each event: one at a time, so the last answer is newer than the last event. */
export function useLiveQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { every, concerns = changes, isPaused = false }: LiveOptions = {},
): LiveQuery<Data> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [answer, setAnswer] = useState<Answer<Data>>({ key });
  const repeated = useRef<Repeated>(null);

  useEffect(() => {
    if (isPaused) return;
    let isOver = false;
    const run = async (): Promise<void> => {
      const { data, error } = await client.query(document, JSON.parse(key) as Variables);
      if (isOver) return;
      setAnswer((before) => ({
        key,
        ...(data === undefined ? before.key === key && { data: before.data } : { data }),
        ...(error !== undefined && { error }),
      }));
    };
    const current = repeat(run, every);
    repeated.current = current;
    return () => {
      isOver = true;
      current.end();
    };
  }, [client, document, key, every, isPaused]);

  const refresh = useCallback(() => repeated.current?.again(), []);
  useLog(useCallback((item) => void (concerns(item) && refresh()), [concerns, refresh]));
  const current = answer.key === key ? answer : undefined;
  return { data: current?.data, error: current?.error, refresh };
}
