/**
 * Runs as a process: subscriptions by graphql-ws and ws, set up as their documentation says. Each subscription executes
 * its operation for each event; what it shows is in the event already, so nothing is read.
 */
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeExecutableSchema } from '@graphql-tools/schema';
import { useServer } from 'graphql-ws/use/ws';
import { createPubSub } from 'graphql-yoga';
import { WebSocketServer } from 'ws';
import { openReads } from '../floors/reads.ts';
import type { FeedServerCommands } from '../support/feed-servers.ts';
import { serveCommands } from '../support/process.ts';

const host = '127.0.0.1';
// Many listeners of one topic are what is measured.
setMaxListeners(0);
const pubSub = createPubSub<{ events: [object]; orderUpdates: [id: string, object] }>();
let live = 0;

const counted = <Stream>(stream: Stream): Stream => {
  live += 1;
  return stream;
};

const schema = makeExecutableSchema({
  typeDefs: readFileSync(new URL('../../schema.graphql', import.meta.url), 'utf8'),
  resolvers: {
    Subscription: {
      events: {
        subscribe: () => counted(pubSub.subscribe('events')),
        resolve: (item: object) => item,
      },
      orderUpdates: {
        subscribe: (_: unknown, { id }: { id: string }) =>
          counted(pubSub.subscribe('orderUpdates', id)),
        resolve: (item: object) => item,
      },
    },
  },
  resolverValidationOptions: { requireResolversForResolveType: 'ignore' },
});

/** A frame of graphql-transport-ws with an event in it. */
interface Next {
  payload: { data: { events?: object; orderUpdates?: object } };
}

const commands: FeedServerCommands = {
  async open({ databaseFile }) {
    const reads = openReads(databaseFile);
    const http = createServer();
    const server = new WebSocketServer({ server: http, path: '/graphql' });
    useServer(
      {
        schema,
        onConnect: ({ connectionParams }) =>
          reads.merchantOf(String(connectionParams?.['authorization'])) !== null,
      },
      server,
    );
    await new Promise<void>((resolve) => http.listen(0, host, resolve));
    return { origin: `http://${host}:${(http.address() as AddressInfo).port}` };
  },
  followers: () => live,
  publish({ frame, order }) {
    const { data } = (JSON.parse(frame) as Next).payload;
    const began = process.hrtime.bigint();
    if (order === null) pubSub.publish('events', data.events ?? {});
    else pubSub.publish('orderUpdates', order, data.orderUpdates ?? {});
    return began;
  },
};

serveCommands(commands);
