import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { replyGraphqlError } from '../../http/reply.ts';
import { inWholeSteps, jittered, later } from '../event-loop.ts';
import type { Execution } from './execution.ts';
import { payloadOf } from '../streams/payload.ts';
import type { Payload } from '../streams/payload.ts';
import type { Following, Subscriber } from '../streams/subscriber.ts';
import { mutationByGet } from './http/answer.ts';
import type { HttpRequest } from './http/request.ts';
import { isExpected } from './masking.ts';
import type { RequestInfo } from './service.ts';
import type { OpenStream, Streams } from './streams.ts';
import { closeTimeout } from './ws/connection.ts';

export interface SseOptions {
  /**
   * Milliseconds without output after which a comment keeps the connection alive. Default 22,000: the CHECKPOINT of a
   * subscription comes earlier, and no proxy times out so soon. A client may ask for more: `pingOf`.
   */
  pingEvery?: number;
}

/** Server-sent events in graphql-sse's distinct connections mode, with ids. */
export interface SseEndpoint {
  /** Resolves when the stream has ended. */
  serve(res: ServerResponse, request: HttpRequest, info: RequestInfo): Promise<void>;
  /** Ends every stream without `complete`, so that clients reconnect. Resolves when all have been ended. */
  drain(): Promise<void>;
}

export function createSseEndpoint(
  execution: Execution,
  streams: Streams,
  options: SseOptions = {},
): SseEndpoint {
  const open = new Set<EventStream>();
  const pingEvery = options.pingEvery ?? 22_000;
  let draining = false;

  async function serve(
    res: ServerResponse,
    request: HttpRequest,
    info: RequestInfo,
  ): Promise<void> {
    if (draining) return refuse(res, 503, 'UNAVAILABLE', 'This server is about to end');
    const stream = new EventStream(res, (error) => execution.maskErrors([error], info.requestId));
    if (streams.open(info.principal, stream) === null) {
      return refuse(res, 429, 'TOO_MANY_STREAMS', 'Too many streams are open');
    }
    stream.start(pingOf(res.req.headers.accept) ?? pingEvery);
    open.add(stream);
    try {
      // The credentials may have been revoked before this stream was registered.
      const isValid = await streams.isStillValid(info.principal);
      const result = isValid ? await begin(execution, request, info, stream) : revoked();
      if (result !== null) await stream.finish(result);
      await stream.ended;
    } finally {
      open.delete(stream);
      stream.close();
      streams.left(info.principal, stream);
    }
  }

  return {
    serve,
    async drain() {
      draining = true;
      const all = [...open];
      await inWholeSteps(all, (stream) => {
        const { socket } = stream.res;
        stream.close();
        // Otherwise the server closes all of these as idle connections at once.
        socket?.destroySoon();
      });
      // A client that reads nothing does not take the rest, so its connection is cut.
      setTimeout(() => void inWholeSteps(all, ({ res }) => res.destroy()), closeTimeout).unref();
    },
  };
}

/**
 * Milliseconds of silence after which the client wants a comment: `Accept: text/event-stream; ping=3`, in seconds. It
 * can then give up a line that has died without closing. Null where it asks for nothing between 2 and 20.
 */
function pingOf(accept: string | undefined): number | null {
  const seconds = Number(/text\/event-stream *; *ping=(\d{1,2})(?![^,; ])/i.exec(accept ?? '')?.[1]);
  return seconds >= 2 && seconds <= 20 ? seconds * 1000 : null;
}

/** Returns a result, or null where a subscription has begun. */
async function begin(
  execution: Execution,
  { params, queriesOnly }: HttpRequest,
  info: RequestInfo,
  subscriber: Subscriber,
): Promise<ExecutionResult | null> {
  const operation = await execution.prepare(params, info);
  if (!('document' in operation)) return { errors: operation };
  if (operation.type === 'subscription') return execution.subscribe(operation, info, subscriber);
  if (operation.type === 'mutation' && queriesOnly) return mutationByGet();
  return execution.mask(await execution.execute(operation, info), info.requestId);
}

/** The response of one operation. */
class EventStream implements Subscriber, OpenStream {
  seq = 0;
  following: Following | null = null;
  readonly res: ServerResponse;
  /** Resolves when nothing more is sent. */
  readonly ended: Promise<void>;
  readonly #maskErrors: (error: unknown) => GraphQLError[];
  #alive: KeepAlive | null = null;
  #end: () => void = () => undefined;

  constructor(res: ServerResponse, maskErrorsOf: (error: unknown) => GraphQLError[]) {
    this.res = res;
    this.#maskErrors = maskErrorsOf;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  start(pingEvery: number): void {
    this.#alive = startStream(this.res, pingEvery);
    this.res.once('close', () => this.close());
  }

  get #isGone(): boolean {
    return this.res.writableEnded || this.res.destroyed;
  }

  get sink(): object {
    return this.res;
  }

  next(payload: Payload): boolean {
    if (this.#isGone) return true;
    this.#alive?.sent();
    return this.res.write(payload.event);
  }

  flush(): void {
    // Nothing is collected.
  }

  room(): Promise<void> {
    return drained(this.res);
  }

  complete(): void {
    // EventSource parsers drop an event without a data line.
    if (!this.#isGone) this.res.write('event: complete\ndata:\n\n');
    this.close();
  }

  fail(error: unknown): void {
    const errors = this.#maskErrors(error);
    if (isExpected(error)) void this.finish({ errors });
    // After an unexpected error the client is to resume: without `complete` it reconnects.
    else this.close();
  }

  shutOut(): void {
    void this.finish(revoked());
  }

  /** Sends a last result and `complete`, after which clients do not reconnect. */
  async finish(result: ExecutionResult): Promise<void> {
    this.following?.leave(this);
    this.next(await payloadOf(result, null));
    this.complete();
  }

  /** Ends the response without `complete`. */
  close(): void {
    this.#alive?.end();
    this.following?.leave(this);
    if (!this.#isGone) this.res.end();
    this.#end();
  }
}

/** Sends a comment when nothing else was sent for an interval. */
interface KeepAlive {
  /** Call it when something is sent. */
  sent(): void;
  end(): void;
}

function startStream(res: ServerResponse, pingEvery: number): KeepAlive {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // Without it, nginx buffers events.
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  return keepAlive(res, jittered(pingEvery));
}

function keepAlive(res: ServerResponse, every: number): KeepAlive {
  let last = performance.now();
  const check = (): void => {
    if (performance.now() >= last + every) {
      if (!res.writableNeedDrain) res.write(': ping\n\n');
      last = performance.now();
    }
    waiting = later(last + every - performance.now(), check);
  };
  let waiting = later(every, check);
  return {
    sent() {
      last = performance.now();
    },
    end: () => waiting.cancel(),
  };
}

function refuse(res: ServerResponse, status: number, code: string, message: string): void {
  replyGraphqlError(res, status, message, { code }, { 'retry-after': '5' });
}

function revoked(): ExecutionResult {
  const extensions = { code: 'UNAUTHENTICATED' };
  return { errors: [new GraphQLError('The credentials are no longer valid', { extensions })] };
}

function drained(res: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      res.off('drain', done);
      res.off('close', done);
      resolve();
    };
    res.once('drain', done);
    res.once('close', done);
    if (res.destroyed) done();
  });
}
