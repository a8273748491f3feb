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
   * Milliseconds of silence after which a comment keeps the connection alive. Default 22,000: a CHECKPOINT of a
   * subscription comes before, and no proxy gives up so soon.
   */
  pingEvery?: number;
}

/** Server-sent events as graphql-sse's distinct connections mode has them, with ids. */
export interface SseEndpoint {
  /** Resolves when the stream is over. With `queriesOnly` (GET) mutations are refused. */
  serve(
    res: ServerResponse,
    params: OperationParams,
    info: RequestInfo,
    queriesOnly: boolean,
  ): Promise<void>;
  /** Closes every stream without `complete`, so that clients come back; resolves when that is told to all. */
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
      // They may have been revoked before this stream was there to be told.
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
        // Left open, all of these would be closed as idle connections at once.
        socket?.destroySoon();
      });
      // Of a client that reads nothing the rest is still to be sent.
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

/** Whether it is over for good. */
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
    // A stream that broke is not over: without `complete` the client comes back and resumes.
    return isExpected(error) && send(res, { cursor: null, result: { errors } });
  }
}

/** Comments that come when nothing else was sent for so long. */
interface KeepAlive {
  /** Something is sent now. */
  sent(): void;
  end(): void;
}

function startStream(res: ServerResponse, pingEvery: number): KeepAlive {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // nginx would otherwise hold events back.
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

/** The end for good: clients do not come back. */
function sendLast(res: ServerResponse, result: ExecutionResult): void {
  if (res.writableEnded || res.destroyed) return;
  res.write(`event: next\ndata: ${JSON.stringify(result)}\n\n`);
  complete(res);
}

function revoked(): ExecutionResult {
  const extensions = { code: 'UNAUTHENTICATED' };
  return { errors: [new GraphQLError('The credentials are no longer valid', { extensions })] };
}

/** False: nobody is there any more. Waits until a slow client has room for the next item. */
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
  // EventSource parsers drop an event that has no data line.
  if (!res.writableEnded && !res.destroyed) res.write('event: complete\ndata:\n\n');
}

function mutationByGet(): ExecutionResult {
  const extensions = { code: 'BAD_REQUEST' };
  return { errors: [new GraphQLError('Mutations need POST', { extensions })] };
}
