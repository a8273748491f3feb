import { follow } from './follow.ts';
import type { FollowOptions } from './follow.ts';
import { lineOf } from './lines/index.ts';
import type { Transport } from './lines/index.ts';

/** What the exchange and the link are made with. */
export interface ConnectOptions extends Pick<FollowOptions, 'url' | 'onConnection'> {
  /** The token to use: asked for at the beginning of each subscription. */
  token: string | (() => string);
  /** Default `sse`. */
  transport?: Transport | undefined;
}

export interface Subscription {
  query: string;
  /** May have `after`: the cursor of the last item that was seen. */
  variables: Readonly<Record<string, unknown>>;
}

interface Observer {
  next(result: { data: Record<string, unknown> }): void;
  error(error: unknown): void;
  complete(): void;
}

/** Follows a subscription for a library with observables. Returns what ends it. */
export function observe(
  { url, token, onConnection, transport }: ConnectOptions,
  { query, variables: { after, ...variables } }: Subscription,
  observer: Observer,
): () => void {
  const leave = new AbortController();
  const { signal } = leave;
  const options = {
    url,
    token: typeof token === 'string' ? token : token(),
    after: typeof after === 'string' ? after : null,
    onConnection,
    signal,
  };
  const run = async (): Promise<void> => {
    const line = await lineOf(transport);
    for await (const { data } of follow(options, line, query, variables)) observer.next({ data });
    if (!signal.aborted) observer.complete();
  };
  run().catch((error: unknown) => observer.error(error));
  return () => leave.abort();
}
