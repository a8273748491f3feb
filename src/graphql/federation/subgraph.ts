import {
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  GraphQLUnionType,
  isInterfaceType,
} from 'graphql';
import type { GraphQLFieldConfig, GraphQLFieldResolver } from 'graphql';
import type { Context } from '../context.ts';
import { typeOfNode } from '../types/node.ts';
import { representationScalar } from './representation.ts';
import type { Representation } from './representation.ts';
import { subgraphSdl } from './sdl.ts';

type Field = GraphQLFieldConfig<unknown, Context>;
type Resolver = GraphQLFieldResolver<unknown, Context>;
type Found = { id: string } | null;

/**
 * The schema as a subgraph of Apollo Federation 2. Every type that is a Node is an entity, and its key is `id`; an
 * entity is found as `Query.node` finds it, for the same callers.
 */
export function subgraphOf(schema: GraphQLSchema): GraphQLSchema {
  const node = schema.getType('Node');
  const query = schema.getQueryType()?.toConfig();
  const findNode = query?.fields['node']?.resolve;
  if (!isInterfaceType(node) || !query || !findNode) throw new Error('the schema has no node');
  const entities = schema.getImplementations(node).objects;
  const fields = {
    ...query.fields,
    _service: serviceOf(schema, entities),
    _entities: entitiesBy(findNode, entities),
  };
  const config = schema.toConfig();
  return new GraphQLSchema({
    ...config,
    query: new GraphQLObjectType({ ...query, fields }),
    types: config.types.filter(({ name }) => name !== query.name),
  });
}

function serviceOf(schema: GraphQLSchema, entities: readonly GraphQLObjectType[]): Field {
  const sdl = subgraphSdl(schema, entities);
  const type = new GraphQLObjectType({
    name: '_Service',
    fields: {
      sdl: { type: GraphQLString, description: 'This schema, as composition reads it.' },
    },
  });
  return { type: new GraphQLNonNull(type), resolve: () => ({ sdl }) };
}

function entitiesBy(findNode: Resolver, entities: readonly GraphQLObjectType[]): Field {
  const type = new GraphQLUnionType({
    name: '_Entity',
    types: entities,
    resolveType: (found) => typeOfNode(found as { id: string }),
  });
  const representation = representationScalar(new Set(entities.map(({ name }) => name)));
  const all = new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(representation)));
  return {
    type: new GraphQLNonNull(new GraphQLList(type)),
    description: 'For routers. An entity is null where `node` is null, and has the same scopes.',
    args: { representations: { type: all } },
    resolve: (root, args, context, info) =>
      (args['representations'] as Representation[]).map(async ({ type: name, id }) => {
        const found = (await findNode(root, { id }, context, info)) as Found;
        return found !== null && typeOfNode(found) === name ? found : null;
      }),
  };
}
