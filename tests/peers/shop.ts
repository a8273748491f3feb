import { ApolloServer } from '@apollo/server';
import { ApolloServerPluginInlineTraceDisabled } from '@apollo/server/plugin/disabled';
import { startStandaloneServer } from '@apollo/server/standalone';
import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse } from 'graphql';

/** The subgraph of a shop. It knows of its carts by which orders they are paid. */
export const shopSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.4", import: ["@key", "@shareable"])

  type Query {
    cart(id: ID!): Cart
    carts(first: Int = 20): CartConnection!
  }

  type Cart @key(fields: "id") {
    id: ID!
    items: [String!]!
    order: Order
  }

  type CartConnection {
    edges: [CartEdge!]!
    pageInfo: PageInfo!
  }

  type CartEdge {
    cursor: String!
    node: Cart!
  }

  type PageInfo @shareable {
    hasNextPage: Boolean!
    hasPreviousPage: Boolean!
    startCursor: String
    endCursor: String
  }

  type Order @key(fields: "id") {
    id: ID!
    cart: Cart
  }
`;

export interface Cart {
  id: string;
  items: string[];
  orderId: string;
}

export interface Shop {
  url: string;
  close(): Promise<void>;
}

/** `carts` may be filled later. */
export async function startShop(carts: readonly Cart[]): Promise<Shop> {
  const resolvers = {
    Query: {
      cart: (_root: unknown, { id }: { id: string }) => carts.find((cart) => cart.id === id),
      carts: (_root: unknown, { first }: { first: number }) => ({
        edges: carts.slice(0, first).map((cart) => ({ cursor: cart.id, node: cart })),
        pageInfo: { hasNextPage: carts.length > first, hasPreviousPage: false },
      }),
    },
    Cart: {
      order: ({ orderId }: Cart) => ({ __typename: 'Order', id: orderId }),
    },
    Order: {
      cart: ({ id }: { id: string }) => carts.find(({ orderId }) => orderId === id),
    },
  };
  const schema = buildSubgraphSchema({ typeDefs: parse(shopSdl), resolvers });
  // It would say so on the console otherwise.
  const plugins = [ApolloServerPluginInlineTraceDisabled()];
  const server = new ApolloServer({ schema, plugins });
  const { url } = await startStandaloneServer(server, { listen: { port: 0, host: '127.0.0.1' } });
  return { url, close: () => server.stop() };
}
