import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Plugin } from 'graphql-yoga';
import type { Execution } from '../execution.ts';
import { isById } from '../prepare.ts';
import type { OperationParams } from '../prepare.ts';
import { isLong, writeInSteps } from '../../limits/long-answers.ts';
import type { RequestInfo } from '../service.ts';
import { answer, statuses } from './answer.ts';
import type { HttpAnswer } from './answer.ts';

interface ServerContext {
  info: RequestInfo;
  /** Receives a long answer, whose body then stays empty. */
  onLong: (answer: unknown) => void;
}

/** Answers an authenticated GraphQL request (POST as JSON, or GET). */
export type YogaHandler = (
  req: IncomingMessage,
  body: Buffer | null,
  info: RequestInfo,
  gone: AbortSignal,
) => Promise<HttpAnswer>;

export function createYogaHandler(execution: Execution): YogaHandler {
  const yoga = createYoga<ServerContext>({
    schema: execution.service.schema,
    graphqlEndpoint: '/graphql',
    plugins: [answering(execution), masking(execution), interceptingLong()],
    extraParamNames: ['documentId'],
    // We have our own document cache, masking and GraphiQL. The endpoint reads and limits bodies.
    parserAndValidationCache: false,
    maskedErrors: false,
    graphiql: false,
    landingPage: false,
    batching: false,
    multipart: false,
    cors: false,
    logging: false,
    fetchAPI: { Request, Response, Headers },
  });
  return async (req, body, info, gone) => {
    const request = toRequest(req, body, gone);
    if (!hasReadableAddress(request)) return answerOf(unreadableAddress(), undefined);
    let long: unknown;
    const onLong = (answer: unknown): void => {
      long = answer;
    };
    const response = await yoga.fetch(request, { info, onLong });
    return answerOf(response, long);
  };
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

/** `long`: a long answer that is to be written as the body; undefined where the response has its body. */
async function answerOf(response: Response, long: unknown): Promise<HttpAnswer> {
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'application/json; charset=utf-8',
    allow: response.headers.get('allow'),
    body: long === undefined ? await response.text() : await writeInSteps(long),
  };
}

/** Yoga treats parameters of the address that are not JSON as an internal error. */
function hasReadableAddress({ method, url }: Request): boolean {
  if (method !== 'GET') return true;
  const { searchParams } = new URL(url);
  try {
    for (const name of ['variables', 'extensions']) JSON.parse(searchParams.get(name) || 'null');
    return true;
  } catch {
    return false;
  }
}

function unreadableAddress(): Response {
  const extensions = { code: 'BAD_REQUEST' };
  const errors = [
    { message: 'The address has variables or extensions that are no JSON', extensions },
  ];
  return Response.json({ errors }, { status: 400 });
}

/** Yoga reads the request and writes the answer. The execution in between is the same for all transports. */
function answering(execution: Execution): Plugin<ServerContext> {
  return {
    onParams({ request, params, setParams, setParamsHandler }) {
      const named = params.query === undefined ? withDocumentId(params, request) : params;
      // Yoga requires a text.
      if (isById(named)) setParams({ ...named, query: '' });
      setParamsHandler(async ({ request, params: checked, context }) => {
        const { info } = context as unknown as ServerContext;
        const { operationName = null } = checked as { operationName?: unknown };
        if (operationName !== null && typeof operationName !== 'string') return nameIsNoText;
        return answer(execution, checked, info, request.method === 'GET');
      });
    },
  };
}

/** Yoga accepts anything. */
const nameIsNoText: ExecutionResult = {
  errors: [
    new GraphQLError('operationName must be a string', {
      extensions: { code: 'BAD_REQUEST', http: { status: 400 } },
    }),
  ],
};

/** Yoga does not read `documentId` from an address. */
function withDocumentId<Params extends OperationParams>(params: Params, request: Request): Params {
  const inUrl = new URL(request.url).searchParams.get('documentId');
  return inUrl === null || request.method !== 'GET' ? params : { ...params, documentId: inUrl };
}

function masking(execution: Execution): Plugin<ServerContext> {
  return {
    onResultProcess(event) {
      const { result } = event;
      if (!('errors' in result) || !result.errors?.length) return;
      const { info } = event.serverContext as ServerContext & typeof event.serverContext;
      const errors = execution
        .maskErrors(result.errors.map(badRequest), info.requestId)
        .map((error) => withStatus(error, result));
      event.setResult({ ...result, errors });
    },
  };
}

/** Yoga would serialize an answer at once, however long it is. */
function interceptingLong(): Plugin<ServerContext> {
  return {
    onResultProcess(event) {
      const { result } = event;
      if (!('data' in result) || !isLong(result)) return;
      const { onLong } = event.serverContext as ServerContext & typeof event.serverContext;
      const stringify = (answer: unknown): string => {
        onLong(answer);
        return '';
      };
      event.setResult({ ...result, stringify } as ExecutionResult);
    },
  };
}

/** Yoga's own errors about a request, with our codes and always with their status. */
function badRequest(error: unknown): unknown {
  if (!(error instanceof GraphQLError) || error.originalError) return error;
  // The original error repeats a part of the body, which may be secret.
  const { code = 'BAD_REQUEST', http, originalError: _, ...said } = error.extensions;
  if (typeof http !== 'object') return error;
  const ours = code === 'OPERATION_RESOLUTION_FAILURE' ? 'GRAPHQL_VALIDATION_FAILED' : code;
  const extensions = {
    ...said,
    http,
    code: ours,
    ...(ours === 'BAD_REQUEST' && { http: { ...http, spec: false } }),
  };
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions,
  });
}

/** An error changes the status only where there is no `data`. */
function withStatus(error: GraphQLError, result: ExecutionResult | object): GraphQLError {
  const { code, http } = error.extensions;
  const status = statuses.get(code);
  return http !== undefined || 'data' in result || !status ? error : withHttp(error, status);
}

function withHttp(error: GraphQLError, http: object): GraphQLError {
  return new GraphQLError(error.message, {
    nodes: error.nodes,
    source: error.source,
    positions: error.positions,
    path: error.path,
    extensions: { ...error.extensions, http },
  });
}
