import type { Client } from 'graphql-ws';
import { failureOf, FollowError, LineError } from '../errors.ts';
import type { ApiError } from '../errors.ts';
import { addressOf } from './transport.ts';
import type { Endpoint, Result, Transport } from './transport.ts';

/** WebSockets, one for each subscription. graphql-ws is loaded with the first. */
export function webSockets(endpoint: Endpoint): Transport {
  return async (request, next, watchdog, signal) => {
    const { createClient } = await import('graphql-ws/client');
    const client = createClient({
      url: addressOf(endpoint.url, 'ws'),
      webSocketImpl: endpoint.webSocketImpl,
      connectionParams: { authorization: `Bearer ${endpoint.token}` },
      // The line reconnects, for both transports by the same rules.
      retryAttempts: 0,
      on: {
        connected: (socket) => watchdog.opened(() => pingOn(socket as WebSocket)),
        message: () => watchdog.received(),
      },
    });
    await subscribe(client, request, next, signal).finally(() => end(client));
  };
}

const pingOn = (socket: WebSocket): void => socket.send('{"type":"ping"}');

function end(client: Client): void {
  client.terminate();
  void client.dispose();
}

function subscribe(
  client: Client,
  request: { query: string; variables: Readonly<Record<string, unknown>> },
  next: (result: Result) => void,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) return reject(new LineError('Aborted'));
    signal.addEventListener('abort', () => reject(new LineError('Aborted')), { once: true });
    client.subscribe(
      { query: request.query, variables: { ...request.variables } },
      {
        next: (result) => next(result as Result),
        error: (error) => reject(reasonOf(error)),
        complete: resolve,
      },
    );
  });
}

/** Close codes after which another socket would be closed too. */
const final: ReadonlySet<unknown> = new Set([4400, 4403, 4406]);

function reasonOf(error: unknown): FollowError | LineError {
  if (Array.isArray(error)) return failureOf(error as ApiError[]);
  const closed = error as { code?: unknown; reason?: string };
  const reason = closed.reason ?? '';
  if (closed.code === 4401) return new FollowError('UNAUTHENTICATED', 'The token is not accepted');
  if (final.has(closed.code)) return new FollowError(`CLOSED_${String(closed.code)}`, reason);
  // 1013: the server has too much to do.
  return new LineError(reason, closed.code === 1013 ? 5000 : 0);
}
