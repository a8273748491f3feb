import {
  defaultFieldResolver,
  GraphQLError,
  isObjectType,
  locatedError,
  responsePathAsArray,
} from 'graphql';
import type { ExecutionResult, GraphQLObjectType, ValidatedExecutionArgs } from 'graphql';
import { maxAnswer, memberWeight, weight, weightOf } from '../limits/long-answers.ts';
import type { WeighedResult } from '../limits/long-answers.ts';
import { argumentsOf } from './arguments.ts';
import type { Arguments } from './arguments.ts';
import { oneByOne, set, settled } from './fields.ts';
import type { Fields } from './fields.ts';
import { ignoreLater, isPromiseLike } from './promises.ts';
import type { FieldPlan, ObjectPlan, Selection, Shape } from './plan.ts';
import { Info, isNull, mustExist, nameOf } from './resolve-info.ts';
import type { Path, PathOrRoot } from './resolve-info.ts';

let lastNumber = 0;

/**
 * One execution of a planned selection, with the results of graphql-js: the same values, the same errors in the same
 * order, for resolvers the same arguments. Where graphql-js waits, this waits as often, because the order of errors
 * follows from that. Lists come from iterables, never from async ones.
 */
export class Run {
  readonly args: ValidatedExecutionArgs;
  /** Differs from that of all others. */
  readonly number = (lastNumber += 1);
  readonly #readsProperties: boolean;
  readonly #errors: GraphQLError[] = [];
  /** Where an error has made the answer null. */
  #nulled: Set<PathOrRoot> | null = null;
  #known: Arguments | null = null;
  #isOver = false;
  /** Of the answer so far. Beyond the maximum nothing is added: it is refused. */
  weight = 0;
  #ended: AbortController | null = null;

  constructor(args: ValidatedExecutionArgs) {
    this.args = args;
    this.#readsProperties = args.fieldResolver === defaultFieldResolver;
  }

  /** Ends when the execution does. */
  readonly getAbortSignal = (): AbortSignal => {
    this.#ended ??= new AbortController();
    return this.#ended.signal;
  };

  execute(
    selection: Selection,
    type: GraphQLObjectType,
  ): ExecutionResult | Promise<ExecutionResult> {
    const { operation, rootValue } = this.args;
    const plans = selection.fieldsOf(type);
    try {
      const data =
        operation.operation === 'mutation'
          ? oneByOne(plans.fields, (plan) => this.#root(plan, rootValue))
          : this.#fields(plans, rootValue, undefined);
      if (!(data instanceof Promise)) return this.#finish(data);
      return data.then(
        (fields) => this.#finish(fields),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): ExecutionResult {
    const known = error instanceof GraphQLError ? error : new GraphQLError(String(error));
    this.#add(known, undefined);
    return this.#finish(null);
  }

  #finish(data: Fields | null): ExecutionResult {
    this.#isOver = true;
    this.#ended?.abort(ended);
    const result: WeighedResult = { data, [weight]: this.weight };
    return this.#errors.length > 0 ? { errors: this.#errors, ...result } : result;
  }

  /** A field of a mutation. It is executed however long the answer is already. */
  #root(plan: FieldPlan, source: unknown): unknown {
    this.weight += plan.weight;
    return this.#field(plan, source, undefined);
  }

  #fields(
    { fields, resolved, readLeaves, weight: ofFields }: ObjectPlan,
    source: unknown,
    path: PathOrRoot,
  ): Fields | Promise<Fields> {
    if (this.weight > maxAnswer) return {};
    this.weight += ofFields;
    const leaves = this.#readsProperties ? readLeaves(source, this) : null;
    const results = leaves ?? {};
    let pending: string[] | null = null;
    try {
      for (const plan of leaves === null ? fields : resolved) {
        const read = this.#property(plan, source);
        const result = read === undefined ? this.#field(plan, source, path) : read;
        set(results, plan.responseName, result);
        if (result instanceof Promise) (pending ??= []).push(plan.responseName);
      }
    } catch (error) {
      if (pending !== null) ignoreLater(Object.values(results));
      throw error;
    }
    return pending === null ? results : settled(results, pending);
  }

  /**
   * The value of a field that is a property. Undefined where it is anything unusual: `#field` then begins anew, with
   * all that a resolver or an error needs.
   */
  #property({ property, shape }: FieldPlan, source: unknown): unknown {
    if (property === null || !this.#readsProperties) return undefined;
    if (typeof source !== 'object' || source === null) return undefined;
    try {
      const value = (source as Fields)[property.name];
      if (value === null && !shape.isNonNull) return null;
      if (typeof value === 'object' || typeof value === 'function') return undefined;
      return this.#leaf(property.type.coerceOutputValue(value)) ?? undefined;
    } catch {
      return undefined;
    }
  }

  #leaf(value: unknown): unknown {
    if (typeof value === 'string') this.weight += value.length;
    else if (typeof value === 'object') this.weight += weightOf(value);
    return value;
  }

  #field(plan: FieldPlan, source: unknown, parent: PathOrRoot): unknown {
    const info = new Info(this, plan, parent);
    const { shape, field } = plan;
    try {
      const resolve = field.resolve ?? this.args.fieldResolver;
      const result: unknown = resolve(source, this.#arguments(plan), this.args.contextValue, info);
      if (isPromiseLike(result)) return this.#promised(shape, info, undefined, result);
      const completed = this.#complete(shape, info, undefined, result);
      if (!(completed instanceof Promise)) return completed;
      return completed.then(undefined, (error: unknown) => {
        this.#handle(error, shape, info, info.path);
        return null;
      });
    } catch (error) {
      this.#handle(error, shape, info, info.path);
      return null;
    }
  }

  #arguments(plan: FieldPlan): Fields {
    if (plan.args) return plan.args;
    this.#known ??= new Map();
    return argumentsOf(plan, this.args, this.#known);
  }

  /** `item`: the path of the item, within a list. */
  async #promised(
    shape: Shape,
    info: Info,
    item: PathOrRoot,
    result: PromiseLike<unknown>,
  ): Promise<unknown> {
    try {
      const resolved = await result;
      if (this.#isOver) throw ended;
      let completed = this.#complete(shape, info, item, resolved);
      if (completed instanceof Promise) completed = await completed;
      return completed;
    } catch (error) {
      this.#handle(error, shape, info, item ?? info.path);
      return null;
    }
  }

  #complete(shape: Shape, info: Info, item: PathOrRoot, result: unknown): unknown {
    if (result instanceof Error) throw result;
    if (result === null || result === undefined) {
      if (shape.isNonNull) throw isNull(info);
      return null;
    }
    switch (shape.kind) {
      case 'LEAF':
        return this.#leaf(mustExist(shape.type.coerceOutputValue(result), info));
      case 'LIST':
        return this.#list(shape.item, info, item ?? info.path, result);
      case 'OBJECT':
        return this.#object(shape.type, shape.selection, info, item ?? info.path, result);
      case 'ABSTRACT':
        return this.#abstract(shape, info, item ?? info.path, result);
    }
  }

  #list(shape: Shape, info: Info, path: Path, items: unknown): unknown {
    if (typeof items !== 'object' || items === null || !(Symbol.iterator in items)) {
      throw new Error(`Expected a list for ${nameOf(info)}`);
    }
    const results: unknown[] = [];
    let isPending = false;
    try {
      for (const item of items as Iterable<unknown>) {
        const at: Path = { prev: path, key: results.length, typename: undefined };
        const result = this.#item(shape, info, at, item);
        results.push(result);
        if (result instanceof Promise) isPending = true;
      }
    } catch (error) {
      if (isPending) ignoreLater(results);
      throw error;
    }
    this.weight += results.length * memberWeight;
    return isPending ? Promise.all(results) : results;
  }

  #item(shape: Shape, info: Info, path: Path, item: unknown): unknown {
    if (isPromiseLike(item)) return this.#promised(shape, info, path, item);
    try {
      const completed = this.#complete(shape, info, path, item);
      if (!(completed instanceof Promise)) return completed;
      return completed.then(undefined, (error: unknown) => {
        this.#handle(error, shape, info, path);
        return null;
      });
    } catch (error) {
      this.#handle(error, shape, info, path);
      return null;
    }
  }

  #abstract(
    { type, selection }: Extract<Shape, { kind: 'ABSTRACT' }>,
    info: Info,
    path: Path,
    value: unknown,
  ): unknown {
    const { contextValue, typeResolver } = this.args;
    const resolve = type.resolveType ?? typeResolver;
    const go = (name: unknown): unknown => {
      const actual = typeof name === 'string' ? this.args.schema.getType(name) : undefined;
      if (!isObjectType(actual) || !this.args.schema.isSubType(type, actual)) {
        const message = `${String(name)} is no type of ${nameOf(info)}`;
        throw new GraphQLError(message, { nodes: info.fieldNodes });
      }
      return this.#object(actual, selection, info, path, value);
    };
    const named: unknown = resolve(value, contextValue, info, type);
    return isPromiseLike(named) ? named.then((name) => go(this.#unlessOver(name))) : go(named);
  }

  #object(
    type: GraphQLObjectType,
    selection: Selection,
    info: Info,
    path: Path,
    value: unknown,
  ): unknown {
    if (!type.isTypeOf) return this.#fields(selection.fieldsOf(type), value, path);
    const go = (isOfType: unknown): unknown => {
      if (!isOfType) {
        const message = `The value is no ${type.name}`;
        throw new GraphQLError(message, { nodes: info.fieldNodes });
      }
      return this.#fields(selection.fieldsOf(type), value, path);
    };
    const isOfType = type.isTypeOf(value, this.args.contextValue, info);
    return isPromiseLike(isOfType)
      ? isOfType.then((known) => go(this.#unlessOver(known)))
      : go(isOfType);
  }

  #unlessOver<Value>(value: Value): Value {
    if (this.#isOver) throw ended;
    return value;
  }

  /** Throws where the value must not be null, so that the object that it belongs to becomes null. */
  #handle(raw: unknown, { isNonNull }: Shape, { fieldNodes }: Info, path: Path): void {
    const error = locatedError(raw, fieldNodes, responsePathAsArray(path));
    if (isNonNull) throw error;
    this.#add(error, path);
  }

  #add(error: GraphQLError, path: PathOrRoot): void {
    this.#nulled ??= new Set();
    if (this.#nulled.has(undefined)) return;
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return;
    this.#nulled.add(path);
    this.#errors.push(error);
  }
}

const ended = new Error('The execution is over');
