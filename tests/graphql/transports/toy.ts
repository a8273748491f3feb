import { buildSchema, GraphQLError, GraphQLScalarType, Kind } from 'graphql';
import type { GraphQLFieldResolver, GraphQLSchema } from 'graphql';
import { createGraphqlEndpoint } from '../../../src/graphql/transports/endpoint.ts';
import type { GraphqlEndpointOptions } from '../../../src/graphql/transports/endpoint.ts';
import type { GraphqlService, RequestInfo } from '../../../src/graphql/transports/service.ts';
import { createHttpServer } from '../../../src/http/server.ts';
import type { HttpServerDeps } from '../../../src/http/server.ts';
import { createMetrics } from '../../../src/http/metrics/metrics.ts';
import { noGauges } from '../../support/no-gauges.ts';

const typeDefs = /* GraphQL */ `
  scalar Decimal
  input MoneyInput {
    amount: Decimal!
    currency: String!
  }
  input MethodInput @oneOf {
    card: String
    pix: String
  }
  input OrderInput {
    amount: MoneyInput!
    method: MethodInput
    lines: [MoneyInput!]
  }
  type Tick {
    cursor: String!
    n: Int!
    text: String
  }
  type Query {
    hello(name: String = "you", length: Int! = 3): String!
    forbidden: String
    broken: String
    foreign: String
    nothing: String!
    who: String!
    slow: String
  }
  type Mutation {
    order(input: OrderInput!): String!
    slow: String
  }
  type Subscription {
    ticks(from: Int = 1, to: Int = 3): Tick
    open: Tick
    large(items: Int!, from: Int = 1): Tick
    breaks: Tick
    refused: Tick
    slow: Tick
  }
`;

type Resolver = GraphQLFieldResolver<unknown, Context>;

interface Context {
  info: RequestInfo;
}

interface StreamEvent {
  cursor: string;
  n: number;
}

/** What the toy service observed; the sockets show the outside. */
export interface Seen {
  unexpected: { error: unknown; requestId: string }[];
  returned: number;
  pulled: number;
  /** Operations that wait for `finish`. */
  waiting: (() => void)[];
  finished: number;
}

export interface Toy {
  url: string;
  wsUrl: string;
  seen: Seen;
  /** Returns how many were listening. */
  push(event: StreamEvent): number;
  /** Lets every slow operation go on. */
  finish(): void;
  drain(): Promise<void>;
}

export const key = 'Bearer key';

/** The toy schema behind real sockets. */
export async function startToy(
  options: GraphqlEndpointOptions = {},
  overrides: Partial<HttpServerDeps> = {},
  changed: Partial<GraphqlService<Context>> = {},
): Promise<Toy> {
  const seen: Seen = { unexpected: [], returned: 0, pulled: 0, waiting: [], finished: 0 };
  const listeners = new Set<(event: StreamEvent) => void>();
  const service: GraphqlService<Context> = {
    schema: createSchema(seen, listeners),
    sourceOf: () => '127.0.0.1',
    async authenticate(authorization) {
      if (authorization !== key) return null;
      return { kind: 'API_KEY', keyId: 'key_1', merchantId: 'mer_1', scopes: ['READ'] };
    },
    createContext: (info) => ({ info }),
    onUnexpectedError: (error, requestId) => seen.unexpected.push({ error, requestId }),
    ...changed,
  };
  const server = createHttpServer({
    graphql: await createGraphqlEndpoint(service, options),
    graphiql: null,
    paymentLinks: {
      find: () => Promise.resolve(null),
      show: () => Promise.reject(new Error('there is no link')),
      open: () => Promise.reject(new Error('there is no link')),
      publicUrl: () => '',
      onUnexpectedError: (error, requestId) => seen.unexpected.push({ error, requestId }),
    },
    openCheckout: () => Promise.resolve(null),
    webhooks: {
      receive: () => Promise.resolve({ status: 200, contentType: 'text/plain', body: 'success' }),
      onUnexpectedError: (error, requestId) => seen.unexpected.push({ error, requestId }),
      now: () => Date.now(),
    },
    registry: createMetrics(noGauges).registry,
    metricsToken: null,
    ready: () => Promise.resolve(true),
    onUnexpectedError: (error, requestId) => seen.unexpected.push({ error, requestId }),
    ...overrides,
  });
  const port = await server.listen(0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    wsUrl: `ws://127.0.0.1:${port}/graphql`,
    seen,
    push(event) {
      for (const listener of listeners) listener(event);
      return listeners.size;
    },
    finish() {
      for (const release of seen.waiting.splice(0)) release();
    },
    drain: () => server.drain(),
  };
}

function createSchema(seen: Seen, listeners: Set<(event: StreamEvent) => void>): GraphQLSchema {
  const schema = buildSchema(typeDefs);
  const decimal = schema.getType('Decimal');
  if (!(decimal instanceof GraphQLScalarType)) throw new Error('No Decimal');
  decimal.coerceInputValue = parseDecimal;
  decimal.coerceInputLiteral = (node) =>
    parseDecimal(node.kind === Kind.STRING ? node.value : null);
  const resolve = (type: string, field: string, resolver: Resolver): void => {
    const found = schema.getType(type);
    if (!found || !('getFields' in found)) throw new Error(`No ${type}`);
    const definition = found.getFields()[field];
    if (!definition) throw new Error(`No ${type}.${field}`);
    Object.assign(definition, type === 'Subscription' ? asStream(resolver) : { resolve: resolver });
  };
  resolve('Query', 'hello', (_s, { name }) => `Hello ${name}`);
  resolve('Query', 'forbidden', () => {
    throw new GraphQLError('No', { extensions: { code: 'FORBIDDEN' } });
  });
  resolve('Query', 'broken', () => {
    throw new Error('password=hunter2');
  });
  resolve('Query', 'foreign', () => {
    throw Object.assign(new Error('password=hunter2'), { extensions: { code: 'LOOKS_FINE' } });
  });
  resolve('Query', 'nothing', () => null);
  resolve('Query', 'who', (_s, _a, { info }) => JSON.stringify(info.principal));
  const slow = async () => {
    await new Promise<void>((release) => seen.waiting.push(release));
    seen.finished += 1;
    return 'done';
  };
  resolve('Query', 'slow', slow);
  resolve('Mutation', 'slow', slow);
  resolve('Subscription', 'slow', async () => {
    await slow();
    return ticks(1, 1);
  });
  resolve('Mutation', 'order', (_s, { input }) => JSON.stringify(input));
  resolve('Subscription', 'ticks', (_s, { from, to }, { info }) =>
    ticks(Number(info.resumeAfter?.slice(1) ?? from - 1) + 1, to),
  );
  resolve('Subscription', 'open', () => listening(seen, listeners));
  resolve('Subscription', 'large', (_s, { items, from }) => large(seen, items, from));
  resolve('Subscription', 'breaks', () => breaking());
  resolve('Subscription', 'refused', () => {
    throw new GraphQLError('No', { extensions: { code: 'FORBIDDEN' } });
  });
  return schema;
}

function parseDecimal(value: unknown): string {
  if (typeof value !== 'string' || !/^\d+(\.\d+)?$/.test(value)) {
    throw new GraphQLError('Decimal is an exact decimal string');
  }
  return value;
}

function asStream(subscribe: Resolver) {
  return { subscribe, resolve: (source: unknown) => source };
}

async function* ticks(from: number, to: number) {
  for (let n = from; n <= to; n += 1) yield { cursor: `c${n}`, n };
}

async function* breaking() {
  yield { cursor: 'c1', n: 1 };
  throw new Error('password=hunter2');
}

async function* large(seen: Seen, items: number, from: number) {
  const text = 'x'.repeat(64 * 1024);
  try {
    for (let n = from; n <= items; n += 1) {
      seen.pulled = n;
      yield { cursor: `c${n}`, n, text };
    }
  } finally {
    seen.returned += 1;
  }
}

/** Ends only when it is returned. */
function listening(
  seen: Seen,
  listeners: Set<(event: StreamEvent) => void>,
): AsyncIterableIterator<StreamEvent> {
  const queue: StreamEvent[] = [];
  const state = { isOver: false };
  let wake: (() => void) | null = null;
  const listener = (event: StreamEvent): void => {
    queue.push(event);
    wake?.();
  };
  listeners.add(listener);
  const items: AsyncIterableIterator<StreamEvent> = {
    async next() {
      while (queue.length === 0 && !state.isOver) {
        await new Promise<void>((resolve) => (wake = resolve));
      }
      const value = queue.shift();
      return value === undefined || state.isOver ? { done: true, value: undefined } : { value };
    },
    async return() {
      state.isOver = true;
      listeners.delete(listener);
      seen.returned += 1;
      wake?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => items,
  };
  return items;
}

/** Waits, with a bound, until the condition holds. */
export async function until(holds: () => boolean, what: string): Promise<void> {
  const end = Date.now() + 15_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error(`Never: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export interface Answer {
  data?: Record<string, unknown> | null;
  errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[];
}

export async function post(
  toy: Toy,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ status: number; headers: Headers; answer: Answer }> {
  const response = await fetch(`${toy.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: key, ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, answer: JSON.parse(text) as Answer };
}
