import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Execution } from '../execution.ts';
import type { RequestInfo } from '../service.ts';
import type { HttpRequest } from './request.ts';

export interface HttpAnswer {
  status: number;
  contentType: string;
  body: string | readonly Buffer[];
}

/** Answers a request that was read. */
export type HttpHandler = (request: HttpRequest, info: RequestInfo) => Promise<HttpAnswer>;

/** Prepares and executes the operation of a request. Errors are not yet masked. Never rejects. */
export async function execute(
  execution: Execution,
  { params, queriesOnly }: HttpRequest,
  info: RequestInfo,
): Promise<ExecutionResult> {
  try {
    const operation = await execution.prepare(params, info);
    if (!('document' in operation)) return { errors: operation };
    if (operation.type === 'subscription') return refused('NOT_ACCEPTABLE', needsStream);
    if (operation.type === 'mutation' && queriesOnly) return mutationByGet();
    return await execution.execute(operation, info);
  } catch (error) {
    // Yoga would send what was thrown, where it is not an error.
    return { errors: [error as GraphQLError] };
  }
}

const needsStream = 'Subscriptions need Accept: text/event-stream, or a WebSocket';

export const mutationByGet = (): ExecutionResult => refused('BAD_REQUEST', 'Mutations need POST');

function refused(code: string, message: string): ExecutionResult {
  return { errors: [new GraphQLError(message, { extensions: { code } })] };
}

export interface HttpStatus {
  status: number;
  /** Whether the status is 200 for clients that accept application/json. */
  spec?: boolean;
}

const refusedBeforeExecution = [
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_USER_INPUT',
  'LIMIT_EXCEEDED',
  'PERSISTED_QUERY_NOT_FOUND',
];

/** The statuses of GraphQL over HTTP, by the codes of errors. They count only where an answer has no `data`. */
export const statuses: ReadonlyMap<unknown, HttpStatus> = new Map<unknown, HttpStatus>([
  ...refusedBeforeExecution.map((code) => [code, { spec: true, status: 400 }] as const),
  // A mutation by GET. What is no GraphQL request is refused before.
  ['BAD_REQUEST', { status: 405 }],
  ['NOT_ACCEPTABLE', { status: 406 }],
  ['INTERNAL', { status: 500 }],
  ['UNAVAILABLE', { status: 503 }],
  ['TIMEOUT', { status: 504 }],
]);
