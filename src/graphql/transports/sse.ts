import type { ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { replyGraphqlError } from '../../http/reply.ts';
import { isStream } from './execution.ts';
import type { Execution } from './execution.ts';
import type { OperationParams } from './prepare.ts';
import { isExpected } from './masking.ts';
import type { ResultStream, StreamItem } from './result-stream.ts';
import type { RequestInfo } from './service.ts';
import type { Streams } from './streams.ts';

export interface SseOptions {
  /** Milliseconds between comments that keep the connection alive. Default 10,000. */
  pingEvery?: number;
}

/** Server-sent events as graphql-sse's distinct connections mode has them, with ids. */
export interface SseDoor {
  /** Resolves when the stream is over. With `queriesOnly` (GET) mutations are refused. */
  serve(
    res: ServerResponse,
    params: OperationParams,
    info: RequestInfo,
    queriesOnly: boolean,
  ): Promise<void>;
  /** Closes every stream without `complete`, so that clients come back. */
  drain(): void;
}

export function createSseDoor(
  execution: Execution,
  streams: Streams,
  options: SseOptions = {},
): SseDoor {
  const open = new Set<() => void>();
  const pingEvery = options.pingEvery ?? 10_000;
  let draining = false;

  async function serve(
    res: ServerResponse,
    params: OperationParams,
    info: RequestInfo,
    queriesOnly: boolean,
  ): Promise<void> {
    let stream: ResultStream | null = null;
    let ping: NodeJS.Timeout | undefined;
    const close = (): void => {
      clearInterval(ping);
      over?.();
      void stream?.return(undefined);
      res.end();
    };
    const over = streams.open(info.principal, () => {
      sendLast(res, revoked());
      close();
    });
    if (!over) return refuseStream(res);
    ping = startStream(res, pingEvery);
    open.add(close);
    res.once('close', close);
    try {
      const outcome = await begin(params, info, queriesOnly);
      if (isStream(outcome)) {
        stream = outcome;
        if (res.writableEnded || res.destroyed) return;
        await pump(res, stream, info);
      } else if (await send(res, { cursor: null, result: outcome })) {
        complete(res);
      }
    } finally {
      open.delete(close);
      close();
    }
  }

  async function begin(
    params: OperationParams,
    info: RequestInfo,
    queriesOnly: boolean,
  ): Promise<ResultStream | ExecutionResult> {
    // They may have been revoked before this stream was there to be told.
    if (!(await streams.holds(info.principal))) return revoked();
    const operation = await execution.prepare(params, info);
    if (!('document' in operation)) return { errors: operation };
    if (operation.type === 'subscription') return execution.subscribe(operation, info);
    if (operation.type === 'mutation' && queriesOnly) return mutationByGet();
    return execution.present(await execution.execute(operation, info), info.requestId);
  }

  async function pump(res: ServerResponse, stream: ResultStream, info: RequestInfo): Promise<void> {
    try {
      for await (const item of stream) {
        const result = execution.present(item.result, info.requestId);
        if (!(await send(res, { cursor: item.cursor, result }))) return;
      }
    } catch (error) {
      const errors = execution.presentErrors([error], info.requestId);
      // A stream that broke is not over: without `complete` the client comes back and resumes.
      if (!isExpected(error) || !(await send(res, { cursor: null, result: { errors } }))) return;
    }
    if (!draining) complete(res);
  }

  return {
    serve,
    drain() {
      draining = true;
      for (const close of open) close();
    },
  };
}

/** Returns the timer of its pings. */
function startStream(res: ServerResponse, pingEvery: number): NodeJS.Timeout {
  res.writeHead(200, {
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    // nginx would otherwise hold events back.
    'x-accel-buffering': 'no',
  });
  res.flushHeaders();
  return setInterval(() => {
    if (!res.writableNeedDrain) res.write(': ping\n\n');
  }, pingEvery);
}

function refuseStream(res: ServerResponse): void {
  const extensions = { code: 'TOO_MANY_STREAMS' };
  const headers = { 'retry-after': '5' };
  replyGraphqlError(res, 429, 'Too many streams are open', extensions, headers);
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
  if (res.writableEnded || res.destroyed) return false;
  const id = item.cursor === null ? '' : `id: ${item.cursor}\n`;
  if (!res.write(`event: next\n${id}data: ${JSON.stringify(item.result)}\n\n`)) await room(res);
  return !res.writableEnded && !res.destroyed;
}

function room(res: ServerResponse): Promise<void> {
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
