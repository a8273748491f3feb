import { extendSchema, GraphQLSchema, lexicographicSortSchema } from 'graphql';
import type { ProviderModules } from '../providers/provider.ts';
import { builder } from './builder.ts';
import { extensionOf } from './loaded-providers.ts';
import './scalars.ts';
import './types/index.ts';
import './updates.ts';

builder.queryType({
  description:
    'What there is. Records of another merchant are not there: they are null, or missing in lists.',
});
builder.mutationType({
  description: `What can be done. Each result is a union of a success and the failures that can be expected. What moves money takes
an idempotency key: after a lost answer, send the same input with the same key again.`,
});
builder.subscriptionType({
  description: `\`after\` resumes: every event after that cursor is delivered once, in order, and then live events follow, with no
event lost or repeated in between. Without \`after\`, order and settlement updates begin with a SNAPSHOT;
\`events\` begins live, after a CAUGHT_UP.`,
});

/** What is the same whatever providers there are. */
const base = new GraphQLSchema({
  ...builder.toSchema().toConfig(),
  description: `Authentication: \`Authorization: Bearer <key or token>\` over HTTP and SSE, \`{ authorization: "Bearer …" }\`
in connectionParams over graphql-transport-ws.`,
});

const schemas = new WeakMap<ProviderModules, GraphQLSchema>();

/** The schema for the providers that are loaded. `missing`: those that are not, and have accounts. */
export function schemaOf(modules: ProviderModules, missing: readonly string[] = []): GraphQLSchema {
  const known = missing.length === 0 ? schemas.get(modules) : undefined;
  if (known !== undefined) return known;
  const schema = lexicographicSortSchema(extendSchema(base, extensionOf(modules, missing)));
  if (missing.length === 0) schemas.set(modules, schema);
  return schema;
}
