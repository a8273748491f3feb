import type { GraphQLObjectType, GraphQLResolveInfo, ValidatedExecutionArgs } from 'graphql';
import type { FieldPlan } from './plan.ts';
import { ignoreLater } from './promises.ts';

export type Path = GraphQLResolveInfo['path'];
export type PathOrRoot = Path | undefined;
type AsyncHelpers = ReturnType<GraphQLResolveInfo['getAsyncHelpers']>;

/** An execution under way. */
interface Running {
  args: ValidatedExecutionArgs;
  getAbortSignal: () => AbortSignal;
}

const asyncHelpers: AsyncHelpers = {
  promiseAll: (values) => Promise.all(values),
  track: ignoreLater,
};

const getAsyncHelpers = (): AsyncHelpers => asyncHelpers;

/** What a resolver may know of its field. The path is made when it is needed: most fields need none. */
export class Info implements GraphQLResolveInfo {
  readonly #run: Running;
  readonly #plan: FieldPlan;
  readonly #parent: PathOrRoot;
  #path: PathOrRoot;

  constructor(run: Running, plan: FieldPlan, parent: PathOrRoot) {
    this.#run = run;
    this.#plan = plan;
    this.#parent = parent;
  }

  get path(): Path {
    const { responseName: key, parentType } = this.#plan;
    return (this.#path ??= { prev: this.#parent, key, typename: parentType.name });
  }
  get fieldName(): string {
    return this.#plan.field.name;
  }
  get fieldNodes(): FieldPlan['nodes'] {
    return this.#plan.nodes;
  }
  get returnType(): GraphQLResolveInfo['returnType'] {
    return this.#plan.field.type;
  }
  get parentType(): GraphQLObjectType {
    return this.#plan.parentType;
  }
  get schema(): GraphQLResolveInfo['schema'] {
    return this.#run.args.schema;
  }
  get fragments(): GraphQLResolveInfo['fragments'] {
    return this.#run.args.fragmentDefinitions;
  }
  get rootValue(): unknown {
    return this.#run.args.rootValue;
  }
  get operation(): GraphQLResolveInfo['operation'] {
    return this.#run.args.operation;
  }
  get variableValues(): GraphQLResolveInfo['variableValues'] {
    return this.#run.args.variableValues;
  }
  get getAbortSignal(): GraphQLResolveInfo['getAbortSignal'] {
    return this.#run.getAbortSignal;
  }
  get getAsyncHelpers(): GraphQLResolveInfo['getAsyncHelpers'] {
    return getAsyncHelpers;
  }
}

/** For messages. */
export const nameOf = ({ parentType, fieldName }: Info): string =>
  `${parentType.name}.${fieldName}`;

export function mustExist(value: unknown, info: Info): unknown {
  if (value === null || value === undefined) {
    throw new Error(`A value of ${nameOf(info)} became null`);
  }
  return value;
}

export const isNull = (info: Info): Error =>
  new Error(`Cannot return null for non-nullable field ${nameOf(info)}.`);
