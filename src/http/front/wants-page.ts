import type { IncomingMessage } from 'node:http';

/** Whether a browser opens the address, in contrast to a client of the API. */
export function wantsPage({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return (headers.accept ?? '').toLowerCase().includes('text/html');
}
