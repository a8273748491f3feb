import { useCallback, useEffect, useRef, useState } from 'react';
import { useClient } from 'urql';
import type { AnyVariables, CombinedError, TypedDocumentNode } from 'urql';
import { changes, useLog } from './live.tsx';
import type { LogItem } from './live.tsx';

export interface LiveQuery<Data> {
  /** Undefined until the first answer. Of other variables nothing is left. */
  data: Data | undefined;
  error: CombinedError | undefined;
  refresh(): void;
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

/** Milliseconds at least from one query to the next, while events come in. */
const shortest = 250;

/** Queries, and queries again with each event: one at a time, so the last answer is newer than the last event. */
export function useLiveQuery<Data, Variables extends AnyVariables>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { every, concerns = changes, isPaused = false }: LiveOptions = {},
): LiveQuery<Data> {
  const client = useClient();
  const key = JSON.stringify(variables);
  const [answer, setAnswer] = useState<Answer<Data>>({ key });
  const refreshNow = useRef<() => void>(() => undefined);

  useEffect(() => {
    if (isPaused) return;
    let isOver = false;
    let isRunning = false;
    let isOutdated = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const again = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => void run(), ms);
    };
    const run = async (): Promise<void> => {
      isRunning = true;
      isOutdated = false;
      const { data, error } = await client.query(document, JSON.parse(key) as Variables);
      isRunning = false;
      if (isOver) return;
      setAnswer((before) => ({
        key,
        ...(data === undefined ? before.key === key && { data: before.data } : { data }),
        ...(error !== undefined && { error }),
      }));
      if (isOutdated) again(shortest);
      else if (every !== undefined) again(every);
    };
    refreshNow.current = () => {
      if (isRunning) isOutdated = true;
      else again(0);
    };
    void run();
    return () => {
      isOver = true;
      clearTimeout(timer);
    };
  }, [client, document, key, every, isPaused]);

  const refresh = useCallback(() => refreshNow.current(), []);
  useLog(useCallback((item) => void (concerns(item) && refresh()), [concerns, refresh]));
  const current = answer.key === key ? answer : undefined;
  return { data: current?.data, error: current?.error, refresh };
}
