import { GraphQLError } from 'graphql';
import { createYoga } from 'graphql-yoga';
import type { Plugin } from 'graphql-yoga';
import type { Execution } from '../execution.ts';
import type { RequestInfo } from '../service.ts';
import { execute, statuses } from './answer.ts';
import type { HttpHandler } from './answer.ts';
import type { HttpRequest } from './request.ts';

interface ServerContext {
  read: HttpRequest;
  info: RequestInfo;
}

/** The reference for the direct handler: Yoga gives an answer its status, its headers and its bytes. */
export function createYogaHandler(execution: Execution): HttpHandler {
  const yoga = createYoga<ServerContext>({
    schema: execution.service.schema,
    plugins: [executing(execution), masking(execution)],
    extraParamNames: ['documentId'],
    // We have our own document cache, masking and GraphiQL.
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
  return async (read, info) => {
    const { params, mediaType } = read;
    const init = {
      method: 'POST',
      headers: { accept: mediaType, 'content-type': 'application/json' },
      // Yoga requires a text, also where a document is named by its id.
      body: JSON.stringify({ ...params, query: params.query ?? '' }),
    };
    const response = await yoga.fetch('http://paygraph/graphql', init, { read, info });
    return {
      status: response.status,
      contentType: response.headers.get('content-type') ?? mediaType,
      body: await response.text(),
    };
  };
}

/** The execution is the same for all transports. */
function executing(execution: Execution): Plugin<ServerContext> {
  return {
    onParams({ setParamsHandler }) {
      setParamsHandler(({ params, context }) => {
        const { read, info } = context as unknown as ServerContext;
        return execute(execution, { ...read, params }, info);
      });
    },
  };
}

function masking(execution: Execution): Plugin<ServerContext> {
  return {
    onResultProcess(event) {
      const { result } = event;
      if (!('errors' in result) || !result.errors?.length) return;
      const { info } = event.serverContext as ServerContext & typeof event.serverContext;
      const errors = execution.maskErrors(result.errors, info.requestId);
      event.setResult({ ...result, errors: 'data' in result ? errors : errors.map(withStatus) });
    },
  };
}

/** An error changes the status only where there is no `data`. */
function withStatus(error: GraphQLError): GraphQLError {
  const { nodes, source, positions, path, extensions } = error;
  const http = statuses.get(extensions['code']);
  if (http === undefined) return error;
  const options = { nodes, source, positions, path, extensions: { ...extensions, http } };
  return new GraphQLError(error.message, options);
}
