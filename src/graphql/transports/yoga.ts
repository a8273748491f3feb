import { getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { ExecutionResult } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Plugin } from 'graphql-yoga';
import type { Execution } from './execution.ts';
import type { RequestInfo } from './service.ts';

interface ServerContext {
  info: RequestInfo;
}

/** Answers one GraphQL request (POST as JSON, or GET) that is already authenticated. */
export type YogaHandler = (request: Request, info: RequestInfo) => Promise<Response>;

export function createYogaHandler(execution: Execution): YogaHandler {
  const yoga = createYoga<ServerContext>({
    schema: execution.service.schema,
    graphqlEndpoint: '/graphql',
    plugins: [executing(execution), presenting(execution)],
    // Ours are the document cache, the masking and GraphiQL; the door reads and bounds bodies.
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
  return async (request, info) =>
    hasReadableAddress(request) ? yoga.fetch(request, { info }) : unreadableAddress();
}

/** What is no JSON there, the engine would take for a failure of its own. */
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

function executing(execution: Execution): Plugin<ServerContext> {
  const { documents } = execution;
  return {
    onParse({ setParseFn }) {
      setParseFn((source: string | { body: string }) =>
        documents.parse(typeof source === 'string' ? source : source.body),
      );
    },
    onValidate({ setValidationFn }) {
      setValidationFn((_schema, document) => documents.validate(document));
    },
    onExecute({ setExecuteFn }) {
      setExecuteFn(async ({ document, contextValue, variableValues, operationName }) => {
        const context = contextValue as ServerContext;
        const operation = {
          document,
          type: getOperationAST(document, operationName)?.operation ?? OperationTypeNode.QUERY,
          operationName: operationName ?? null,
          variables: variableValues ?? null,
        };
        return execution.execute(operation, context.info);
      });
    },
    onSubscribe({ setResultAndStopExecution }) {
      const message = 'Subscriptions need Accept: text/event-stream, or a WebSocket';
      const extensions = { code: 'NOT_ACCEPTABLE', http: { status: 406 } };
      setResultAndStopExecution({ errors: [new GraphQLError(message, { extensions })] });
    },
  };
}

function presenting(execution: Execution): Plugin<ServerContext> {
  return {
    onResultProcess(event) {
      const { result } = event;
      if (!('errors' in result) || !result.errors?.length) return;
      const { info } = event.serverContext as ServerContext & typeof event.serverContext;
      const errors = execution
        .presentErrors(result.errors.map(badRequest), info.requestId)
        .map((error) => withStatus(error, result));
      event.setResult({ ...result, errors });
    },
  };
}

/** What the engine itself says about a request, in our codes and always with its status. */
function badRequest(error: unknown): unknown {
  if (!(error instanceof GraphQLError) || error.originalError) return error;
  // Its cause repeats a part of the body, whatever stands there.
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

const refusedBeforeExecution = new Set<unknown>([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
]);

/** Statuses as GraphQL over HTTP has them: 400 and 500 only where there is no data at all. */
function withStatus(error: GraphQLError, result: ExecutionResult | object): GraphQLError {
  const { code, http } = error.extensions;
  if (http !== undefined || 'data' in result) return error;
  if (code === 'INTERNAL') return withHttp(error, { status: 500 });
  return refusedBeforeExecution.has(code) ? withHttp(error, { spec: true, status: 400 }) : error;
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
