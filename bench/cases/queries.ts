import { deepStrictEqual } from 'node:assert/strict';
import { orderQuery, ordersQuery } from '../support/documents.ts';
import { ours } from '../support/figures.ts';
import type { Line } from '../support/figures.ts';
import type { Answer, LoadCommands, Target } from '../support/load.ts';
import { orderIdOf } from '../support/numbers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { Process, StartOptions } from '../support/process.ts';
import type { QueryServerCommands } from '../support/query-servers.ts';
import { interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { DatabaseTemplate } from '../support/template.ts';

export const measureOrderQuery = queryCase(
  'order by id, 8 fields',
  Array.from({ length: 500 }, (_, index) => ({
    query: orderQuery,
    variables: { id: orderIdOf(index + 1) },
  })),
  ({ connections }) => connections,
);

export const measurePageQuery = queryCase(
  '50 orders, 550 objects below',
  [{ query: ordersQuery }],
  ({ pageConnections }) => pageConnections,
);

interface Contestant {
  name: string;
  module: string;
  engine: string;
}

const floors: readonly Contestant[] = [
  { name: 'floor: node:http, answer by hand', module: 'floors/queries.ts', engine: 'byHand' },
  { name: 'node:http, graphql-js', module: 'floors/queries.ts', engine: 'graphql' },
];
const peers: readonly Contestant[] = [
  { name: 'mercurius, graphql-jit', module: 'peers/queries.ts', engine: 'mercurius' },
  { name: 'Apollo Server', module: 'peers/queries.ts', engine: 'apollo' },
  { name: 'GraphQL Yoga', module: 'peers/queries.ts', engine: 'yoga' },
];

interface Served {
  name: string;
  server: Pick<Process<QueryServerCommands>, 'cpu' | 'stop'>;
  target: Target;
}

function queryCase(name: string, all: readonly object[], connectionsOf: (size: Size) => number) {
  return async (template: DatabaseTemplate, size: Size, profile: StartOptions): Promise<Line[]> => {
    const load = startProcess<LoadCommands>('support/load.ts');
    const contestants = size.withPeers ? [...floors, ...peers] : floors;
    // All only read, except for the time of a key's last use.
    const databaseFile = await template.copy('queries');
    const target = ({ origin }: { origin: string }): Target => ({
      origin,
      path: '/graphql',
      connections: connectionsOf(size),
    });
    const served: Served[] = [];
    try {
      for (const { name: variant, module, engine } of contestants) {
        const server = startProcess<QueryServerCommands>(module);
        const opened = await server.call('open', { databaseFile, engine });
        served.push({ name: variant, server, target: target(opened) });
      }
      const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
      const opened = await paygraph.call('open', { database: databaseFile });
      served.push({ name: ours, server: paygraph, target: target(opened) });
      const request = (params: object, key = template.key) => ({
        headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
        body: JSON.stringify(params),
      });
      const requests = all.map((params) => request(params));
      for (const params of all.slice(0, 3)) {
        const pair = [request(params), request(params, `${template.key}0`)] as const;
        await checkAnswers(load, served, pair);
      }
      return await interleave(
        name,
        size,
        served.map((one) => ({
          name: one.name,
          server: one.server,
          round: () => load.call('repeat', { target: one.target, requests, ms: size.queryMs }),
        })),
      );
    } finally {
      await Promise.all([load.stop(), ...served.map(({ server }) => server.stop())]);
    }
  };
}

type Request = Parameters<LoadCommands['once']>[0]['request'];

/** All give the same answer to the right key, and none to a wrong one. */
async function checkAnswers(
  load: Process<LoadCommands>,
  served: readonly Served[],
  [right, wrong]: readonly [Request, Request],
): Promise<void> {
  const ask = (request: Request): Promise<Answer[]> =>
    Promise.all(served.map(({ target }) => load.call('once', { target, request })));
  const answers = await ask(right);
  // Compiled documents, where there are such, answer from here on.
  answers.push(...(await ask(right)), ...(await ask(right)));
  for (const answer of answers) deepStrictEqual(answer, answers[0]);
  if (answers[0]?.data === undefined) throw new Error('the answers have no data');
  for (const [index, answer] of (await ask(wrong)).entries()) {
    if ((answer.data ?? null) === null) continue;
    throw new Error(`${served[index]?.name} and a wrong key: ${JSON.stringify(answer)}`);
  }
}
