import { randomUUID } from 'node:crypto';
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
import { isNestedTooDeep } from '../limits/json-nesting.ts';
import { createExecution, failureOf } from './execution.ts';
import type { ExecutionLimits } from './execution.ts';
import { writeInSteps } from '../limits/long-answers.ts';
import { isById } from './prepare.ts';
import type { OperationParams } from './prepare.ts';
import { abortReason } from './service.ts';
import type { GraphqlService, RequestInfo } from './service.ts';
import { createSseEndpoint } from './sse.ts';
import type { SseOptions } from './sse.ts';
import { createStreams } from './streams.ts';
import type { StreamOptions } from './streams.ts';
import { createWsEndpoint } from './ws.ts';
import type { WsOptions } from './ws-protocol.ts';
import { createYogaHandler } from './yoga.ts';
import type { YogaAnswer } from './yoga.ts';

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
}

export function createGraphqlEndpoint(
  service: GraphqlService,
  options: GraphqlEndpointOptions = {},
): GraphqlEndpoint {
  const { bodyBytes = BODY_LIMIT } = options;
  const execution = createExecution(service, options.limits);
  const streams = createStreams(service, options.streams);
  const yoga = createYogaHandler(execution);
  const sse = createSseEndpoint(execution, streams, options.sse);
  const ws = createWsEndpoint(execution, streams, { messageBytes: bodyBytes, ...options.ws });

  async function answer(req: IncomingMessage, res: ServerResponse, info: RequestInfo) {
    const body = req.method === 'POST' ? await readBody(req, bodyBytes) : null;
    if (body && isNestedTooDeep(body)) return refuse(res, 400, 'BAD_REQUEST', nestedTooDeep);
    if (!wantsStream(req)) return send(res, await yoga(toRequest(req, body, info.signal), info));
    const params = body ? paramsOfBody(body) : paramsOfQuery(req);
    if (params) await sse.serve(res, params, info, body === null);
    else refuse(res, 400, 'BAD_REQUEST', 'Not a GraphQL request');
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
      await answer(req, res, infoOf(req, res, { principal, requestId, source }));
    }
  }

  return {
    async handle(req, res) {
      const requestId = randomUUID();
      res.setHeader('x-request-id', requestId);
      try {
        await guarded(req, res, requestId);
      } catch (error) {
        if (error instanceof ClientGoneError) return;
        if (error instanceof BodyTooLargeError) {
          refuse(res, 413, 'PAYLOAD_TOO_LARGE', error.message, { connection: 'close' });
          return;
        }
        if (error instanceof BodyTooSlowError) {
          refuse(res, 408, 'REQUEST_TIMEOUT', error.message, { connection: 'close' });
          return;
        }
        const { status, message, code } = failureOf(service, error, requestId);
        replyGraphqlError(res, status, message, { code, requestId });
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

const nestedTooDeep = 'The body is nested too deeply';

/** Node takes the first of several `authorization` headers. Here two of them count as no credentials. */
function authorizationOf(req: IncomingMessage): string | null {
  const [only = null, ...more] = req.headersDistinct['authorization'] ?? [];
  return more.length === 0 ? only : null;
}

function infoOf(
  req: IncomingMessage,
  res: ServerResponse,
  who: Pick<RequestInfo, 'principal' | 'requestId' | 'source'>,
): RequestInfo {
  const gone = new AbortController();
  // 'close' also follows a complete answer.
  res.once('close', () => {
    if (!res.writableEnded) gone.abort(abortReason);
  });
  const lastEventId = req.headers['last-event-id'];
  const resumeAfter = typeof lastEventId === 'string' && lastEventId !== '' ? lastEventId : null;
  const reportCost = req.headers['x-graphql-cost'] === 'true';
  return { ...who, resumeAfter, signal: gone.signal, reportCost };
}

function wantsStream(req: IncomingMessage): boolean {
  return (req.headers.accept ?? '').includes('text/event-stream');
}

function isJson(req: IncomingMessage): boolean {
  const encoding = req.headers['content-encoding'];
  const [type] = (req.headers['content-type'] ?? '').split(';');
  return (
    type?.trim().toLowerCase() === 'application/json' &&
    (encoding === undefined || encoding === 'identity')
  );
}

function toRequest(req: IncomingMessage, body: Buffer | null, signal: AbortSignal): Request {
  const headers = new Headers({ accept: req.headers.accept ?? 'application/json' });
  if (body) headers.set('content-type', 'application/json');
  return new Request(`http://paygraph${req.url ?? '/graphql'}`, {
    method: body ? 'POST' : 'GET',
    headers,
    signal,
    ...(body && { body: new Uint8Array(body) }),
  });
}

async function send(res: ServerResponse, { response, long }: YogaAnswer): Promise<void> {
  const body = long === undefined ? await response.text() : await writeInSteps(long);
  const contentType = response.headers.get('content-type') ?? 'application/json; charset=utf-8';
  const allow = response.headers.get('allow');
  reply(res, response.status, contentType, body, {
    'cache-control': 'no-store',
    ...(allow !== null && { allow }),
  });
}

function paramsOfBody(body: Buffer): OperationParams | null {
  try {
    return paramsOf(JSON.parse(body.toString('utf8')));
  } catch {
    return null;
  }
}

function paramsOfQuery(req: IncomingMessage): OperationParams | null {
  const { searchParams } = new URL(req.url ?? '/', 'http://paygraph');
  try {
    return paramsOf({
      query: searchParams.get('query'),
      operationName: searchParams.get('operationName'),
      documentId: searchParams.get('documentId'),
      variables: JSON.parse(searchParams.get('variables') ?? 'null'),
      extensions: JSON.parse(searchParams.get('extensions') ?? 'null'),
    });
  } catch {
    return null;
  }
}

function paramsOf(value: unknown): OperationParams | null {
  if (!isRecord(value)) return null;
  const { variables = null, operationName = null, extensions = null } = value;
  const { query = null, documentId = null } = value;
  if (![query, documentId, operationName].every(isText)) return null;
  if (![variables, extensions].every((member) => member === null || isRecord(member))) return null;
  const params = { query, documentId, variables, operationName, extensions } as OperationParams;
  return query === null && !isById(params) ? null : params;
}

const isText = (value: unknown): boolean => value === null || typeof value === 'string';

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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
