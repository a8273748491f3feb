import { randomUUID } from 'node:crypto';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { WebSocket } from 'ws';
import type { Principal } from '../../../domain/principal.ts';
import { later } from '../../event-loop.ts';
import { isLong, writeInSteps } from '../../limits/long-answers.ts';
import type { Execution } from '../execution.ts';
import type { OperationParams } from '../params.ts';
import type { Streams } from '../streams.ts';
import type { Connection } from './connection.ts';
import { messageOf } from './messages.ts';
import type { Message } from './messages.ts';
import { Subscription } from './subscription.ts';
import type { OnEnd } from './subscription.ts';

export interface WsOptions {
  /** Milliseconds that a client has for `connection_init`. Default 10,000. */
  initTimeout?: number;
  /** Milliseconds between pings. A client that does not answer one within half of them is dropped. Default 24,000. */
  pingEvery?: number;
  /** Most operations that run at once on one socket. Default 100. */
  operationsPerSocket?: number;
  /** Most sockets without `connection_init`. Beyond it the oldest are dropped. Default 5,000. */
  unacknowledged?: number;
  /** Most bytes of a message. */
  messageBytes?: number;
}

/** The subprotocol of the sockets. */
export const subprotocol = 'graphql-transport-ws';

/** The server's side of graphql-transport-ws. */
export interface Protocol {
  /** Begins to wait for `connection_init`. */
  opened(connection: Connection): void;
  /** Never rejects. */
  received(connection: Connection, text: string): Promise<void>;
}

/** `acknowledged` is called for each connection whose credentials are right. */
export function createProtocol(
  execution: Execution,
  streams: Streams,
  acknowledged: (socket: WebSocket) => void,
  options: WsOptions,
): Protocol {
  const { service } = execution;
  const operate = createOperate(execution, streams, options.operationsPerSocket ?? 100);

  async function initialize(
    connection: Connection,
    params: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    if (connection.isInitialized) {
      return connection.close(4429, 'Too many initialisation requests');
    }
    connection.isInitialized = true;
    const principal = await service.authenticate(authorizationOf(params));
    if (!principal) await service.onRefusedCredentials?.(connection.source);
    if (!admit(connection, principal, streams)) return;
    acknowledged(connection.socket);
    connection.send(acknowledgement);
  }

  function handle(connection: Connection, message: Message | null): Promise<void> | void {
    switch (message?.type) {
      case 'connection_init':
        return initialize(connection, message.payload);
      case 'ping':
        return connection.send(pongOf(message.payload));
      case 'pong':
        return;
      case 'subscribe':
        return operate(connection, message.id, message.payload);
      case 'complete':
        return complete(connection, message.id);
      case undefined:
        return connection.close(4400, 'Invalid message received');
    }
  }

  return {
    opened(connection) {
      if (connection.socket.protocol !== subprotocol) {
        return connection.close(4406, 'Subprotocol not acceptable');
      }
      later(options.initTimeout ?? 10_000, () => {
        if (connection.isInitialized) return;
        connection.close(4408, 'Connection initialisation timeout');
      });
    },
    async received(connection, text) {
      try {
        await handle(connection, messageOf(text));
      } catch (error) {
        service.onUnexpectedError(error, randomUUID());
        connection.close(1013, 'Try again later');
      }
    },
  };
}

const acknowledgement = Buffer.from('{"type":"connection_ack"}');

const pongOf = (payload: object | null): Buffer =>
  Buffer.from(JSON.stringify({ type: 'pong', ...(payload && { payload }) }));

function complete(connection: Connection, id: string): void {
  const operation = connection.operations.get(id);
  connection.operations.delete(id);
  // What is being executed runs to its end.
  if (operation?.isStarting === true) {
    operation.isCompleted = true;
    connection.running += 1;
  } else operation?.leave();
}

type Operate = (connection: Connection, id: string, params: OperationParams) => Promise<void>;

function createOperate(execution: Execution, streams: Streams, most: number): Operate {
  /** The source of a subscription has ended. */
  const onEnd: OnEnd = (subscription, failure) => {
    if (failure !== null)
      sendErrors(subscription, execution.maskErrors([failure.error], randomUUID()));
    else sendComplete(subscription);
  };

  /** What the operation returned at once; null where the client is not to be sent anything now. */
  async function start(
    subscription: Subscription,
    params: OperationParams,
    principal: Principal,
  ): Promise<ExecutionResult | null> {
    const { connection } = subscription;
    if (connection.operations.size + connection.running > most)
      return sendErrors(subscription, [tooMany(most)]);
    if (!(await streams.isStillValid(principal))) {
      connection.shutOut();
      return null;
    }
    // The client completed the operation before it began.
    if (!subscription.isActive) return null;
    const requestId = randomUUID();
    const info = { principal, requestId, source: connection.source, resumeAfter: null };
    const operation = await execution.prepare(params, info);
    if (!('document' in operation)) return sendErrors(subscription, operation);
    if (!subscription.isActive) return null;
    try {
      if (operation.type === 'subscription') {
        return await execution.subscribe(operation, info, subscription);
      }
      const execute = () => execution.execute(operation, info);
      const isQuery = operation.type === 'query';
      const result = await (isQuery ? connection.queries.run(execute) : execute());
      return execution.mask(result, requestId);
    } catch (error) {
      return { errors: execution.maskErrors([error], requestId) };
    }
  }

  return async (connection, id, params) => {
    const { principal, operations } = connection;
    if (!principal) return connection.close(4401, 'Unauthorized');
    if (operations.has(id)) return connection.close(4409, `Subscriber for ${id} already exists`);
    const subscription = new Subscription(connection, id, onEnd);
    operations.set(id, subscription);
    try {
      const result = await start(subscription, params, principal);
      if (result !== null) await sendResult(subscription, result);
    } finally {
      subscription.isStarting = false;
      if (!subscription.isActive) subscription.leave();
      if (subscription.isCompleted) connection.running -= 1;
    }
  };
}

async function sendResult(subscription: Subscription, result: ExecutionResult): Promise<void> {
  const { connection, head } = subscription;
  const json = isLong(result) ? await writeInSteps(result) : [Buffer.from(JSON.stringify(result))];
  if (!subscription.isActive) return;
  connection.send(Buffer.from(head), ...json, closing);
  sendComplete(subscription);
}

const closing = Buffer.from('}');

/** The last message of an operation. */
function sendLast(subscription: Subscription, type: string, payload?: object): void {
  const { connection, id, isActive } = subscription;
  if (!isActive) return;
  connection.operations.delete(id);
  connection.send(Buffer.from(JSON.stringify({ id, type, payload })));
}

const sendComplete = (subscription: Subscription): void => sendLast(subscription, 'complete');

function sendErrors(subscription: Subscription, errors: readonly GraphQLError[]): null {
  sendLast(subscription, 'error', errors);
  return null;
}

/** Registers the socket with its principal. False where the socket is being closed instead. */
function admit(connection: Connection, principal: Principal | null, streams: Streams): boolean {
  if (!principal) {
    connection.close(4401, 'Unauthorized');
    return false;
  }
  const shared = streams.open(principal, connection);
  if (shared === null) {
    // Not 4429: in this protocol it means something else, and clients do not reconnect after it.
    connection.close(1013, 'Too many streams');
    return false;
  }
  connection.principal = shared;
  // The socket closed while its credentials were checked.
  if (!connection.isOpen) streams.left(shared, connection);
  return true;
}

/** The name matches in any case, as that of a header. Two values count as none. */
function authorizationOf(params: Readonly<Record<string, unknown>>): string | null {
  const values = Object.entries(params).filter(([name]) => name.toLowerCase() === 'authorization');
  const [only, ...more] = values.map(([, value]) => value);
  return more.length === 0 && typeof only === 'string' ? only : null;
}

function tooMany(most: number): GraphQLError {
  return new GraphQLError(`At most ${most} operations at once on one socket`, {
    extensions: { code: 'TOO_MANY_OPERATIONS' },
  });
}
