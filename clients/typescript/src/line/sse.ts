import { failureOf, FollowError, LineError } from '../errors.ts';
import type { ApiError } from '../errors.ts';
import { addressOf } from './transport.ts';
import type { Endpoint, Result, Transport } from './transport.ts';

/** The server sends a comment after each 3 s of silence, so that a line that has died without closing is noticed. */
const accept = 'text/event-stream; ping=3';

/** Server-sent events, read with fetch: a browser's EventSource cannot send the token. */
export function eventStreams(endpoint: Endpoint): Transport {
  const url = addressOf(endpoint.url, 'http');
  const send: typeof fetch = (...args) => (endpoint.fetch ?? globalThis.fetch)(...args);
  const authorization = `Bearer ${endpoint.token}`;

  return async (request, next, watchdog, signal) => {
    const response = await send(url, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json', accept },
      body: JSON.stringify(request),
      cache: 'no-store',
      signal,
    });
    if (!response.ok) throw await refusalOf(response);
    const type = response.headers.get('content-type')?.toLowerCase() ?? '';
    if (!type.startsWith('text/event-stream') || response.body === null)
      throw new LineError('No event stream');
    // The server was asked for comments, so there is nothing to send.
    watchdog.opened(null);
    await read(response.body, next, () => watchdog.received());
  };
}

async function read(
  body: ReadableStream<Uint8Array>,
  next: (result: Result) => void,
  received: () => void,
): Promise<void> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      // Without `complete`, the server restarts or the connection was lost.
      if (done) throw new LineError('The stream was closed');
      received();
      const blocks = (rest + decoder.decode(value, { stream: true })).split('\n\n');
      rest = blocks.pop() ?? '';
      for (const block of blocks) {
        const { event, data } = fieldsOf(block);
        if (event === 'complete') return;
        if (event === 'next') next(JSON.parse(data) as Result);
      }
    }
  } finally {
    reader.cancel().catch(() => undefined);
  }
}

function fieldsOf(block: string): { event: string; data: string } {
  const fields = { event: '', data: '' };
  for (const line of block.split('\n')) {
    if (line.startsWith('event: ')) fields.event = line.slice(7);
    if (line.startsWith('data: ')) fields.data += line.slice(6);
  }
  return fields;
}

async function refusalOf(response: Response): Promise<FollowError | LineError> {
  const { status } = response;
  const errors = errorsIn(await response.text().catch(() => ''));
  const found = errors.length > 0 ? failureOf(errors) : null;
  if (found instanceof FollowError) return found;
  if (status >= 500 || [408, 425, 429].includes(status)) {
    const message = found?.message ?? `HTTP status ${status}`;
    return new LineError(message, secondsOf(response.headers.get('retry-after')) * 1000);
  }
  if (status === 401) return new FollowError('UNAUTHENTICATED', 'The token is not accepted');
  return found ?? new FollowError(`HTTP_${status}`, `HTTP status ${status}`);
}

function errorsIn(body: string): readonly ApiError[] {
  try {
    const answer: unknown = JSON.parse(body.replace(/^[\s\S]*?^data: /m, ''));
    const errors = typeof answer === 'object' && answer !== null && 'errors' in answer;
    return errors && Array.isArray(answer.errors) ? (answer.errors as ApiError[]) : [];
  } catch {
    // A page of a proxy.
    return [];
  }
}

/** `Retry-After` in seconds, or as a date. */
function secondsOf(value: string | null): number {
  if (value === null) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, seconds) : 0;
}
