import type { IncomingMessage } from 'node:http';

/** Node takes the first of several `authorization` headers. Here two of them count as no credentials. */
export function authorizationOf({ headers, rawHeaders }: IncomingMessage): string | null {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') count += 1;
  }
  return count === 1 ? (headers.authorization ?? null) : null;
}
