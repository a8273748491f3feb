import { randomUUID } from 'node:crypto';
import { getVariableValues } from 'graphql';
import type { ExecutionResult, OperationDefinitionNode, ValidatedExecutionArgs } from 'graphql';
import { UnavailableError } from '../../domain/errors.ts';
import type { Principal } from '../../domain/principal.ts';
import type { EventRecord } from '../../store/records.ts';
import type { ExecuteOperation } from '../compiled/execute.ts';
import type { Operation } from '../transports/prepare.ts';
import type { GraphqlService } from '../transports/service.ts';
import type { ExecuteItems } from './subscriber.ts';

/** Objects of all items that are executed together. More would hold the event loop for long. */
const objectsTogether = 64;

export interface ItemDeps {
  service: GraphqlService;
  execute: ExecuteOperation;
  /** Maps each result. */
  finish: (result: ExecutionResult, requestId: string, cost: Operation['cost']) => ExecutionResult;
}

/** What differs from subscriber to subscriber. */
type Own = 'variableValues' | 'rawVariableValues' | 'rootValue' | 'contextValue';
type Common = Omit<ValidatedExecutionArgs, Own>;

/** Returns what executes the operation of a subscription for its items. */
export type ExecuteItemsOf = (
  args: ValidatedExecutionArgs,
  operation: Operation,
  principal: Principal,
) => ExecuteItems;

export function createExecuteItems(deps: ItemDeps): ExecuteItemsOf {
  const known = new WeakMap<OperationDefinitionNode, Common>();

  function commonOf(args: ValidatedExecutionArgs): Common {
    const before = known.get(args.operation);
    if (before?.hideSuggestions === args.hideSuggestions) return before;
    const { variableValues: _1, rawVariableValues: _2, rootValue: _3, ...rest } = args;
    const { contextValue: _4, ...common } = rest;
    known.set(args.operation, common);
    return common;
  }

  return (args, operation, principal) =>
    new OperationOnItems(deps, commonOf(args), operation, principal);
}

const isEvent = (item: object): item is { event: EventRecord } =>
  'event' in item && item.event !== null;

/** There are many, and most of them wait: it keeps little. */
class OperationOnItems implements ExecuteItems {
  readonly most: number;
  readonly #deps: ItemDeps;
  readonly #common: Common;
  readonly #variables: Operation['variables'];
  readonly #cost: Operation['cost'];
  readonly #principal: Principal;

  constructor(
    deps: ItemDeps,
    common: Common,
    { requested, cost, variables }: Operation,
    principal: Principal,
  ) {
    this.most = Math.max(1, Math.floor(objectsTogether / Math.max(1, requested)));
    this.#deps = deps;
    this.#common = common;
    this.#variables = variables;
    this.#cost = cost;
    this.#principal = principal;
  }

  /** Each item has a context of its own. What they load is loaded together. */
  async run(items: readonly object[]): Promise<readonly ExecutionResult[]> {
    const { service } = this.#deps;
    const requestId = randomUUID();
    const rawVariableValues = this.#variables ?? {};
    const variableValues = this.#coerced(rawVariableValues);
    const principal = this.#principal;
    const info = { principal, source: '', requestId, resumeAfter: null, isStream: true };
    let first: object | undefined;
    const results = items.map((item) => {
      const context = service.createContext(info, first);
      first ??= context;
      const own = { variableValues, rawVariableValues, rootValue: item, contextValue: context };
      return this.#execute(own, requestId);
    });
    const all = await Promise.all(results);
    for (const item of items) {
      if (isEvent(item)) service.observer?.eventShown(item.event);
    }
    return all;
  }

  /** They are coerced each time: kept, they would be as large as much of the rest. */
  #coerced(values: Record<string, unknown>): ValidatedExecutionArgs['variableValues'] {
    const { schema, operation } = this.#common;
    const definitions = operation.variableDefinitions ?? [];
    const coerced = getVariableValues(schema, definitions, values);
    if (coerced.errors) throw new Error('variables that were valid before');
    return coerced.variableValues;
  }

  async #execute(own: Omit<ValidatedExecutionArgs, keyof Common>, requestId: string) {
    const { execute, finish } = this.#deps;
    const result = await execute({ ...this.#common, ...own });
    const away = result.errors?.find(
      ({ originalError }) => originalError instanceof UnavailableError,
    );
    // The item is executed again when the database is back.
    if (away !== undefined) throw away.originalError ?? away;
    return finish(result, requestId, this.#cost);
  }
}
