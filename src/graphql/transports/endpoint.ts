import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  BODY_LIMIT,
  BodyTooLargeError,
  BodyTooSlowError,
  ClientGoneError,
  readBody,
} from '../../http/body.ts';
import { replyGraphqlError, reply } from '../../http/reply.ts';
import { requestIdNow } from '../../log/work.ts';
import { authorizationOf } from './authorization.ts';
import { createExecution, failureOf } from './execution.ts';
import type { Engine, Execution, ExecutionLimits } from './execution.ts';
import type { GraphqlService, RequestInfo } from './service.ts';
import { observed } from './observed.ts';
import { createSseEndpoint } from './sse.ts';
import type { SseOptions } from './sse.ts';
import { createStreams } from './streams.ts';
import type { StreamOptions } from './streams.ts';
import { createWsEndpoint } from './ws/endpoint.ts';
import type { WsOptions } from './ws/protocol.ts';
import type { HttpAnswer, HttpHandler } from './http/answer.ts';
import { createDirectHandler } from './http/direct.ts';
import { eventStream, readRequest } from './http/request.ts';
import type { Refusal } from './http/request.ts';

/** `/graphql` over every transport. */
export interface GraphqlEndpoint {
  /** Answers a POST or GET with JSON, or with an event stream where `accept` has it. Never rejects. */
  handle(req: IncomingMessage, res: ServerResponse): Promise<void>;
  upgrade(req: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Ends every stream and socket in such a way that clients reconnect. */
  drain(): Promise<void>;
}

export interface GraphqlEndpointOptions {
  sse?: SseOptions;
  ws?: WsOptions;
  streams?: StreamOptions;
  limits?: Partial<ExecutionLimits>;
  /** Most bytes of a request body and of a WebSocket message. Default 256 KiB. */
  bodyBytes?: number;
  /** Default: FAST. */
  engine?: Engine;
}

export async function createGraphqlEndpoint(
  service: GraphqlService,
  options: GraphqlEndpointOptions = {},
): Promise<GraphqlEndpoint> {
  const { bodyBytes = BODY_LIMIT, engine = 'FAST' } = options;
  const execution = observed(createExecution(service, options.limits, engine));
  const streams = createStreams(service, options.streams);
  const respond = await handlerOf(execution, engine);
  const sse = createSseEndpoint(execution, streams, options.sse);
  const ws = createWsEndpoint(execution, streams, { messageBytes: bodyBytes, ...options.ws });

  async function answer(req: IncomingMessage, res: ServerResponse, info: RequestInfo) {
    const body = req.method === 'POST' ? await readBody(req, bodyBytes) : null;
    const request = readRequest(req, body);
    if ('code' in request) refuseRequest(res, request);
    else if (request.mediaType === eventStream) await sse.serve(res, request, info);
    else send(res, await respond(request, info));
  }

  async function guarded(req: IncomingMessage, res: ServerResponse, requestId: string) {
    if (req.method !== 'POST' && req.method !== 'GET') {
      refuse(res, 405, 'METHOD_NOT_ALLOWED', 'POST or GET', { allow: 'GET, POST' });
      return;
    }
    const principal = await service.authenticate(authorizationOf(req));
    if (!principal && (await service.onRefusedCredentials?.(service.sourceOf(req)))) {
      const headers = { 'retry-after': '1', connection: 'close' };
      refuse(res, 429, 'TOO_MANY_REQUESTS', 'Too many requests with wrong credentials', headers);
    } else if (!principal) {
      const headers = { 'www-authenticate': 'Bearer' };
      refuse(res, 401, 'UNAUTHENTICATED', 'Missing or wrong credentials', headers);
    } else if (req.method === 'POST' && !isJson(req)) {
      refuse(res, 415, 'UNSUPPORTED_MEDIA_TYPE', 'The body must be application/json');
    } else {
      const source = service.sourceOf(req);
      await answer(req, res, infoOf(req, { principal, requestId, source }));
    }
  }

  return {
    async handle(req, res) {
      const requestId = requestIdNow();
      res.setHeader('x-request-id', requestId);
      try {
        await guarded(req, res, requestId);
      } catch (error) {
        refuseFor(error, service, res, requestId);
      }
    },
    upgrade(req, socket, head) {
      ws.upgrade(req, socket, head);
    },
    async drain() {
      streams.close();
      // One after the other: each yields between its steps, and both together would take longer steps.
      await sse.drain();
      await ws.drain();
    },
  };
}

/** Yoga is only loaded where it is used: it is a sixth of a start. */
async function handlerOf(execution: Execution, engine: Engine): Promise<HttpHandler> {
  if (engine === 'FAST') return createDirectHandler(execution);
  const { createYogaHandler } = await import('./http/yoga.ts');
  return createYogaHandler(execution);
}

function infoOf(
  { headers }: IncomingMessage,
  who: Pick<RequestInfo, 'principal' | 'requestId' | 'source'>,
): RequestInfo {
  const lastEventId = headers['last-event-id'];
  const resumeAfter = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : null;
  return { ...who, resumeAfter, reportCost: headers['x-graphql-cost'] === 'true' };
}

function isJson(req: IncomingMessage): boolean {
  const encoding = req.headers['content-encoding'];
  const [type] = (req.headers['content-type'] ?? '').split(';');
  return (
    type?.trim().toLowerCase() === 'application/json' &&
    (encoding === undefined || encoding === 'identity')
  );
}

function send(res: ServerResponse, { status, contentType, body }: HttpAnswer): void {
  const headers = { 'cache-control': 'no-store', ...(status === 405 && { allow: 'POST' }) };
  reply(res, status, contentType, body, headers);
}

function refuseRequest(res: ServerResponse, { status, code, message, mediaType }: Refusal): void {
  refuse(res, status, code, message, { 'content-type': `${mediaType}; charset=utf-8` });
}

/** Answers a request that failed before it was executed. */
function refuseFor(
  error: unknown,
  service: GraphqlService,
  res: ServerResponse,
  requestId: string,
): void {
  if (error instanceof ClientGoneError) return;
  if (error instanceof BodyTooLargeError) {
    refuse(res, 413, 'PAYLOAD_TOO_LARGE', error.message, { connection: 'close' });
  } else if (error instanceof BodyTooSlowError) {
    refuse(res, 408, 'REQUEST_TIMEOUT', error.message, { connection: 'close' });
  } else {
    const { status, message, code } = failureOf(service, error, requestId);
    replyGraphqlError(res, status, message, { code, requestId });
  }
}

function refuse(
  res: ServerResponse,
  status: number,
  code: string,
  message: string,
  headers?: Record<string, string>,
): void {
  replyGraphqlError(res, status, message, { code }, headers);
}
