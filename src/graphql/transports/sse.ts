import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { replyGraphqlError } from '../../http/reply.ts';
import { inWholeSteps, jittered, later } from '../event-loop.ts';
import { isStream } from './execution.ts';
import type { Execution } from './execution.ts';
import { isLong, writeInSteps } from '../limits/long-answers.ts';
import type { OperationParams } from './prepare.ts';
import { isExpected } from './masking.ts';
import type { ResultStream, StreamItem } from './result-stream.ts';
import type { RequestInfo } from './service.ts';
import type { Streams } from './streams.ts';
import { CLOSE_TIMEOUT } from './ws-protocol.ts';

export interface SseOptions {
  /**
   * Milliseconds without output after which a comment keeps the connection alive. Default 22,000: the CHECKPOINT of a
   * subscription comes earlier, and no proxy times out so soon.
   */
  pingEvery?: number;
}

/** Server-sent events in graphql-sse's distinct connections mode, with ids. */
export interface SseEndpoint {
  /** Resolves when the stream has ended. With `queriesOnly` (GET), mutations are refused. */
  serve(
    res: ServerResponse,
    params: OperationParams,
    info: RequestInfo,
    queriesOnly: boolean,
  ): Promise<void>;
  /** Ends every stream without `complete`, so that clients reconnect. Resolves when all have been ended. */
  drain(): Promise<void>;
}

export function createSseEndpoint(
  execution: Execution,
  streams: Streams,
  options: SseOptions = {},
): SseEndpoint {
  const open = new Map<ServerResponse, () => void>();
  const pingEvery = options.pingEvery ?? 22_000;
  let draining = false;

  async function serve(
    res: ServerResponse,
    params: OperationParams,
    info: RequestInfo,
    queriesOnly: boolean,
  ): Promise<void> {
    if (draining) return refuse(res, 503, 'UNAVAILABLE', 'This server is about to end');
    let stream: ResultStream | null = null;
    let alive: KeepAlive | null = null;
    const close = (): void => {
      alive?.end();
      over?.();
      void stream?.return(undefined);
      res.end();
    };
    const over = streams.open(info.principal, () => {
      sendLast(res, revoked());
      close();
    });
    if (!over) return refuse(res, 429, 'TOO_MANY_STREAMS', 'Too many streams are open');
    alive = startStream(res, pingEvery);
    open.set(res, close);
    res.once('close', close);
    try {
      // The credentials may have been revoked before this stream was registered.
      const isValid = await streams.isStillValid(info.principal);
      const outcome = isValid ? await begin(execution, params, info, queriesOnly) : revoked();
      if (isStream(outcome)) {
        stream = outcome;
        if (res.writableEnded || res.destroyed) return;
        if (!(await pump(execution, res, stream, info, alive)) || draining) return;
        complete(res);
      } else if (await send(res, { cursor: null, result: outcome })) {
        complete(res);
      }
    } finally {
      open.delete(res);
      close();
    }
  }

  return {
    serve,
    async drain() {
      draining = true;
      const all = [...open];
      await inWholeSteps(all, ([res, close]) => {
        const { socket } = res;
        close();
        // Otherwise the server closes all of these as idle connections at once.
        socket?.destroySoon();
      });
      // A client that reads nothing does not take the rest, so its connection is cut.
      setTimeout(() => void inWholeSteps(all, ([res]) => res.destroy()), CLOSE_TIMEOUT).unref();
    },
  };
}

async function begin(
  execution: Execution,
  params: OperationParams,
  info: RequestInfo,
  queriesOnly: boolean,
): Promise<ResultStream | ExecutionResult> {
  const operation = await execution.prepare(params, info);
  if (!('document' in operation)) return { errors: operation };
  if (operation.type === 'subscription') return execution.subscribe(operation, info);
  if (operation.type === 'mutation' && queriesOnly) return mutationByGet();
  return execution.mask(await execution.execute(operation, info), info.requestId);
}

/** Sends the stream's items. Resolves to whether `complete` may follow, which ends the stream for good. */
async function pump(
  execution: Execution,
  res: ServerResponse,
  stream: ResultStream,
  info: RequestInfo,
  alive: KeepAlive,
): Promise<boolean> {
  try {
    for await (const item of stream) {
      const result = execution.mask(item.result, info.requestId);
      alive.sent();
      if (!(await send(res, { cursor: item.cursor, result }))) return false;
    }
    return true;
  } catch (error) {
    const errors = execution.maskErrors([error], info.requestId);
    // After an unexpected error the client is to resume: without `complete` it reconnects.
    return isExpected(error) && send(res, { cursor: null, result: { errors } });
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
    cancel = later(last + every - performance.now(), check);
  };
  let cancel = later(every, check);
  return {
    sent() {
      last = performance.now();
    },
    end: () => cancel(),
  };
}

function refuse(res: ServerResponse, status: number, code: string, message: string): void {
  replyGraphqlError(res, status, message, { code }, { 'retry-after': '5' });
}

/** Sends a last result and `complete`, after which clients do not reconnect. */
function sendLast(res: ServerResponse, result: ExecutionResult): void {
  if (res.writableEnded || res.destroyed) return;
  res.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  complete(res);
}

function revoked(): ExecutionResult {
  const extensions = { code: 'UNAUTHENTICATED' };
  return { errors: [new GraphQLError('The credentials are no longer valid', { extensions })] };
}

/** Resolves to false where the client is gone. Waits until a slow client can take the next item. */
async function send(res: ServerResponse, item: StreamItem): Promise<boolean> {
  const { cursor, result } = item;
  const long = isLong(result) ? await writeInSteps(result) : null;
  if (res.writableEnded || res.destroyed) return false;
  const head = `event: next\n${cursor === null ? '' : `id: ${cursor}\n`}data: `;
  for (const part of long === null ? [] : [head, ...long]) res.write(part);
  const rest = long === null ? `${head}${JSON.stringify(result)}\n\n` : '\n\n';
  if (!res.write(rest)) await drained(res);
  return !res.writableEnded && !res.destroyed;
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

function complete(res: ServerResponse): void {
  // EventSource parsers drop an event without a data line.
  if (!res.writableEnded && !res.destroyed) res.write('event: complete\ndata:\n\n');
}

function mutationByGet(): ExecutionResult {
  const extensions = { code: 'BAD_REQUEST' };
  return { errors: [new GraphQLError('Mutations need POST', { extensions })] };
}
