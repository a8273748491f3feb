import {
  getNamedType,
  getNullableType,
  isCompositeType,
  isListType,
  Kind,
  typeFromAST,
} from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLCompositeType,
  GraphQLField,
  GraphQLSchema,
  OperationDefinitionNode,
  SelectionSetNode,
  ValueNode,
} from 'graphql';

/** What the fields of a schema cost. The model of our schema is in `costs.ts`. */
export interface CostModel {
  /** The cost of resolving the field once. */
  ofField(parent: string, field: string): number;
  /** The cost of each object of this type in the answer. */
  ofObject(type: string): number;
  /** The assumed length of a list without `first`, or the argument that is a list of as many items. */
  lengthOf(parent: string, field: string): number | { argument: string };
  /** Types whose `edges` and `nodes` have as many items as the `first` of the field that returns them. */
  isConnection(type: string): boolean;
  /** The page size where neither the document nor the schema sets `first`, and the largest page size. */
  defaultPageSize: number;
  maxPageSize: number;
}

/** How many items: a number, or the variable that sets it with its default, and how it does. */
type Count = number | { variable: string; usual: number; read: ReadCount };
type ReadCount = (value: unknown, model: CostModel) => number;

/**
 * A field or a fragment. Its cost is `weight` plus `factor` times (`each` plus the cost of its children). Children come
 * before their parents. A fragment has one step, however often it is spread.
 */
interface Step {
  weight: number;
  each: number;
  factor: Count;
  /** `edges` or `nodes`: multiplied by the page size of the connection above, not by `factor`. */
  perPage: boolean;
  /** A connection, whose `factor` is its page size. */
  connection: boolean;
  children: readonly number[];
}

type Variables = Readonly<Record<string, unknown>> | null;

/**
 * Costs of the operations of validated documents. Each operation is compiled once; later only its variables are
 * evaluated.
 */
export interface Costs {
  of(document: DocumentNode, operation: OperationDefinitionNode, variables: Variables): number;
}

export function createCosts(schema: GraphQLSchema, model: CostModel): Costs {
  const known = new WeakMap<OperationDefinitionNode, number | readonly Step[]>();
  return {
    of(document, operation, variables) {
      let cost = known.get(operation);
      if (cost === undefined) {
        const steps = compile(schema, model, document, operation);
        const isFixed = steps.every(({ factor }) => typeof factor === 'number');
        cost = isFixed ? evaluate(steps, model, null) : steps;
        known.set(operation, cost);
      }
      return typeof cost === 'number' ? cost : evaluate(cost, model, variables);
    },
  };
}

function evaluate(steps: readonly Step[], model: CostModel, variables: Variables): number {
  const fixed = new Float64Array(steps.length);
  // The cost per item of the page of the connection above.
  const perPage = new Float64Array(steps.length);
  steps.forEach((step, index) => {
    let [inner, innerPerPage] = [step.each, 0];
    for (const child of step.children) {
      inner += fixed[child] ?? 0;
      innerPerPage += perPage[child] ?? 0;
    }
    const factor = countOf(step.factor, model, variables);
    if (step.perPage) {
      fixed[index] = step.weight;
      perPage[index] = inner;
    } else if (step.connection) {
      fixed[index] = step.weight + inner + innerPerPage * factor;
    } else {
      fixed[index] = step.weight + inner * factor;
      perPage[index] = innerPerPage * factor;
    }
  });
  return Math.min(Math.round(fixed[steps.length - 1] ?? 0), Number.MAX_SAFE_INTEGER);
}

function countOf(count: Count, model: CostModel, variables: Variables): number {
  if (typeof count === 'number') return count;
  const { variable, usual, read } = count;
  const provided = variables && Object.hasOwn(variables, variable) ? variables[variable] : null;
  return provided === null || provided === undefined ? usual : read(provided, model);
}

/** An invalid page size counts as the largest. Its type or the list refuses it later. */
const pageSize: ReadCount = (value, { maxPageSize }) => clamp(value, maxPageSize);

function clamp(value: unknown, greatest: number): number {
  return typeof value === 'number' && value >= 1 && value <= greatest ? value : greatest;
}

function compile(
  schema: GraphQLSchema,
  model: CostModel,
  document: DocumentNode,
  operation: OperationDefinitionNode,
): Step[] {
  const steps: Step[] = [];
  const definitions = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      definitions.set(definition.name.value, definition);
    }
  }
  const fragments = new Map<string, number>();

  const add = (step: Partial<Step> & Pick<Step, 'children'>): number => {
    const usual = { weight: 0, each: 0, factor: 1, perPage: false, connection: false };
    return steps.push({ ...usual, ...step }) - 1;
  };
  const fragment = (name: string): number | null => {
    const done = fragments.get(name);
    const definition = definitions.get(name);
    if (done !== undefined || !definition) return done ?? null;
    const type = compositeFrom(schema, definition);
    const index = add({ children: type ? set(definition.selectionSet, type) : [] });
    fragments.set(name, index);
    return index;
  };
  const field = (node: FieldNode, parent: GraphQLCompositeType): number | null => {
    const definition = schema.getField(parent, node.name.value);
    if (!definition) return null;
    const type = getNamedType(definition.type);
    const children = node.selectionSet && isCompositeType(type) ? set(node.selectionSet, type) : [];
    const step = stepOf(node, definition, parent.name, model, operation);
    return step === null && children.length === 0 ? null : add({ ...step, children });
  };
  const set = ({ selections }: SelectionSetNode, parent: GraphQLCompositeType): number[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return field(selection, parent) ?? [];
      if (selection.kind === Kind.FRAGMENT_SPREAD) return fragment(selection.name.value) ?? [];
      const type = selection.typeCondition ? compositeFrom(schema, selection) : parent;
      return type ? set(selection.selectionSet, type) : [];
    });

  const root = schema.getRootType(operation.operation);
  add({ children: root ? set(operation.selectionSet, root) : [] });
  return steps;
}

function compositeFrom(
  schema: GraphQLSchema,
  { typeCondition }: Pick<FragmentDefinitionNode, 'typeCondition'> | { typeCondition?: undefined },
): GraphQLCompositeType | null {
  const type = typeCondition && typeFromAST(schema, typeCondition);
  return type && isCompositeType(type) ? type : null;
}

/** Null where the field itself costs nothing. */
function stepOf(
  node: FieldNode,
  { type, args }: GraphQLField<unknown, unknown>,
  parent: string,
  model: CostModel,
  operation: OperationDefinitionNode,
): Omit<Step, 'children'> | null {
  const weight = model.ofField(parent, node.name.value);
  const named = getNamedType(type);
  const each = isCompositeType(named) ? model.ofObject(named.name) : 0;
  const isList = isListType(getNullableType(type));
  if (isList && model.isConnection(parent)) {
    return { weight, each, factor: 1, perPage: true, connection: false };
  }
  const first = args.find(({ name }) => name === 'first');
  const connection = model.isConnection(named.name);
  if (connection || first) {
    // The schema is built with default values, not with the literals that `default` is for.
    const usual: unknown = first?.default?.value ?? first?.defaultValue;
    const page = typeof usual === 'number' ? usual : model.defaultPageSize;
    const factor = providedPage(node, page, model, operation);
    // A list that is not a connection costs 1 for its own query in addition.
    return { weight: connection ? weight : weight + 1, each, factor, perPage: false, connection };
  }
  const factor = isList ? lengthOf(node, parent, model, operation) : 1;
  if (weight === 0 && each === 0 && factor === 1) return null;
  return { weight, each, factor, perPage: false, connection: false };
}

function lengthOf(
  node: FieldNode,
  parent: string,
  model: CostModel,
  operation: OperationDefinitionNode,
): Count {
  const length = model.lengthOf(parent, node.name.value);
  if (typeof length === 'number') return length;
  const value = node.arguments?.find(({ name }) => name.value === length.argument)?.value;
  if (value?.kind !== Kind.VARIABLE) return literalLength(value);
  const variable = value.name.value;
  const usual = literalLength(defaultOf(operation, variable));
  return { variable, usual, read: listLength };
}

// A value that is no list stands for a list of itself.
const literalLength = (value: ValueNode | undefined): number =>
  value?.kind === Kind.LIST ? value.values.length : 1;
const listLength: ReadCount = (value) => (Array.isArray(value) ? value.length : 1);

const defaultOf = (
  { variableDefinitions }: OperationDefinitionNode,
  name: string,
): ValueNode | undefined =>
  variableDefinitions?.find(({ variable }) => variable.name.value === name)?.defaultValue;

function providedPage(
  { arguments: provided }: FieldNode,
  usual: number,
  { maxPageSize }: CostModel,
  operation: OperationDefinitionNode,
): Count {
  const value = provided?.find(({ name }) => name.value === 'first')?.value;
  if (!value || value.kind === Kind.NULL) return usual;
  if (value.kind === Kind.INT) return clamp(Number(value.value), maxPageSize);
  if (value.kind !== Kind.VARIABLE) return maxPageSize;
  const variable = value.name.value;
  const fallback = defaultOf(operation, variable);
  const byDefault =
    fallback?.kind === Kind.INT ? clamp(Number(fallback.value), maxPageSize) : usual;
  return { variable, usual: byDefault, read: pageSize };
}
