import type { ApiError } from '../errors.ts';
import type { Watchdog } from './watchdog.ts';

export interface Request {
  query: string;
  variables: Readonly<Record<string, unknown>>;
}

export interface Result {
  data?: unknown;
  errors?: readonly ApiError[] | undefined;
}

/**
 * Sends the request on a connection of its own and hands over the results. Resolves when the server has completed the
 * subscription; rejects with FollowError where another connection would fare no better, otherwise with anything.
 */
export type Transport = (
  request: Request,
  next: (result: Result) => void,
  watchdog: Watchdog,
  signal: AbortSignal,
) => Promise<void>;

/** Where the API is. */
export interface Endpoint {
  /** Of `/graphql`: http(s), ws(s), or relative to the page. */
  url: string | URL;
  /** The API key of a server, or the client token of an order. */
  token: string;
  /** Default: `sse`, which needs no other package. `ws` needs graphql-ws. */
  transport?: 'sse' | 'ws' | undefined;
  /** In place of the global one, for `sse`. */
  fetch?: typeof fetch | undefined;
  /** In place of the global one, for `ws`. */
  webSocketImpl?: unknown;
}

/** The address under another scheme of the same security. */
export function addressOf(url: string | URL, scheme: 'http' | 'ws'): string {
  const { location } = globalThis as { location?: { href: string } };
  const address = new URL(url, location?.href);
  const isSecure = address.protocol === 'https:' || address.protocol === 'wss:';
  address.protocol = `${scheme}${isSecure ? 's' : ''}:`;
  return address.href;
}
