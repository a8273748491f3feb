import { errorOf, LineLost } from './errors.ts';
import type { Line, Result } from './lines/line.ts';
import { Retry } from './retry.ts';

/**
 * `live`: what is shown is current. `reconnecting`: it may be old. `ended`: nothing more comes.
 */
export type Connection = 'live' | 'reconnecting' | 'ended';

export interface FollowOptions {
  /** The GraphQL endpoint: `https://…/graphql`. */
  url: string;
  /** An API key, or an order's client token. */
  token: string;
  /** The cursor of the last item that was seen. Its successors come first. */
  after?: string | null | undefined;
  /** Ends it, without an error. */
  signal?: AbortSignal | undefined;
  /** Called when the state of the line changes. */
  onConnection?: ((connection: Connection) => void) | undefined;
}

/** What every item of a subscription has. */
export interface StreamItem {
  kind: 'SNAPSHOT' | 'EVENT' | 'CAUGHT_UP' | 'CHECKPOINT' | 'RESET';
  cursor: string;
}

/** The result of a subscription with one field, as it came, and the value of that field. */
export interface Followed {
  data: Readonly<Record<string, unknown>>;
  item: StreamItem;
}

/**
 * Gives the results of a subscription, over as many lines as it takes: a line that is lost or silent is opened again
 * and resumed after the last item. No event is left out, and none comes twice. It ends by the signal, and throws a
 * `FollowError` where another line would be refused too.
 */
export async function* follow(
  options: FollowOptions,
  line: Line,
  query: string,
  variables: Readonly<Record<string, unknown>>,
): AsyncGenerator<Followed, void, void> {
  if (!/\$after\b/.test(query)) throw new TypeError('The document needs $after: EventCursor');
  const { url, token, onConnection, signal = new AbortController().signal } = options;
  const retry = new Retry();
  const tell = teller(onConnection);
  let after = options.after ?? null;
  try {
    while (!signal.aborted) {
      let retryAfter: number | null = null;
      retry.begin();
      try {
        const request = { url, token, query, variables: { ...variables, after } };
        for await (const result of line(request, signal)) {
          if (signal.aborted) return;
          const followed = followedOf(result);
          const { kind, cursor } = followed.item;
          retry.succeeded();
          if (kind === 'CAUGHT_UP' || kind === 'CHECKPOINT') tell('live');
          const isRepeated = kind === 'EVENT' && cursor === after;
          after = cursor;
          if (!isRepeated) yield followed;
        }
        // The server has nothing more to say: what was followed is gone.
        return;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof LineLost)) throw error;
        ({ retryAfter } = error);
      }
      tell('reconnecting');
      await retry.wait(retryAfter, signal);
    }
  } finally {
    tell('ended');
  }
}

function followedOf({ data, errors }: Result): Followed {
  if (errors !== undefined && errors.length > 0) throw errorOf(errors);
  const item = Object.values(data ?? {}).find((value) => typeof value === 'object');
  const { cursor } = (item ?? {}) as Partial<StreamItem>;
  if (typeof cursor !== 'string') throw new TypeError('The document needs kind and cursor');
  return { data: data ?? {}, item: item as StreamItem };
}

/** Calls only with what differs from before. */
function teller(onConnection: FollowOptions['onConnection']): (next: Connection) => void {
  let last: Connection | null = null;
  return (next) => {
    if (next !== last) onConnection?.(next);
    last = next;
  };
}
