import type { Network } from './network.ts';
import type { ModelItem, ModelServer } from './server.ts';

/** Milliseconds of silence after which an event stream has a comment: docs/clients.md#by-hand-in-other-languages. */
const pingMs = 3000;
const encoder = new TextEncoder();

const afterOf = (body: string): string | null =>
  (JSON.parse(body) as { variables: { after: string | null } }).variables.after;

const nothing = (): void => undefined;

const resultOf = (item: ModelItem) => ({ data: { orderUpdates: item } });

/** `fetch` that leads to the server, over the network. */
export function fetchOver(network: Network, server: ModelServer): typeof fetch {
  return (_url, { body, signal } = {}) =>
    new Promise((resolve, reject) => {
      signal?.addEventListener('abort', () => reject(new DOMException('Aborted', 'AbortError')));
      if (network.isRefusing) return reject(new TypeError('fetch failed'));
      const pass = network.connect();
      pass(() => {
        if (signal?.aborted === true) return;
        const to = { network, server, pass };
        const stream = streamOver(to, afterOf(body as string), signal ?? null);
        const headers = { 'content-type': 'text/event-stream; charset=utf-8' };
        resolve(new Response(stream, { headers }));
      });
    });
}

interface Connected {
  network: Network;
  server: ModelServer;
  pass: ReturnType<Network['connect']>;
}

function streamOver(
  { network, server, pass }: Connected,
  after: string | null,
  signal: AbortSignal | null,
): ReadableStream<Uint8Array> {
  let leave = nothing;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isOver = false;
  const end = (): void => {
    isOver = true;
    clearTimeout(timer);
    leave();
  };
  return new ReadableStream<Uint8Array>({
    start(controller) {
      const over = (close: () => void): void => {
        if (isOver) return;
        end();
        close();
      };
      const broken = (): void => over(() => controller.error(new TypeError('terminated')));
      signal?.addEventListener('abort', broken);
      const deliver = (bytes: Uint8Array): void => {
        if (isOver) return;
        for (let at = 0; at < bytes.length;) {
          const piece = bytes.subarray(at, at + network.nextPiece());
          const taken = network.take(piece.length);
          if (taken > 0) controller.enqueue(piece.slice(0, taken));
          if (taken < piece.length) return broken();
          at += taken;
        }
      };
      const write = (text: string): void => {
        clearTimeout(timer);
        timer = setTimeout(() => write(':\n\n'), pingMs);
        const bytes = encoder.encode(text);
        pass(() => deliver(bytes));
      };
      write(':\n\n');
      leave = server.follow(after, {
        send: (item) => {
          write(`event: next\nid: ${item.cursor}\ndata: ${JSON.stringify(resultOf(item))}\n\n`);
        },
        restart: () => pass(() => over(() => controller.close())),
      });
      // It was cut while it caught up.
      if (isOver) leave();
    },
    cancel: end,
  });
}

type Listener<Event> = ((event: Event) => void) | null;

interface Message {
  id?: string;
  type: string;
  payload?: object;
}

/** A WebSocket that leads to the server, over the network, with the protocol of graphql-ws. */
export function webSocketOver(network: Network, server: ModelServer): unknown {
  return class {
    static readonly CONNECTING = 0;
    static readonly OPEN = 1;
    static readonly CLOSING = 2;
    static readonly CLOSED = 3;
    readyState = 0;
    onopen: Listener<object> = null;
    onmessage: Listener<{ data: string }> = null;
    onclose: Listener<{ code: number; reason: string }> = null;
    onerror: Listener<object> = null;
    #leave = nothing;
    readonly #pass = network.connect();

    constructor() {
      const isRefused = network.isRefusing;
      setTimeout(() => {
        if (isRefused) return this.#closed(1006);
        this.#pass(() => {
          if (this.readyState !== 0) return;
          this.readyState = 1;
          this.onopen?.({});
        });
      });
    }

    send(text: string): void {
      const message = JSON.parse(text) as Message;
      this.#pass(() => this.readyState === 1 && this.#received(message));
    }

    close(code = 1005): void {
      this.#closed(code);
    }

    #received({ type, id, payload }: Message): void {
      if (type === 'connection_init') this.#write({ type: 'connection_ack' });
      if (type === 'ping') this.#write({ type: 'pong' });
      if (type !== 'subscribe') return;
      this.#leave = server.follow(afterOf(JSON.stringify(payload)), {
        send: (item) => this.#write({ id: id ?? '', type: 'next', payload: resultOf(item) }),
        restart: () => this.#pass(() => this.#closed(1012)),
      });
      if (this.readyState !== 1) this.#leave();
    }

    #write(message: Message): void {
      const data = JSON.stringify(message);
      const { length } = encoder.encode(data);
      this.#pass(() => {
        if (this.readyState !== 1) return;
        if (network.take(length) < length) this.#closed(1006);
        else this.onmessage?.({ data });
      });
    }

    #closed(code: number): void {
      if (this.readyState === 3) return;
      this.readyState = 3;
      this.#leave();
      this.onclose?.({ code, reason: '' });
    }
  };
}
