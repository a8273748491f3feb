import {
  createSourceEventStream,
  executeRootSelectionSet,
  getOperationAST,
  GraphQLError,
  Kind,
  typeFromAST,
  validate,
  isInputType,
  validateExecutionArgs,
  validateInputValue,
  validateSubscriptionArgs,
} from 'graphql';
import type {
  DocumentNode,
  ExecutionResult,
  GraphQLSchema,
  OperationTypeNode,
  VariableDefinitionNode,
} from 'graphql';
import { createDocuments, withCode } from './documents.ts';
import type { Documents, InputPath } from './documents.ts';
import { internalError, presentErrors } from './masking.ts';
import { createResultStream } from './result-stream.ts';
import type { ResultStream } from './result-stream.ts';
import type { GraphqlService, RequestInfo } from './service.ts';

export interface OperationParams {
  query: string;
  variables?: Record<string, unknown> | null | undefined;
  operationName?: string | null | undefined;
}

export interface Operation {
  document: DocumentNode;
  type: OperationTypeNode;
  operationName: string | null;
  variables: Record<string, unknown> | null;
}

/** One way of running operations for all transports: same checks, same codes, same masking. */
export interface Execution {
  service: GraphqlService;
  documents: Documents;
  /** Parses, validates and finds the operation; errors carry their codes. */
  prepare(params: OperationParams, requestId: string): Operation | readonly GraphQLError[];
  /** Queries and mutations. Errors are not yet presented. */
  execute(operation: Operation, info: RequestInfo): Promise<ExecutionResult>;
  /** A result instead of a stream: it could not begin. Errors are presented. */
  subscribe(operation: Operation, info: RequestInfo): Promise<ResultStream | ExecutionResult>;
  present(result: ExecutionResult, requestId: string): ExecutionResult;
  presentErrors(errors: readonly unknown[], requestId: string): GraphQLError[];
}

export function createExecution(service: GraphqlService): Execution {
  const { schema, observer } = service;
  const documents = createDocuments(schema, service.validationRules);

  function presenting(errors: readonly unknown[], requestId: string): GraphQLError[] {
    return presentErrors(errors, requestId, (e, id) => service.onUnexpectedError(e, id));
  }

  function present(result: ExecutionResult, requestId: string): ExecutionResult {
    return result.errors ? { ...result, errors: presenting(result.errors, requestId) } : result;
  }

  function refusals({ document }: Operation, { principal }: RequestInfo): readonly GraphQLError[] {
    const rules = service.rulesFor?.(principal) ?? [];
    return rules.length === 0 ? [] : validate(schema, document, rules);
  }

  return {
    service,
    documents,
    present,
    presentErrors: presenting,
    prepare(params, requestId) {
      try {
        const document = documents.parse(params.query);
        const errors = documents.validate(document);
        if (errors.length > 0) return errors;
        const found = getOperationAST(document, params.operationName);
        if (!found) return [noOperation(params)];
        const operationName = params.operationName ?? null;
        return { document, type: found.operation, operationName, variables: variablesOf(params) };
      } catch (error) {
        return presenting([error], requestId);
      }
    },
    async execute(operation, info) {
      const refused = refusals(operation, info);
      if (refused.length > 0) return { errors: refused };
      const started = performance.now();
      const args = argsOf(schema, operation, service.createContext(info));
      const validated = validateExecutionArgs(args);
      if (!('schema' in validated)) return { errors: withInputPaths(validated, schema, operation) };
      const result = await executeRootSelectionSet(validated);
      observer?.operationDone(operation.type, (performance.now() - started) / 1000);
      return result;
    },
    async subscribe(operation, info) {
      const refused = refusals(operation, info);
      if (refused.length > 0) return present({ errors: refused }, info.requestId);
      const gone = new AbortController();
      const signal = AbortSignal.any([info.signal, gone.signal]);
      const perEvent = { ...info, signal };
      const contextFor = (): object => service.createContext(perEvent);
      const args = { ...argsOf(schema, operation, contextFor()), abortSignal: signal };
      const validated = validateSubscriptionArgs(args);
      if (!('schema' in validated)) return { errors: withInputPaths(validated, schema, operation) };
      const source = await createSourceEventStream(validated);
      if (!(Symbol.asyncIterator in source)) {
        return signal.aborted ? failedResult(info.requestId) : present(source, info.requestId);
      }
      observer?.subscriptionOpened();
      // The signal has done its work: executing an event is not to be cut short by it.
      const forEvents = { ...validated, externalAbortSignal: undefined };
      return createResultStream(forEvents, source, contextFor, () => {
        gone.abort();
        observer?.subscriptionClosed();
      });
    },
  };
}

/** Where the result could not even be made. */
export function failedResult(requestId: string): ExecutionResult {
  return { errors: [internalError(requestId)] };
}

export function isStream(outcome: ResultStream | ExecutionResult): outcome is ResultStream {
  return Symbol.asyncIterator in outcome;
}

function argsOf(schema: GraphQLSchema, operation: Operation, contextValue: object) {
  return {
    schema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    contextValue,
  };
}

function variablesOf(params: OperationParams): Record<string, unknown> | null {
  return params.variables ?? null;
}

function noOperation(params: OperationParams): GraphQLError {
  const message =
    params.operationName === null || params.operationName === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${params.operationName}".`;
  return new GraphQLError(message, { extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } });
}

/**
 * graphql names the place of a wrong variable only in its message: the values are walked again,
 * in the same order, for the paths.
 */
function withInputPaths(
  errors: readonly GraphQLError[],
  schema: GraphQLSchema,
  operation: Operation,
): GraphQLError[] {
  const paths = new Map<VariableDefinitionNode, InputPath[]>();
  return errors.map((error) => {
    const definition = error.nodes?.[0];
    if (definition?.kind !== Kind.VARIABLE_DEFINITION) {
      return withCode(error, 'GRAPHQL_VALIDATION_FAILED');
    }
    const left = paths.get(definition) ?? pathsInto(definition, schema, operation);
    paths.set(definition, left);
    return withCode(error, 'BAD_USER_INPUT', left.shift());
  });
}

function pathsInto(
  definition: VariableDefinitionNode,
  schema: GraphQLSchema,
  operation: Operation,
): InputPath[] {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const paths: InputPath[] = [];
  if (!type || !isInputType(type)) return paths;
  const variables = operation.variables ?? {};
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  validateInputValue(value, type, (_error, path) => paths.push([name, ...path]));
  return paths;
}
