import { GraphQLError } from 'graphql';
import type { ExecutionResult } from 'graphql';
import type { Execution } from '../execution.ts';
import type { OperationParams } from '../prepare.ts';
import type { RequestInfo } from '../service.ts';

export interface HttpAnswer {
  status: number;
  contentType: string;
  body: string | readonly Buffer[];
  /** The methods that are allowed, where another was used. */
  allow?: string | null;
}

/** Prepares and executes the operation of a request. Errors are not yet masked. Never rejects. */
export async function answer(
  execution: Execution,
  params: OperationParams,
  info: RequestInfo,
  queriesOnly: boolean,
): Promise<ExecutionResult> {
  try {
    return await execute(execution, params, info, queriesOnly);
  } catch (error) {
    // Yoga would send what was thrown, where it is not an error.
    return { errors: [error as GraphQLError] };
  }
}

async function execute(
  execution: Execution,
  params: OperationParams,
  info: RequestInfo,
  queriesOnly: boolean,
): Promise<ExecutionResult> {
  const operation = await execution.prepare(params, info);
  if (!('document' in operation)) return { errors: operation };
  if (operation.type === 'subscription') {
    return refused('NOT_ACCEPTABLE', needsStream);
  }
  if (operation.type === 'mutation' && queriesOnly) {
    const http = { spec: false, status: 405, headers: { Allow: 'POST' } };
    return refused('BAD_REQUEST', 'Mutations need POST', { http });
  }
  return execution.execute(operation, info);
}

/** Whether it is the refusal of a mutation that was sent by GET. */
export const needsPost = ({ errors }: ExecutionResult): boolean =>
  errors?.[0]?.extensions['http'] !== undefined;

const needsStream = 'Subscriptions need Accept: text/event-stream, or a WebSocket';

function refused(code: string, message: string, more: object = {}): ExecutionResult {
  return { errors: [new GraphQLError(message, { extensions: { code, ...more } })] };
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
  ['NOT_ACCEPTABLE', { status: 406 }],
  ['INTERNAL', { status: 500 }],
  ['UNAVAILABLE', { status: 503 }],
  ['TIMEOUT', { status: 504 }],
]);
