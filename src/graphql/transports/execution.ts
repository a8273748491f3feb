import {
  createSourceEventStream,
  executeRootSelectionSet,
  GraphQLError,
  Kind,
  typeFromAST,
  isInputType,
  validateExecutionArgs,
  validateInputValue,
  validateSubscriptionArgs,
} from 'graphql';
import type { ExecutionResult, GraphQLSchema, VariableDefinitionNode } from 'graphql';
import { createCompiledExecution } from '../compiled/execute.ts';
import type { ExecuteOperation } from '../compiled/execute.ts';
import { defaultLimits } from '../limits/limit.ts';
import type { DocumentLimits } from '../limits/limit.ts';
import { createValidationPenalty } from '../limits/validation-penalty.ts';
import { withinMaximum } from '../limits/long-answers.ts';
import { createOperationLimiter } from '../limits/semaphore.ts';
import { MAX_ERRORS, withCode } from './documents.ts';
import type { InputPath } from './documents.ts';
import { internalError, maskErrors } from './masking.ts';
import { createPrepare, withPenalty } from './prepare.ts';
import type { Operation, Prepare } from './prepare.ts';
import { createAudiences } from '../streams/audiences.ts';
import { createExecuteItems } from '../streams/execute-items.ts';
import { iterate } from '../streams/iterate.ts';
import { isLogSource } from '../streams/log.ts';
import type { Subscriber } from '../streams/subscriber.ts';
import type { GraphqlService, RequestInfo } from './service.ts';
import { within } from './within.ts';

export interface ExecutionLimits extends DocumentLimits {
  /** Milliseconds for a query or mutation, and for a subscription to begin. */
  operationMs: number;
}

/**
 * FAST: operations are executed compiled, and requests are answered directly. REFERENCE: the same answers come from
 * graphql-js and Yoga.
 */
export type Engine = 'FAST' | 'REFERENCE';

/** Runs operations for all transports, with the same checks, codes and masking. */
export interface Execution {
  service: GraphqlService;
  /** Parses, validates and selects the operation. A refusal that was costly to find is delayed. */
  prepare: Prepare;
  /** Queries and mutations. Errors are not yet masked. */
  execute(operation: Operation, info: RequestInfo): Promise<ExecutionResult>;
  /** Begins to send to the subscriber. Returns a result where the subscription cannot begin. Errors are masked. */
  subscribe(
    operation: Operation,
    info: RequestInfo,
    subscriber: Subscriber,
  ): Promise<ExecutionResult | null>;
  mask(result: ExecutionResult, requestId: string): ExecutionResult;
  maskErrors(errors: readonly unknown[], requestId: string): GraphQLError[];
}

type Masking = Pick<Execution, 'mask' | 'maskErrors'>;

function createMasking(service: GraphqlService): Masking {
  const masking: Masking['maskErrors'] = (errors, requestId) =>
    maskErrors(errors, requestId, (e, id) => service.onUnexpectedError(e, id));
  return {
    maskErrors: masking,
    mask: (result, requestId) =>
      result.errors ? { ...result, errors: masking(result.errors, requestId) } : result,
  };
}

export function createExecution(
  service: GraphqlService,
  overrides: Partial<ExecutionLimits> = {},
  engine: Engine = 'FAST',
): Execution {
  const { schema } = service;
  const limits = { ...defaultLimits, operationMs: 60_000, ...overrides };
  const prepare = createPrepare(service, limits);
  const { mask, maskErrors: masking } = createMasking(service);
  const limiter = createOperationLimiter();
  const executeOperation = withinMaximumBy(
    engine === 'FAST' ? createCompiledExecution() : executeRootSelectionSet,
  );
  const penalty = createValidationPenalty();

  return {
    service,
    prepare: withPenalty(async (params, info) => {
      try {
        return await prepare(params, info);
      } catch (error) {
        return masking([error], info.requestId);
      }
    }, penalty),
    mask,
    maskErrors: masking,
    async execute(operation, info) {
      const started = performance.now();
      const args = argsOf(schema, operation, service.createContext(info));
      const validated = validateExecutionArgs(args);
      if (!('schema' in validated)) {
        const errors = withInputPaths(validated, schema, operation);
        await penalty.refused(info.principal, performance.now() - started);
        return { errors };
      }
      const execute = () => executeOperation(validated);
      const work = limiter.run(info.principal, operation.requested, () =>
        service.asCaller ? service.asCaller(info.principal, execute) : execute(),
      );
      const result = !(work instanceof Promise)
        ? work
        : await within(work, limits.operationMs, () => timedOut(operation, limits));
      return withCost(result, operation.cost);
    },
    subscribe: createSubscribe(service, limits, mask, executeOperation),
  };
}

const withinMaximumBy =
  (execute: ExecuteOperation): ExecuteOperation =>
  (args) => {
    const result = execute(args);
    return result instanceof Promise ? result.then(withinMaximum) : withinMaximum(result);
  };

function createSubscribe(
  service: GraphqlService,
  limits: ExecutionLimits,
  mask: Masking['mask'],
  executeOperation: ExecuteOperation,
): Execution['subscribe'] {
  const { schema, observer } = service;
  const onLeft = (): void => observer?.subscriptionClosed();
  const audiences = createAudiences(onLeft);
  const executeItems = createExecuteItems({
    service,
    execute: executeOperation,
    finish: (result, requestId, cost) => withCost(mask(result, requestId), cost),
  });

  return async (operation, info, subscriber) => {
    const { principal, requestId, source: address, resumeAfter } = info;
    const own = { principal, requestId, source: address, resumeAfter, isStream: true };
    const args = argsOf(schema, operation, service.createContext(own));
    const validated = validateSubscriptionArgs(args);
    if (!('schema' in validated)) return { errors: withInputPaths(validated, schema, operation) };
    let isLate = false;
    const beginning = Promise.resolve(createSourceEventStream(validated)).then((source) => {
      if (isLate && Symbol.asyncIterator in source) void source[Symbol.asyncIterator]().return?.();
      return source;
    });
    const source = await within(beginning, limits.operationMs, () => {
      isLate = true;
      return timedOut(operation, limits);
    });
    if (!(Symbol.asyncIterator in source)) return mask(source, requestId);
    const execute = executeItems(validated, operation, principal);
    observer?.subscriptionOpened();
    if (isLogSource(source)) {
      const viewing = { ...operation, operation: validated.operation, principal };
      audiences.add(source, viewing, execute, subscriber);
    } else iterate(source as AsyncIterable<object>, execute, subscriber, onLeft);
    return null;
  };
}

function withCost(result: ExecutionResult, cost: Operation['cost']): ExecutionResult {
  return cost === null ? result : { ...result, extensions: { ...result.extensions, cost } };
}

function timedOut({ type }: Operation, { operationMs }: ExecutionLimits): ExecutionResult {
  const goesOn =
    type === 'mutation'
      ? ' It goes on: send it again with the same idempotency key to learn its outcome.'
      : '';
  const message = `There was no result within ${operationMs} ms.${goesOn}`;
  return { errors: [new GraphQLError(message, { extensions: { code: 'TIMEOUT' } })] };
}

/** The result where executing it threw. */
export function failedResult(requestId: string): ExecutionResult {
  return { errors: [internalError(requestId)] };
}

/** How a request is answered that failed before it was executed: its credentials may not have been looked up. */
export function failureOf(
  service: GraphqlService,
  error: unknown,
  requestId: string,
): { status: number; message: string; code: string } {
  const [masked = internalError(requestId)] = maskErrors([error], requestId, (e, id) =>
    service.onUnexpectedError(e, id),
  );
  const code = String(masked.extensions['code']);
  return { status: code === 'UNAVAILABLE' ? 503 : 500, message: masked.message, code };
}

function argsOf(schema: GraphQLSchema, operation: Operation, contextValue: object) {
  return {
    schema,
    document: operation.document,
    operationName: operation.operationName,
    variableValues: operation.variables,
    contextValue,
    hideSuggestions: operation.hideSuggestions,
    options: { maxCoercionErrors: MAX_ERRORS },
  };
}

/**
 * graphql gives the path of a wrong variable only in its message. The values are validated again, in the same order, to
 * get the paths.
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
      // After errors of variables, an error without a node says that there are more.
      return withCode(error, paths.size > 0 ? 'BAD_USER_INPUT' : 'GRAPHQL_VALIDATION_FAILED');
    }
    const remaining =
      paths.get(definition) ?? pathsInto(definition, schema, operation, errors.length);
    paths.set(definition, remaining);
    return withCode(error, 'BAD_USER_INPUT', remaining.shift());
  });
}

function pathsInto(
  definition: VariableDefinitionNode,
  schema: GraphQLSchema,
  operation: Operation,
  most: number,
): InputPath[] {
  const name = definition.variable.name.value;
  const type = typeFromAST(schema, definition.type);
  const paths: InputPath[] = [];
  if (!type || !isInputType(type)) return paths;
  const variables = operation.variables ?? {};
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  const enough = new Error('enough');
  try {
    validateInputValue(value, type, (_error, path) => {
      paths.push([name, ...path]);
      // Only as many errors as paths are needed are reported.
      if (paths.length >= most) throw enough;
    });
  } catch (error) {
    if (error !== enough) throw error;
  }
  return paths;
}
