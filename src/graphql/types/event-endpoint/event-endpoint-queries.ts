import { findEventEndpoints } from '../../../store/queries/event-endpoints/endpoints.ts';
import { builder } from '../../builder.ts';
import { connectionOf, connectionPaging, connectionType, readPage } from '../../connections.ts';
import { merchantOf } from '../../context.ts';
import { EventEndpoint } from './event-endpoint.ts';

const EventEndpointConnection = connectionType('EventEndpoint', EventEndpoint);

builder.queryField('eventEndpoints', (t) =>
  t.field({
    type: EventEndpointConnection,
    description: 'Scope MANAGE. Newest first.',
    authScopes: { key: 'MANAGE' },
    args: connectionPaging,
    resolve: async (_root, args, context) => {
      const page = readPage(args, 'eep');
      const rows = await findEventEndpoints(context.deps.read, merchantOf(context), page);
      return connectionOf(rows, page);
    },
  }),
);
