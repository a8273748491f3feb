import {
  getNamedType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  Kind,
  typeFromAST,
} from 'graphql';
import type {
  DirectiveNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLAbstractType,
  GraphQLField,
  GraphQLLeafType,
  GraphQLObjectType,
  GraphQLOutputType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { namedWeight } from '../limits/long-answers.ts';
import { leavesOf } from './leaves.ts';
import type { ReadLeaves } from './leaves.ts';

/** How a value of a type becomes a part of the answer. */
export type Shape = { isNonNull: boolean } & (
  | { kind: 'LEAF'; type: GraphQLLeafType }
  | { kind: 'LIST'; item: Shape }
  | { kind: 'OBJECT'; type: GraphQLObjectType; selection: Selection }
  | { kind: 'ABSTRACT'; type: GraphQLAbstractType; selection: Selection }
);

/** A field of an answer. */
export interface FieldPlan {
  responseName: string;
  /** Of the field in an answer, without its value. */
  weight: number;
  nodes: readonly [FieldNode, ...FieldNode[]];
  field: GraphQLField<unknown, unknown>;
  /** Of a leaf that shows a property as it is: the property, and its type. Most fields are such. */
  property: { name: string; type: GraphQLLeafType } | null;
  parentType: GraphQLObjectType;
  shape: Shape;
  /** Whether the arguments are the same in each execution. */
  isConstant: boolean;
  /** Those arguments, once they were coerced. */
  args: Readonly<Record<string, unknown>> | null;
  /** The arguments in the last execution for a subscription, and what they followed from. */
  last: { variableValues: object; args: Record<string, unknown> } | null;
}

/** The fields of an object, in their order in the answer. */
export interface ObjectPlan {
  fields: readonly FieldPlan[];
  /** Those of them that are no properties. */
  resolved: readonly FieldPlan[];
  /** Reads the others. */
  readLeaves: ReadLeaves;
  /** Of all fields in an answer, without their values. */
  weight: number;
}

/** A selection of fields, from one or several places in the document. */
export interface Selection {
  fieldsOf(type: GraphQLObjectType): ObjectPlan;
}

/** The values of the variables in `@skip` and `@include`. */
export type Conditions = ReadonlyMap<string, boolean>;

interface Source {
  schema: GraphQLSchema;
  fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  conditions: Conditions;
  /** `execute.ts` */
  readOneByOne: number;
}

/** Plans a selection of a valid document. Each type is planned when an object of it is first reached. */
export function planSelection(source: Source, sets: readonly SelectionSetNode[]): Selection {
  const planned = new Map<GraphQLObjectType, ObjectPlan>();
  return {
    fieldsOf(type) {
      const before = planned.get(type);
      if (before !== undefined) return before;
      const nodes = new Map<string, [FieldNode, ...FieldNode[]]>();
      const visited = new Set<string>();
      for (const set of sets) collect(source, set, type, nodes, visited);
      const fields = [...nodes].map(([name, all]) => planField(source, type, name, all));
      const plan: ObjectPlan = {
        fields,
        resolved: fields.filter(({ property }) => property === null),
        readLeaves: leavesOf(fields, source.readOneByOne),
        weight: fields.reduce((sum, { weight }) => sum + weight, 0),
      };
      planned.set(type, plan);
      return plan;
    },
  };
}

/** Fields with the same name in the answer are one field, in the place of the first. */
function collect(
  source: Source,
  { selections }: SelectionSetNode,
  type: GraphQLObjectType,
  nodes: Map<string, [FieldNode, ...FieldNode[]]>,
  visited: Set<string>,
): void {
  for (const selection of selections) {
    if (!isIncluded(selection, source.conditions)) continue;
    if (selection.kind === Kind.FIELD) {
      const name = (selection.alias ?? selection.name).value;
      const same = nodes.get(name);
      if (same === undefined) nodes.set(name, [selection]);
      else same.push(selection);
    } else if (selection.kind === Kind.INLINE_FRAGMENT) {
      if (matches(source, selection, type)) {
        collect(source, selection.selectionSet, type, nodes, visited);
      }
    } else {
      const fragment = source.fragments[selection.name.value];
      if (!fragment || visited.has(selection.name.value)) continue;
      if (!matches(source, fragment, type)) continue;
      visited.add(selection.name.value);
      collect(source, fragment.selectionSet, type, nodes, visited);
    }
  }
}

function isIncluded({ directives = [] }: SelectionNode, conditions: Conditions): boolean {
  return directives.every(({ name, arguments: [condition] = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = condition?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (name.value === 'include');
  });
}

/** The variable of a `@skip` or `@include`; null where it has none. */
export function conditionOf({ name, arguments: [condition] = [] }: DirectiveNode): string | null {
  if (name.value !== 'skip' && name.value !== 'include') return null;
  return condition?.value.kind === Kind.VARIABLE ? condition.value.name.value : null;
}

function matches(
  { schema }: Source,
  { typeCondition }: InlineFragmentNode | FragmentDefinitionNode,
  type: GraphQLObjectType,
): boolean {
  if (!typeCondition) return true;
  const condition = typeFromAST(schema, typeCondition);
  return condition === type || (isAbstractType(condition) && schema.isSubType(condition, type));
}

function planField(
  source: Source,
  parentType: GraphQLObjectType,
  responseName: string,
  nodes: [FieldNode, ...FieldNode[]],
): FieldPlan {
  const [{ name, arguments: args = [] }] = nodes;
  const field = source.schema.getField(parentType, name.value);
  if (!field) throw new Error(`${parentType.name} has no field ${name.value}`);
  const shape = shapeOf(source, field.type, nodes);
  const isConstant = !args.some(({ value }) => holdsVariable(value));
  const shown = shape.kind === 'LEAF' ? shownProperty(field) : null;
  const property =
    shown !== null && shape.kind === 'LEAF' ? { name: shown, type: shape.type } : null;
  const weight = namedWeight(responseName);
  const known = { responseName, weight, nodes, field, property, parentType, shape, isConstant };
  return { ...known, args: null, last: null };
}

/**
 * The property that a field shows as it is: its own name where it has no resolver, or what it was exposed as, where no
 * plugin has put a resolver of its own around that of the exposure. Null: neither.
 */
function shownProperty({
  name,
  resolve,
  extensions,
}: GraphQLField<unknown, unknown>): string | null {
  if (resolve === undefined) return name;
  const { pothosExposedField: exposed, pothosOriginalResolve: original } = extensions;
  return typeof exposed === 'string' && resolve === original ? exposed : null;
}

function shapeOf(source: Source, type: GraphQLOutputType, nodes: readonly FieldNode[]): Shape {
  const isNonNull = isNonNullType(type);
  const nullable = isNonNullType(type) ? type.ofType : type;
  if (isListType(nullable)) {
    return { isNonNull, kind: 'LIST', item: shapeOf(source, nullable.ofType, nodes) };
  }
  const named = getNamedType(nullable);
  if (isLeafType(named)) return { isNonNull, kind: 'LEAF', type: named };
  const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  const selection = planSelection(source, sets);
  return isAbstractType(named)
    ? { isNonNull, kind: 'ABSTRACT', type: named, selection }
    : { isNonNull, kind: 'OBJECT', type: named, selection };
}

/** Literals are trees of nodes, whose members are nodes, lists of nodes and plain values. */
function holdsVariable(value: object): boolean {
  if ('kind' in value && value.kind === Kind.VARIABLE) return true;
  const { fields = [], values = [] } = value as { fields?: object[]; values?: object[] };
  return (
    values.some(holdsVariable) ||
    fields.some((field) => holdsVariable((field as { value: object }).value))
  );
}
