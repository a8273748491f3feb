import { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import './scalars.ts';
import './types/provider.ts';
import './types/merchant.ts';
import './types/account/index.ts';
import './types/order/index.ts';
import './types/abnormal-payment/index.ts';
import './types/refund/index.ts';
import './types/settlement/index.ts';
import './types/explanation.ts';
import './types/event-log.ts';
import './types/reconciliation.ts';
import './types/managed.ts';
import './types/attention/index.ts';
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
