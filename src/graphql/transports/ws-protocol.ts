import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { makeServer } from 'graphql-ws';
import type { Context, Server, ServerOptions } from 'graphql-ws';
import type { WebSocket } from 'ws';
import type { Principal } from '../../domain/principal.ts';
import type { Semaphore } from '../limits/semaphore.ts';
import { isStream } from './execution.ts';
import type { Execution } from './execution.ts';
import { isLong, writeInSteps } from '../limits/long-answers.ts';
import type { Operation } from './prepare.ts';
import type { ResultStream } from './result-stream.ts';
import { abortReason } from './service.ts';
import type { RequestInfo } from './service.ts';
import type { Streams } from './streams.ts';

export interface WsOptions {
  /** Milliseconds that a client has for `connection_init`. Default 10,000. */
  initTimeout?: number;
  /** Milliseconds between pings. A client that is silent for a whole interval is dropped. Default 24,000. */
  pingEvery?: number;
  /** Most operations that run at once on one socket. Default 100. */
  operationsPerSocket?: number;
  /** Most sockets without `connection_init`. Beyond it the oldest are dropped. Default 5,000. */
  unacknowledged?: number;
  /** Most bytes of a message. */
  messageBytes?: number;
}

/** The state of one socket. */
export interface SocketExtra {
  socket: WebSocket;
  source: string;
  principal: Principal | null;
  gone: AbortController;
  /** Messages that are being handled. The message of an operation counts for as long as the operation runs. */
  running: number;
  /** Limits its queries: many at once on one socket would take more of the process than many sockets do. */
  queries: Semaphore;
  /** Long answers that are about to be sent, by the name of their placeholder. */
  long: Map<string, readonly Buffer[]>;
  /** Call it when the socket has closed. */
  over: () => void;
}

/** Passed from onSubscribe to execute and subscribe, in place of graphql's arguments. */
interface PreparedArgs {
  operation: Operation;
  info: RequestInfo;
  queries: Semaphore;
}

/** Queries that run at once on one socket. Mutations are not limited here: they mostly wait for providers. */
export const QUERIES_AT_ONCE = 4;

type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** Milliseconds that a client has to answer a close frame. */
export const CLOSE_TIMEOUT = 3000;

/** The handlers of graphql-transport-ws messages. */
export function createProtocol(
  execution: Execution,
  streams: Streams,
  unauthenticated: Pick<Set<WebSocket>, 'delete'>,
  options: WsOptions,
): Server<SocketExtra> {
  const { service } = execution;
  const most = options.operationsPerSocket ?? 100;
  const hooks: ServerOptions<Record<string, unknown>, SocketExtra> = {
    connectionInitWaitTimeout: options.initTimeout ?? 10_000,
    async onConnect(ctx: SocketContext) {
      const principal = await service.authenticate(authorizationOf(ctx.connectionParams));
      if (!principal) await service.onRefusedCredentials?.(ctx.extra.source);
      if (!admit(ctx.extra, principal, streams)) return false;
      unauthenticated.delete(ctx.extra.socket);
      return true;
    },
    async onSubscribe(ctx, id, payload) {
      const { principal, gone, source, running, queries } = ctx.extra;
      if (!principal) throw new Error('An operation before the acknowledgement');
      if (running > most) return [tooMany(most)];
      if (!(await streams.isStillValid(principal))) {
        shutOut(ctx.extra);
        return [unauthorized()];
      }
      // The client completed the operation before it began.
      if (!(id in ctx.subscriptions)) return [canceled()];
      const info = {
        principal,
        requestId: randomUUID(),
        source,
        resumeAfter: null,
        signal: gone.signal,
      };
      const operation = await execution.prepare(payload, info);
      if (!('document' in operation)) return operation;
      return {
        schema: service.schema,
        document: operation.document,
        operationName: operation.operationName,
        contextValue: { operation, info, queries } satisfies PreparedArgs,
      };
    },
    async execute(args) {
      const { operation, info, queries } = args.contextValue as PreparedArgs;
      const execute = () => execution.execute(operation, info);
      try {
        const result = await (operation.type === 'query' ? queries.run(execute) : execute());
        return execution.mask(result, info.requestId);
      } catch (error) {
        return { errors: execution.maskErrors([error], info.requestId) };
      }
    },
    async subscribe(args) {
      const { operation, info } = args.contextValue as PreparedArgs;
      try {
        const outcome = await execution.subscribe(operation, info);
        return isStream(outcome) ? resultsOf(outcome, execution, info.requestId) : outcome;
      } catch (error) {
        return { errors: execution.maskErrors([error], info.requestId) };
      }
    },
    onNext: ({ extra }, _id, _payload, _args, result) => replaceIfLong(result, extra),
    // Only an error that broke a stream is still unmasked here, wrapped once by graphql-ws.
    onError(_ctx, _id, _payload, errors) {
      return execution.maskErrors(errors, randomUUID()).map((error) => error.toJSON());
    },
  };
  return makeServer<Record<string, unknown>, SocketExtra>(hooks);
}

/**
 * graphql-ws serializes an answer at once. In place of a long answer it gets a placeholder: a member with a unique
 * name.
 */
async function replaceIfLong(
  result: Parameters<NonNullable<ServerOptions['onNext']>>[4],
  { long }: SocketExtra,
): Promise<Record<string, true> | undefined> {
  if (!isLong(result)) return undefined;
  const errors = result.errors?.map((error) => error.toJSON());
  const parts = await writeInSteps({ ...result, ...(errors && { errors }) });
  const name = randomUUID();
  long.set(name, parts);
  return placeholder(name);
}

const placeholder = (name: string): Record<string, true> => ({ [name]: true });

/** The message in the parts in which it is sent, with the long answer in place of its placeholder. */
export function partsOfMessage(
  message: string,
  long: Map<string, readonly Buffer[]>,
): readonly (string | Buffer)[] {
  for (const [name, parts] of long) {
    const [before = '', after] = message.split(JSON.stringify(placeholder(name)));
    if (after === undefined) continue;
    long.delete(name);
    return [before, ...parts, after];
  }
  return [message];
}

/** Registers the socket with its principal. False where the socket is being closed instead. */
function admit(extra: SocketExtra, principal: Principal | null, streams: Streams): boolean {
  const { socket } = extra;
  if (!principal) {
    socket.close(4401, 'Unauthorized');
    return false;
  }
  const over = streams.open(principal, () => shutOut(extra));
  if (!over) {
    // Not 4429: in this protocol it means something else, and clients do not reconnect after it.
    socket.close(1013, 'Too many streams');
    return false;
  }
  extra.over = over;
  extra.principal = principal;
  // The socket closed while its credentials were checked.
  if (socket.readyState !== socket.OPEN) over();
  return true;
}

/** The stream's results without cursors, which the protocol has no place for. */
function resultsOf(
  stream: ResultStream,
  execution: Execution,
  requestId: string,
): AsyncGenerator<ExecutionResult, void, void> {
  const results: AsyncGenerator<ExecutionResult, void, void> = {
    async next() {
      const item = await stream.next();
      if (item.done === true) return { done: true, value: undefined };
      return { done: false, value: execution.mask(item.value.result, requestId) };
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

/** The name matches in any case, as that of a header. Two values count as none. */
function authorizationOf(params: Readonly<Record<string, unknown>> | undefined): string | null {
  const values = Object.entries(params ?? {}).filter(
    ([name]) => name.toLowerCase() === 'authorization',
  );
  const [only, ...more] = values.map(([, value]) => value);
  return more.length === 0 && typeof only === 'string' ? only : null;
}

function tooMany(most: number): GraphQLError {
  return new GraphQLError(`At most ${most} operations at once on one socket`, {
    extensions: { code: 'TOO_MANY_OPERATIONS' },
  });
}

function unauthorized(): GraphQLError {
  return new GraphQLError('The credentials are no longer valid', {
    extensions: { code: 'UNAUTHENTICATED' },
  });
}

/** graphql-ws does not send it: the client has completed the operation. */
function canceled(): GraphQLError {
  return new GraphQLError('Canceled', { extensions: { code: 'CANCELED' } });
}

/**
 * Closes for good: after 4401 a client does not reconnect by itself. Its operations are aborted, and the socket is cut
 * where the client does not answer the close frame.
 */
function shutOut({ socket, gone }: SocketExtra): void {
  socket.close(4401, 'Unauthorized');
  gone.abort(abortReason);
  setTimeout(() => socket.terminate(), CLOSE_TIMEOUT).unref();
}
