import { setTimeout as sleep } from 'node:timers/promises';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import type { Finding } from '../finding.ts';
import type { Server } from './client.ts';

const query = `subscription ($after: EventCursor) {
  events(after: $after) { kind cursor event { id } }
}`;

interface Item {
  events: { kind: string; cursor: string; event: { id: string } | null };
}

/** Follows the merchant's log, and resumes from the last cursor whenever the connection is gone. */
export class Follower {
  readonly transport: 'WebSocket' | 'SSE';
  /** Ids of the events, in the order in which they came. */
  readonly received: string[] = [];
  /** By event, when it first came, on the monotonic clock. */
  readonly receivedAt = new Map<string, number>();
  readonly complaints: Finding[] = [];
  connections = 0;
  /** The number of expected resets. */
  resets = 0;
  #expectsReset = false;
  #cursor: string | null = null;
  #stopped = false;
  #end: () => void = () => undefined;
  #following: Promise<void> = Promise.resolve();
  readonly #server: Server;
  readonly #key: string;

  constructor(server: Server, key: string, transport: Follower['transport']) {
    this.#server = server;
    this.#key = key;
    this.transport = transport;
  }

  /** Resolves once it is connected. */
  async start(): Promise<void> {
    this.#following = this.#follow();
    while (this.#cursor === null) await sleep(10);
  }

  /** The log is going to be an earlier one: events received since then are not part of it. */
  expectReset(): void {
    this.#expectsReset = true;
  }

  /** Leaves, and comes back with its cursor. */
  reconnect(): void {
    this.#end();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    this.#end();
    await this.#following;
  }

  async #follow(): Promise<void> {
    while (!this.#stopped) {
      this.connections += 1;
      await (this.transport === 'SSE' ? this.#bySse() : this.#byWebSocket());
      if (!this.#stopped) await Promise.race([this.#server.up(), sleep(1_000)]);
    }
  }

  #handle({ events: { kind, cursor, event } }: Item): void {
    if (kind === 'RESET' && this.#expectsReset) {
      this.#expectsReset = false;
      this.resets += 1;
      this.received.length = 0;
    } else if (kind === 'RESET') this.#complain('lost', `was told RESET to ${cursor}`);
    if (kind === 'EVENT' && this.#expectsReset) {
      this.#complain('wrong', 'hears a restored log go on as if it were the same');
      this.#expectsReset = false;
    }
    if (kind === 'EVENT' && event !== null) {
      this.received.push(event.id);
      if (!this.receivedAt.has(event.id)) this.receivedAt.set(event.id, performance.now());
    }
    this.#cursor = cursor;
  }

  #complain(verdict: Finding['verdict'], text: string): void {
    this.complaints.push({ verdict, text: `the ${this.transport} subscriber ${text}` });
  }

  #byWebSocket(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const client = createWsClient({
      url: `${this.#server.base.replace('http', 'ws')}/graphql`,
      connectionParams: { authorization: `Bearer ${this.#key}` },
      retryAttempts: 0,
      webSocketImpl: WebSocket,
      on: { closed: () => resolve() },
    });
    client.subscribe<Item>(this.#request(), this.#sink(resolve));
    // It rejects where the connection could not be opened.
    this.#end = () => void Promise.resolve(client.dispose()).catch(() => undefined);
    return promise;
  }

  #bySse(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const client = createSseClient({
      url: `${this.#server.base}/graphql`,
      headers: { authorization: `Bearer ${this.#key}` },
      retryAttempts: 0,
    });
    client.subscribe<Item>(this.#request(), this.#sink(resolve));
    this.#end = () => {
      client.dispose();
      resolve();
    };
    return promise;
  }

  #request() {
    return { query, variables: { after: this.#cursor } };
  }

  #sink(done: () => void) {
    return {
      next: ({ data, errors }: { data?: Item | null | undefined; errors?: unknown }) => {
        if (data) this.#handle(data);
        if (errors) this.#complain('wrong', `was told ${JSON.stringify(errors)}`);
      },
      error: () => done(),
      complete: () => done(),
    };
  }
}
