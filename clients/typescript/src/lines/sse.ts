import { errorOf, FollowError, LineLost } from '../errors.ts';
import { eventsOf } from './event-stream.ts';
import { beatMs, openMs, silentMs } from './line.ts';
import type { Line, Request, Result } from './line.ts';
import { watchdog } from './watchdog.ts';

/** Server-sent events. The server is asked for a comment every 3 s, so that a silent line is noticed. */
export const sse: Line = async function* (request, signal) {
  const watch = watchdog(signal);
  try {
    watch.expectWithin(openMs);
    const body = await open(request, watch.signal);
    watch.expectWithin(silentMs);
    for await (const event of eventsOf(body, () => watch.expectWithin(silentMs))) {
      if (event.name === 'complete') return;
      if (event.name !== 'next') continue;
      // Who takes the result may take their time. Until then nothing is read, and so nothing is expected.
      watch.expectNothing();
      yield JSON.parse(event.data) as Result;
      watch.expectWithin(silentMs);
    }
    throw new LineLost('The server closed the stream.');
  } catch (error) {
    if (error instanceof FollowError || error instanceof LineLost) throw error;
    throw new LineLost(watch.isSilent ? 'The line is silent.' : String(error));
  } finally {
    watch.end();
  }
};

async function open(
  { url, token, query, variables }: Request,
  signal: AbortSignal,
): Promise<ReadableStream<Uint8Array>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      accept: `text/event-stream; ping=${beatMs / 1000}`,
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ query, variables }),
    cache: 'no-store',
    signal,
  });
  if (response.ok && response.body !== null) return response.body;
  throw await refusalOf(response);
}

async function refusalOf(response: Response): Promise<Error> {
  const { status } = response;
  const body = (await response.json().catch(() => ({}))) as Result;
  if (status >= 500 || status === 429 || status === 408) {
    const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
    return new LineLost(`HTTP ${status}`, Number.isFinite(seconds) ? seconds * 1000 : null);
  }
  return errorOf(body.errors ?? [{ message: `HTTP ${status}` }]);
}
