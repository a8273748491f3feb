import { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
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

export const schema = new GraphQLSchema({
  ...builder.toSchema().toConfig(),
  description: `Authentication: \`Authorization: Bearer <key or token>\` over HTTP and SSE, \`{ authorization: "Bearer …" }\`
in connectionParams over graphql-transport-ws.`,
});
