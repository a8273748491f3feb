import { createClient } from 'graphql-ws';
import { print } from 'graphql';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { scopes } from '../../src/domain/principal.ts';
import * as documents from '../support/documents.ts';
import { inr, upi } from '../support/examplepay.ts';
import { eventually } from '../support/app.ts';
import { startPaygraph } from '../support/process.ts';
import type { PaygraphProcess } from '../support/process.ts';

/** Real processes on one database, and ExamplePay, whose webhooks go to the first. */
export interface Site extends AsyncDisposable {
  processes: readonly PaygraphProcess[];
  /** Makes orders at the first process, and resolves to their ids and numbers at the provider. */
  orders(count: number): Promise<readonly Order[]>;
  /** The payer pays, and the provider sends its webhook. */
  pay(order: Order): void;
  /** Follows the merchant's log at the last process. */
  follow(): Promise<Follower>;
  /** A mutation at the first process that writes and calls nobody. Resolves to its milliseconds. */
  write(): Promise<number>;
  /** What the processes logged. */
  lines: readonly string[];
}

interface Order {
  id: string;
  number: string;
}

/** What one subscriber was told. */
export interface Follower extends AsyncDisposable {
  /** By order, when it was told that it is paid, on the monotonic clock. */
  paidAt: ReadonlyMap<string, number>;
  /** All events, in their order. */
  events: readonly string[];
}

export interface SiteOptions {
  /** As in DATABASE_URL. */
  database: string;
  redis?: string | null;
  processes?: number;
}

const adminKey = 'the-administrator-of-several-processes';

export async function openSite({
  database,
  redis = null,
  processes: count = 2,
}: SiteOptions): Promise<Site> {
  const lines: string[] = [];
  const sandbox = await startSandbox();
  const start = () =>
    startPaygraph({
      databaseUrl: database,
      adminKey,
      env: { LOG_LEVEL: 'info', ...(redis && { REDIS_URL: redis }) },
      onLine: (line) => {
        if (line.startsWith('{')) lines.push(line);
      },
    });
  const processes = await Promise.all(Array.from({ length: count }, start));
  const [first] = processes;
  const last = processes.at(-1);
  if (first === undefined || last === undefined) throw new Error('no process');
  const request = async (query: string, variables: object, as: string): Promise<Result> => {
    const response = await fetch(`${first.base}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${as}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data?: object; errors?: unknown };
    const [result] = Object.values(data ?? {}) as Result[];
    if (result === undefined) throw new Error(JSON.stringify(errors));
    return result;
  };
  const key = await prepare(request, sandbox);
  let made = 0;
  const make = async (): Promise<Order> => {
    made += 1;
    const { order } = await request(print(documents.createOrder), orderInput(made), key);
    if (order === undefined) throw new Error('no order was made');
    return { id: order.id, number: order.providerReference };
  };
  return {
    processes,
    lines,
    async orders(wanted) {
      const orders: Order[] = [];
      while (orders.length < wanted) {
        const next = Math.min(20, wanted - orders.length);
        orders.push(...(await Promise.all(Array.from({ length: next }, make))));
      }
      return orders;
    },
    pay: ({ number }) => sandbox.provider('EXAMPLEPAY').pay(number),
    follow: () => follow(last.base, key),
    async write() {
      const began = performance.now();
      await request(print(documents.createMerchant), { input: { name: 'another' } }, adminKey);
      return performance.now() - began;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(processes.map((one) => one.kill()));
      await sandbox.close();
    },
  };
}

type Result = Record<'merchant' | 'account', { id: string }> & {
  secret: string;
  order?: { id: string; providerReference: string };
};
type Request = (query: string, variables: object, as: string) => Promise<Result>;

/** A merchant with an account at ExamplePay. Resolves to the merchant's key. */
async function prepare(
  request: Request,
  sandbox: Awaited<ReturnType<typeof startSandbox>>,
): Promise<string> {
  const make = (document: Parameters<typeof print>[0], input: object) =>
    request(print(document), { input }, adminKey);
  const { merchant } = await make(documents.createMerchant, { name: 'Several' });
  const key = { merchant: merchant.id, name: 'all', scopes };
  const { secret } = await make(documents.createApiKey, key);
  const provider = sandbox.provider('EXAMPLEPAY');
  await make(documents.createProviderAccount, {
    merchant: merchant.id,
    name: 'ExamplePay',
    baseUrl: provider.baseUrl,
    config: { examplepay: provider.createMerchantAccount() },
  });
  return secret;
}

const orderInput = (count: number) => ({
  input: {
    idempotencyKey: `several-${count}`,
    reference: 'basket',
    amount: inr('100.00'),
    method: upi,
    customer: {
      firstName: 'Asha',
      lastName: 'Rao',
      email: 'asha@example.com',
      phone: '+919876543210',
    },
  },
});

async function follow(base: string, key: string): Promise<Follower> {
  const client = createClient({
    url: `${base.replace('http', 'ws')}/graphql`,
    connectionParams: { authorization: `Bearer ${key}` },
    retryAttempts: 0,
    webSocketImpl: WebSocket,
  });
  const paidAt = new Map<string, number>();
  const events: string[] = [];
  let isFollowing = false;
  let failed: unknown = null;
  const stop = client.subscribe<{ events: Item }>(
    {
      query:
        'subscription { events { kind event { id to: toStatus subject { ... on Order { id } } } } }',
    },
    {
      next({ data, errors }) {
        failed ??= errors;
        if (data?.events.kind === 'CAUGHT_UP') isFollowing = true;
        const event = data?.events.event;
        if (!event) return;
        events.push(event.id);
        if (event.to === 'PAID') paidAt.set(event.subject.id, performance.now());
      },
      error: (error) => (failed = error),
      complete: () => undefined,
    },
  );
  await eventually(async () => {
    if (failed) throw new Error(JSON.stringify(failed));
    return isFollowing;
  });
  return {
    paidAt,
    events,
    async [Symbol.asyncDispose]() {
      stop();
      await client.dispose();
    },
  };
}

interface Item {
  kind: string;
  event: { id: string; to: string; subject: { id: string } } | null;
}
