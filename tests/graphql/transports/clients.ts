import { createClient } from 'graphql-ws';
import type { Client, ClientOptions } from 'graphql-ws';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { key } from './toy.ts';
import type { Toy } from './toy.ts';

/** A graphql-ws client with the key, without retries. It is disposed after the test. */
export function openClient(toy: Toy, options: Partial<ClientOptions> = {}): Client {
  const client = createClient({
    url: toy.wsUrl,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: key },
    retryAttempts: 0,
    ...options,
  });
  onTestFinished(async () => client.dispose());
  return client;
}
