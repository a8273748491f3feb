import { deepStrictEqual } from 'node:assert/strict';
import type { QueryFloorCommands } from '../floors/queries.ts';
import { orderQuery, ordersQuery } from '../support/documents.ts';
import type { Line } from '../support/figures.ts';
import type { LoadCommands, Target } from '../support/load.ts';
import { orderIdOf } from '../support/numbers.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { Stage } from '../support/stage.ts';

export const measureOrderQuery = queryCase('order by id, 8 fields', {
  query: orderQuery,
  variables: { id: orderIdOf(7) },
});

export const measureOrdersQuery = queryCase('50 orders, refunds, events', { query: ordersQuery });

function queryCase(name: string, params: object) {
  return async (stage: Stage, size: Size, profile: StartOptions): Promise<Line[]> => {
    const load = startProcess<LoadCommands>('support/load.ts');
    const byHand = startProcess<QueryFloorCommands>('floors/queries.ts');
    const graphql = startProcess<QueryFloorCommands>('floors/queries.ts');
    const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
    try {
      const request = {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${stage.key}` },
        body: JSON.stringify(params),
      };
      const target = ({ origin }: { origin: string }): Target => ({
        origin,
        path: '/graphql',
        connections: size.connections,
      });
      // All read, but for the time of a key's last use.
      const databaseFile = await stage.copy('queries');
      const served = [
        {
          name: 'floor: node:http, answer by hand',
          server: byHand,
          target: target(await byHand.ask('open', { databaseFile, engine: 'byHand' })),
        },
        {
          name: 'node:http, graphql-js',
          server: graphql,
          target: target(await graphql.ask('open', { databaseFile, engine: 'graphql' })),
        },
        {
          name: 'Paygraph',
          server: paygraph,
          target: target(await paygraph.ask('open', { databaseFile })),
        },
      ];
      const answers = await Promise.all(
        served.map((one) => load.ask('once', { target: one.target, request })),
      );
      for (const answer of answers) deepStrictEqual(answer, answers[0]);
      return await interleave(
        name,
        size,
        served.map((one) => ({
          name: one.name,
          server: one.server,
          round: () => load.ask('repeat', { target: one.target, request, ms: size.queryMs }),
        })),
      );
    } finally {
      await Promise.all([load.stop(), byHand.stop(), graphql.stop(), paygraph.stop()]);
    }
  };
}
