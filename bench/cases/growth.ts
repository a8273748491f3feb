import assert from 'node:assert/strict';
import { filteredOrders, orderQuery, ordersQuery } from '../support/documents.ts';
import { ours } from '../support/figures.ts';
import type { Line, Round } from '../support/figures.ts';
import type { Answer, LoadCommands } from '../support/load.ts';
import { orderIdOf } from '../support/numbers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { Process, StartOptions } from '../support/process.ts';
import { allRounds, interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import { createTemplate } from '../support/template.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/** The requests of a round, all over the orders of a database. */
export type RequestsOf = (orders: number, index: number) => readonly object[];

/** `idsOf`: what the query for one of the orders finds, in this order. Null: the answers are not checked. */
export interface GrowthCase {
  what: string;
  requestsOf: RequestsOf;
  idsOf: ((orders: number, sought: number) => readonly string[]) | null;
}

/** What is measured on databases of several sizes. */
export interface GrowthPart {
  fill: (orders: number) => Promise<DatabaseTemplate>;
  queries: (count: number) => readonly GrowthCase[];
  /** Requests at a time. */
  connections: number;
  webhooks: boolean;
}

const hotQueries = (size: Size): GrowthPart => ({
  fill: (orders) => createTemplate(orders),
  queries,
  connections: size.pageConnections,
  webhooks: true,
});

/** Of each case, on each database. */
const answersChecked = 3;

interface Grown {
  name: string;
  template: DatabaseTemplate;
  server: ReturnType<typeof startProcess<PaygraphCommands>>;
  origin: string;
}

/** Each hot query and the webhooks, on a small database and on a large one: Paygraph beside itself. */
export const measureGrowth = (_: DatabaseTemplate, size: Size, profile: StartOptions) =>
  measureGrowthTo(size.growth, size, profile, hotQueries(size));

export const measureGrowthToMillion = (_: DatabaseTemplate, size: Size, profile: StartOptions) =>
  measureGrowthTo([10_000, 1_000_000], size, profile, hotQueries(size));

export async function measureGrowthTo(
  sizes: readonly number[],
  size: Size,
  profile: StartOptions,
  part: GrowthPart,
): Promise<Line[]> {
  const load = startProcess<LoadCommands>('support/load.ts');
  const grown: Grown[] = [];
  const templates: DatabaseTemplate[] = [];
  try {
    for (const orders of sizes) {
      const template = await part.fill(orders);
      templates.push(template);
      const server = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
      const opened = server.call('open', { database: await template.copy('grown') });
      const name = orders === sizes.at(-1) ? ours : `Paygraph, ${orders} orders`;
      grown.push({ name, template, server, origin: '' });
      Object.assign(grown.at(-1) ?? {}, await opened);
    }
    const lines: Line[] = [];
    const compare = async (
      what: string,
      round: (one: Grown, index: number) => Promise<Round>,
    ): Promise<void> => {
      const variants = grown.map((one) => ({
        name: one.name,
        server: one.server,
        round: (index: number) => round(one, index),
      }));
      lines.push(...(await interleave(`${sizes.at(-1)} orders, ${what}`, size, variants)));
    };
    for (const { what, requestsOf, idsOf } of part.queries(size.growthRequests)) {
      for (const one of idsOf === null ? [] : grown) {
        await checkAnswers(load, one, { what, requestsOf, idsOf });
      }
      await compare(what, ({ template, origin }, index) => {
        const requests = requestsOf(template.orders, index).map((body) =>
          requestOf(template, body),
        );
        const target = { origin, path: '/graphql', connections: part.connections };
        return load.call('each', { target, requests });
      });
    }
    if (part.webhooks) {
      await compare('webhooks', (one, index) => webhookRound(load, size, one, index));
    }
    return lines;
  } finally {
    await Promise.all([load.stop(), ...grown.map(({ server }) => server.stop())]);
    await Promise.all(templates.map((one) => one.remove()));
  }
}

const requestOf = ({ key }: DatabaseTemplate, body: object) => ({
  headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
  body: JSON.stringify(body),
});

function webhookRound(
  load: Process<LoadCommands>,
  size: Size,
  { template, origin }: Grown,
  index: number,
): Promise<Round> {
  const { accountId, signKey, orders } = template;
  const target = { origin, path: `/webhooks/${accountId}`, connections: size.connections };
  const count = Math.min(size.growthRequests, Math.floor(orders / allRounds(size)));
  const stride = Math.floor(orders / count);
  return load.call('webhooks', { target, signKey, first: index + 1, count, stride });
}

/** Throws where an answer is not what the database was filled for. */
async function checkAnswers(
  load: Process<LoadCommands>,
  { template, origin }: Grown,
  { what, requestsOf, idsOf }: GrowthCase,
): Promise<void> {
  const { orders } = template;
  // The second round's, which are not at the beginning of the database.
  const bodies = requestsOf(orders, 1).slice(0, answersChecked);
  const target = { origin, path: '/graphql', connections: 1 };
  for (const [at, sought] of placesOf(bodies.length, orders, 1).entries()) {
    const request = requestOf(template, bodies[at] ?? {});
    const answer = await load.call('once', { target, request });
    assert.deepEqual(idsIn(answer), idsOf?.(orders, sought), `${orders} orders, ${what}`);
  }
}

/** The ids of a list or a search. */
function idsIn({ data }: Answer): readonly string[] | undefined {
  const { orders, search } = (data ?? {}) as {
    orders?: { nodes: { id: string }[] };
    search?: { id: string }[];
  };
  return (orders?.nodes ?? search)?.map(({ id }) => id);
}

/** Far from each other, and others in each round. */
export const placesOf = (count: number, orders: number, index: number): number[] =>
  Array.from({ length: count }, (_, at) => 1 + ((at * 7919 + index * 104_729) % orders));

const query = (what: string, requestsOf: RequestsOf): GrowthCase => ({
  what,
  requestsOf,
  idsOf: null,
});

function queries(count: number): GrowthCase[] {
  const few = Math.ceil(count / 20);
  return [
    query('order by id', (orders, index) =>
      placesOf(count, orders, index).map((order) => ({
        query: orderQuery,
        variables: { id: orderIdOf(order) },
      })),
    ),
    query('by reference', (orders, index) =>
      placesOf(count, orders, index).map((order) => ({
        query: filteredOrders,
        variables: { filter: { reference: `basket ${order}` } },
      })),
    ),
    query('by status', () =>
      Array.from({ length: few }, () => ({
        query: filteredOrders,
        variables: { filter: { statuses: ['AWAITING_PAYMENT', 'PAID'] } },
      })),
    ),
    query('page of 50', () => Array.from({ length: few }, () => ({ query: ordersQuery }))),
  ];
}
