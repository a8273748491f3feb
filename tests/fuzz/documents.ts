import { readFileSync } from 'node:fs';
import {
  buildSchema,
  getNamedType,
  getOperationAST,
  getVariableValues,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  parse,
  validate,
} from 'graphql';
import type {
  GraphQLArgument,
  GraphQLField,
  GraphQLInputType,
  GraphQLNamedType,
  GraphQLObjectType,
  GraphQLOutputType,
} from 'graphql';
import type { Random } from '../crash/random.ts';
import { randomLetters } from './odd.ts';

/** Documents made from the public schema alone. */
const schema = buildSchema(readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'));

export interface Request {
  query: string;
  variables: Record<string, unknown>;
}

/** A valid request for one field of the root, with its arguments as variables. */
export function validRequest(
  random: Random,
  kind: 'query' | 'mutation' | 'subscription',
  named?: string,
): Request {
  const root = rootOf(kind);
  const fields = Object.values(root.getFields());
  const field = fields.find(({ name }) => name === named) ?? random.pick(fields);
  const args = field.args.filter((arg) => isNonNullType(arg.type) || random.chance(0.5));
  const variables = Object.fromEntries(args.map((arg) => [arg.name, valueOf(arg.type, random, 0)]));
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const head = declared === '' ? kind : `${kind} Fuzz(${declared})`;
  const provided = args.map(({ name }) => `${name}: $${name}`).join(', ');
  const called = provided === '' ? field.name : `${field.name}(${provided})`;
  return { query: `${head} { ${called}${selectionOf(field.type, random, 0)} }`, variables };
}

export function rootOf(kind: 'query' | 'mutation' | 'subscription'): GraphQLObjectType {
  const root = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }[kind];
  if (!root) throw new Error(`the schema has no ${kind}`);
  return root;
}

/** Whether the public schema accepts it, as far as that can be decided without its scalars. */
export function isValid({ query, variables }: Request, operationName?: string): boolean {
  try {
    const document = parse(query, { maxTokens: 20_000 });
    if (validate(schema, document).length > 0) return false;
    const operation = getOperationAST(document, operationName);
    if (!operation) return false;
    return !getVariableValues(schema, operation.variableDefinitions ?? [], variables).errors;
  } catch {
    return false;
  }
}

const deepest = 4;

function selectionOf(type: GraphQLOutputType, random: Random, depth: number): string {
  const named = getNamedType(type);
  if (!isCompositeType(named)) return '';
  const parts = isUnionType(named) || isInterfaceType(named) ? partsOf(named, random, depth) : [];
  const fields =
    isObjectType(named) || isInterfaceType(named) ? Object.values(named.getFields()) : [];
  const chosen = fields
    .filter((field) => depth < deepest || !isCompositeType(getNamedType(field.type)))
    .filter((field) => !field.args.some(isNeeded) && random.chance(0.4))
    .map((field) => fieldOf(field, random, depth));
  return ` { ${['__typename', ...chosen, ...parts].join(' ')} }`;
}

const isNeeded = (arg: GraphQLArgument): boolean =>
  isNonNullType(arg.type) && arg.defaultValue === undefined;

function fieldOf(field: GraphQLField<unknown, unknown>, random: Random, depth: number): string {
  // Fields of one name in different parts must not differ.
  const alias = `f${random.between(0, 1_000_000)}`;
  return `${alias}: ${field.name}${selectionOf(field.type, random, depth + 1)}`;
}

function partsOf(type: GraphQLNamedType, random: Random, depth: number): string[] {
  if (!isUnionType(type) && !isInterfaceType(type)) return [];
  const possible = schema.getPossibleTypes(type);
  return [random.pick(possible), random.pick(possible)].map(
    (one) => `... on ${one.name}${selectionOf(one, random, depth + 1)}`,
  );
}

/** A value that the type accepts, as far as the schema tells. */
export function valueOf(type: GraphQLInputType, random: Random, depth: number): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, random, depth);
  if (isListType(type)) return [valueOf(type.ofType, random, depth + 1)];
  if (isEnumType(type)) return random.pick(type.getValues()).name;
  if (isInputObjectType(type)) {
    const fields = Object.values(type.getFields());
    const provided = type.isOneOf
      ? [random.pick(fields)]
      : fields.filter((one) => isNonNullType(one.type) || (depth < 3 && random.chance(0.5)));
    return Object.fromEntries(
      provided.map((one) => [one.name, valueOf(one.type, random, depth + 1)]),
    );
  }
  switch (type.name) {
    case 'Int':
      return random.between(1, 50);
    case 'Float':
      return random.next();
    case 'Boolean':
      return random.chance(0.5);
    case 'DateTime':
      return '2026-11-27T10:00:00Z';
    case 'URL':
      return 'https://shop.example/return';
    default:
      return `fuzz-${randomLetters(random, 12)}`;
  }
}
