/** Runs as a process: the queries answered by another server, each set up as its own documentation says. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import fastify from 'fastify';
import { createYoga } from 'graphql-yoga';
import mercurius from 'mercurius';
import { openReads } from '../floors/reads.ts';
import type { Reads } from '../floors/reads.ts';
import { serveCommands } from '../support/process.ts';
import type { QueryServerCommands } from '../support/query-servers.ts';
import { contextOf, schemaOf } from './schema.ts';

const host = '127.0.0.1';

/** Each resolves to its port. */
const engines: Readonly<Record<string, (reads: Reads) => Promise<number>>> = {
  async mercurius(reads) {
    const app = fastify();
    await app.register(mercurius, {
      schema: schemaOf(reads),
      context: (request) => contextOf(reads, request.headers.authorization),
      // Compiles a document when it comes for the second time.
      jit: 1,
    });
    return Number(new URL(await app.listen({ port: 0, host })).port);
  },
  async apollo(reads) {
    const server = new ApolloServer({ schema: schemaOf(reads) });
    const { url } = await startStandaloneServer(server, {
      listen: { port: 0, host },
      context: async ({ req }) => contextOf(reads, req.headers.authorization),
    });
    return Number(new URL(url).port);
  },
  async yoga(reads) {
    const yoga = createYoga({
      schema: schemaOf(reads),
      context: ({ request }) => contextOf(reads, request.headers.get('authorization') ?? undefined),
    });
    const server = createServer((request, response) => void yoga(request, response));
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return (server.address() as AddressInfo).port;
  },
};

const commands: QueryServerCommands = {
  async open({ databaseFile, engine }) {
    const start = engines[engine];
    if (start === undefined) throw new Error(`no peer ${engine}`);
    return { origin: `http://${host}:${await start(openReads(databaseFile))}` };
  },
};

serveCommands(commands);
