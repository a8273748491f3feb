import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import type { Context, Server, ServerOptions } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { WebSocket } from 'ws';
import type { Principal } from '../../domain/principal.ts';
import { BODY_LIMIT } from '../../http/body.ts';
import { isStream } from './execution.ts';
import type { Execution, Operation } from './execution.ts';
import type { ResultStream } from './result-stream.ts';
import type { RequestInfo } from './service.ts';
import { serveSocket } from './ws-socket.ts';

export interface WsOptions {
  /** Milliseconds a client has for `connection_init`. Default 10,000. */
  initTimeout?: number;
  /** Milliseconds between pings; a client that is silent for a whole interval is dropped. Default 12,000. */
  pingEvery?: number;
  /** Operations that may run at once on one socket. Default 100. */
  operationsPerSocket?: number;
}

/** graphql-transport-ws: queries, mutations and subscriptions over one socket. */
export interface WsDoor {
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Closes every socket with 1012, upon which clients reconnect; resolves when all are closed. */
  drain(): Promise<void>;
}

interface SocketExtra {
  socket: WebSocket;
  source: string;
  principal: Principal | null;
  gone: AbortController;
}

/** What onSubscribe hands on to execute and subscribe, in the place of graphql's arguments. */
interface PreparedArgs {
  operation: Operation;
  info: RequestInfo;
}

type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** Milliseconds that a client has to answer a close frame. */
const CLOSE_TIMEOUT = 3000;

export function createWsDoor(execution: Execution, options: WsOptions = {}): WsDoor {
  const server = createProtocol(execution, options);
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: BODY_LIMIT,
    handleProtocols,
  });
  let draining = false;
  sockets.on('connection', (socket: WebSocket, req: IncomingMessage) => {
    const source = execution.service.sourceOf(req);
    const extra = { socket, source, principal: null, gone: new AbortController() };
    serveSocket(socket, {
      opened: (adapter) => server.opened(adapter, extra),
      closed: () => extra.gone.abort(),
      onUnexpectedError: (error) => execution.service.onUnexpectedError(error, randomUUID()),
      pingEvery: options.pingEvery ?? 12_000,
    });
  });

  return {
    upgrade(req, socket, head) {
      if (draining) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\n\r\n');
        return;
      }
      sockets.handleUpgrade(req, socket, head, (client) => {
        sockets.emit('connection', client, req);
      });
    },
    async drain() {
      draining = true;
      await Promise.all([...sockets.clients].map(restart));
    },
  };
}

function createProtocol(execution: Execution, options: WsOptions): Server<SocketExtra> {
  const { service } = execution;
  const most = options.operationsPerSocket ?? 100;
  const hooks: ServerOptions<Record<string, unknown>, SocketExtra> = {
    connectionInitWaitTimeout: options.initTimeout ?? 10_000,
    async onConnect(ctx: SocketContext) {
      ctx.extra.principal = await service.authenticate(authorizationOf(ctx.connectionParams));
      if (ctx.extra.principal) return true;
      await service.onStranger?.(ctx.extra.source);
      ctx.extra.socket.close(4401, 'Unauthorized');
      return false;
    },
    onSubscribe(ctx, _id, payload) {
      const { principal, gone, source } = ctx.extra;
      if (!principal) throw new Error('An operation before the acknowledgement');
      const info = {
        principal,
        requestId: randomUUID(),
        source,
        resumeAfter: null,
        signal: gone.signal,
      };
      if (Object.keys(ctx.subscriptions).length > most) return [tooMany(most)];
      const operation = execution.prepare(payload, info.requestId);
      if (!('document' in operation)) return operation;
      return {
        schema: service.schema,
        document: operation.document,
        operationName: operation.operationName,
        contextValue: { operation, info } satisfies PreparedArgs,
      };
    },
    async execute(args) {
      const { operation, info } = args.contextValue as PreparedArgs;
      try {
        return execution.present(await execution.execute(operation, info), info.requestId);
      } catch (error) {
        return { errors: execution.presentErrors([error], info.requestId) };
      }
    },
    async subscribe(args) {
      const { operation, info } = args.contextValue as PreparedArgs;
      try {
        const outcome = await execution.subscribe(operation, info);
        return isStream(outcome) ? resultsOf(outcome, execution, info.requestId) : outcome;
      } catch (error) {
        return { errors: execution.presentErrors([error], info.requestId) };
      }
    },
    // Only what broke a stream comes here unpresented; graphql-ws has wrapped it once.
    onError(_ctx, _id, _payload, errors) {
      return execution.presentErrors(errors, randomUUID()).map((error) => error.toJSON());
    },
  };
  return makeServer<Record<string, unknown>, SocketExtra>(hooks);
}

/** The same stream without its cursors; the protocol has no place for them. */
function resultsOf(
  stream: ResultStream,
  execution: Execution,
  requestId: string,
): AsyncGenerator<ExecutionResult, void, void> {
  const results: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      const item = await stream.next();
      if (item.done === true) return { done: true, value: undefined };
      return { done: false, value: execution.present(item.value.result, requestId) };
    },
    async return() {
      await stream.return(undefined);
      return { done: true, value: undefined };
    },
    async throw(error) {
      await stream.return(undefined);
      throw error;
    },
    [Symbol.asyncIterator]: () => results,
    async [Symbol.asyncDispose]() {
      await stream.return(undefined);
    },
  };
  return results;
}

/** As of headers: in any case, and once. */
function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | null {
  const given = Object.entries(params ?? {}).filter(
    ([name]) => name.toLowerCase() === 'authorization',
  );
  const [only, ...more] = given.map(([, value]) => value);
  return more.length === 0 && typeof only === 'string' ? only : null;
}

function tooMany(most: number): GraphQLError {
  return new GraphQLError(`At most ${most} operations at once on one socket`, {
    extensions: { code: 'TOO_MANY_OPERATIONS' },
  });
}

function restart(socket: WebSocket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.readyState === socket.CLOSED) return resolve();
    const timer = setTimeout(() => socket.terminate(), CLOSE_TIMEOUT);
    socket.once('close', () => {
      clearTimeout(timer);
      resolve();
    });
    // 1001 would do as well; 1012 says why. Both make graphql-ws clients retry.
    socket.close(1012, 'Restarting');
  });
}
