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
import './types/event.ts';
import './types/reconciliation.ts';
import './types/webhook/index.ts';
import './types/audit/audit-trail.ts';
import './updates.ts';

builder.queryType();
builder.mutationType();
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
