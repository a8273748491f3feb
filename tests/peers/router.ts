import { composeServices } from '@apollo/composition';
import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { parse } from 'graphql';

export interface Subgraph {
  name: string;
  url: string;
  sdl: string;
}

interface Caller {
  authorization?: string;
}

/** Throws where the subgraphs do not fit together. */
export function compose(subgraphs: readonly Subgraph[]): string {
  const services = subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) }));
  const { supergraphSdl, errors = [] } = composeServices(services);
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new Error(errors.map(({ message }) => message).join('\n'));
}

/** Sends the caller's credentials on, and counts the requests. */
class Forwarding extends RemoteGraphQLDataSource<Caller> {
  readonly #count: () => void;

  constructor(url: string, count: () => void) {
    super({ url });
    this.#count = count;
  }

  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Caller>['willSendRequest']>>[0]) {
    this.#count();
    const { authorization } = context;
    if (authorization !== undefined) request.http?.headers.set('authorization', authorization);
  }
}

export interface Router {
  url: string;
  /** Requests to each subgraph. */
  requests: Map<string, number>;
  close(): Promise<void>;
}

export async function startRouter(supergraphSdl: string): Promise<Router> {
  const requests = new Map<string, number>();
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name, url = '' }) =>
      new Forwarding(url, () => requests.set(name, (requests.get(name) ?? 0) + 1)),
  });
  const server = new ApolloServer<Caller>({ gateway });
  const { url } = await startStandaloneServer(server, {
    listen: { port: 0, host: '127.0.0.1' },
    context: async ({ req: { headers } }) =>
      headers.authorization === undefined ? {} : { authorization: headers.authorization },
  });
  return { url, requests, close: () => server.stop() };
}
