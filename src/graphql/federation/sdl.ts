import { Kind, parse, parseConstValue, print, printSchema } from 'graphql';
import type { ConstDirectiveNode, GraphQLObjectType, GraphQLSchema } from 'graphql';

/** The version from which a subgraph may have a type Subscription. */
const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key", "@shareable"])';

/** Known to GraphQL and not to composition, which then requires its definition. */
const oneOf = 'directive @oneOf on INPUT_OBJECT';

/**
 * The schema as composition reads it: entities have their key, and PageInfo may be in other subgraphs too, because
 * every schema with Relay's connections has it.
 */
export function subgraphSdl(schema: GraphQLSchema, entities: readonly GraphQLObjectType[]): string {
  const key = directive('key', { fields: 'id' });
  const directives = new Map(entities.map(({ name }) => [name, key]));
  directives.set('PageInfo', directive('shareable', {}));
  const definitions = parse(printSchema(schema)).definitions.map((definition) => {
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return definition;
    const added = directives.get(definition.name.value);
    return added === undefined ? definition : { ...definition, directives: [added] };
  });
  return `${[print({ kind: Kind.DOCUMENT, definitions }), link, oneOf].join('\n\n')}\n`;
}

function directive(name: string, args: Readonly<Record<string, string>>): ConstDirectiveNode {
  return {
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: Object.entries(args).map(([arg, value]) => ({
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: arg },
      value: parseConstValue(JSON.stringify(value)),
    })),
  };
}
