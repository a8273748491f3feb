import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isScalarType,
  isUnionType,
  print,
} from 'graphql';
import type { GraphQLField, GraphQLInputField, GraphQLNamedType, GraphQLSchema } from 'graphql';

/** The schema as plain data, for its reference. Everything is sorted by name. */
export interface SchemaDescription {
  description: string;
  /** The names of the types whose fields are the operations. */
  roots: Readonly<Record<'query' | 'mutation' | 'subscription', string | null>>;
  types: readonly DescribedType[];
}

export type TypeKind = 'OBJECT' | 'INTERFACE' | 'UNION' | 'ENUM' | 'INPUT' | 'SCALAR';

export interface DescribedType {
  kind: TypeKind;
  name: string;
  description: string;
  /** Of objects, interfaces and inputs. */
  fields: readonly DescribedField[];
  /** Of enums. */
  values: readonly Described[];
  /** The interfaces of an object or interface. */
  interfaces: readonly string[];
  /** What is a member of a union or implements an interface. */
  members: readonly string[];
  /** An input of which exactly one member is given. */
  isOneOf: boolean;
  /** The URL of a scalar's specification. */
  specifiedBy: string | null;
}

export interface Described {
  name: string;
  description: string;
  /** The reason. Null where it is not deprecated. */
  deprecated: string | null;
}

export interface DescribedValue extends Described {
  /** As in the schema language: "[Order!]!". */
  type: string;
  /** As in the schema language. Null where there is none. */
  defaultValue: string | null;
}

export interface DescribedField extends DescribedValue {
  arguments: readonly DescribedValue[];
}

export function describeSchema(schema: GraphQLSchema): SchemaDescription {
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  return {
    description: schema.description ?? '',
    roots: {
      query: schema.getQueryType()?.name ?? null,
      mutation: schema.getMutationType()?.name ?? null,
      subscription: schema.getSubscriptionType()?.name ?? null,
    },
    types: byName(types).map((type) => describeType(type, schema)),
  };
}

function describeType(type: GraphQLNamedType, schema: GraphQLSchema): DescribedType {
  return {
    kind: kindOf(type),
    name: type.name,
    description: type.description ?? '',
    fields: fieldsOf(type),
    values: isEnumType(type) ? byName(type.getValues()).map(describe) : [],
    interfaces: isObjectType(type) || isInterfaceType(type) ? names(type.getInterfaces()) : [],
    members: membersOf(type, schema),
    isOneOf: isInputObjectType(type) && type.isOneOf,
    specifiedBy: isScalarType(type) ? (type.specifiedByURL ?? null) : null,
  };
}

function kindOf(type: GraphQLNamedType): TypeKind {
  if (isObjectType(type)) return 'OBJECT';
  if (isInterfaceType(type)) return 'INTERFACE';
  if (isUnionType(type)) return 'UNION';
  if (isEnumType(type)) return 'ENUM';
  return isInputObjectType(type) ? 'INPUT' : 'SCALAR';
}

function fieldsOf(type: GraphQLNamedType): DescribedField[] {
  if (isInputObjectType(type)) {
    return byName(Object.values(type.getFields())).map((field) => {
      return { ...describeValue(field), arguments: [] };
    });
  }
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return byName(Object.values(type.getFields())).map(describeField);
}

function membersOf(type: GraphQLNamedType, schema: GraphQLSchema): string[] {
  if (isUnionType(type)) return names(type.getTypes());
  if (!isInterfaceType(type)) return [];
  const { objects, interfaces } = schema.getImplementations(type);
  return names([...objects, ...interfaces]);
}

function describeField(field: GraphQLField<unknown, unknown>): DescribedField {
  return {
    ...describe(field),
    type: String(field.type),
    defaultValue: null,
    arguments: byName(field.args).map(describeValue),
  };
}

type Value = Pick<GraphQLInputField, 'type' | 'default' | 'defaultValue'> &
  Parameters<typeof describe>[0];

function describeValue(value: Value): DescribedValue {
  const { literal, value: constant } = value.default ?? {};
  const other = constant ?? value.defaultValue;
  const isThere = value.default !== undefined || value.defaultValue !== undefined;
  const text = literal ? print(literal) : JSON.stringify(other ?? null);
  return { ...describe(value), type: String(value.type), defaultValue: isThere ? text : null };
}

function describe(value: {
  name: string;
  description?: string | null | undefined;
  deprecationReason?: string | null | undefined;
}): Described {
  return {
    name: value.name,
    description: value.description ?? '',
    deprecated: value.deprecationReason ?? null,
  };
}

const byName = <T extends { name: string }>(all: readonly T[]): T[] =>
  all.toSorted((a, b) => (a.name < b.name ? -1 : 1));

const names = (all: readonly { name: string }[]): string[] => byName(all).map(({ name }) => name);
