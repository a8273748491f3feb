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
import type { DatabaseTemplate } from '../support/template.ts';

export const measureOrderQuery = queryCase('order by id, 8 fields', {
  query: orderQuery,
  variables: { id: orderIdOf(7) },
});

export const measureOrdersQuery = queryCase('50 orders, refunds, events', { query: ordersQuery });

function queryCase(name: string, params: object) {
  return async (template: DatabaseTemplate, size: Size, profile: StartOptions): Promise<Line[]> => {
    const load = startProcess<LoadCommands>('support/load.ts');
    const handWritten = startProcess<QueryFloorCommands>('floors/queries.ts');
    const graphql = startProcess<QueryFloorCommands>('floors/queries.ts');
    const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
    try {
      const request = {
        headers: { 'content-type': 'application/json', authorization: `Bearer ${template.key}` },
        body: JSON.stringify(params),
      };
      const target = ({ origin }: { origin: string }): Target => ({
        origin,
        path: '/graphql',
        connections: size.connections,
      });
      // All only read, except for the time of a key's last use.
      const databaseFile = await template.copy('queries');
      const served = [
        {
          name: 'floor: node:http, answer by hand',
          server: handWritten,
          target: target(await handWritten.call('open', { databaseFile, engine: 'byHand' })),
        },
        {
          name: 'node:http, graphql-js',
          server: graphql,
          target: target(await graphql.call('open', { databaseFile, engine: 'graphql' })),
        },
        {
          name: 'Paygraph',
          server: paygraph,
          target: target(await paygraph.call('open', { database: databaseFile })),
        },
      ];
      const answers = await Promise.all(
        served.map((one) => load.call('once', { target: one.target, request })),
      );
      for (const answer of answers) deepStrictEqual(answer, answers[0]);
      return await interleave(
        name,
        size,
        served.map((one) => ({
          name: one.name,
          server: one.server,
          round: () => load.call('repeat', { target: one.target, request, ms: size.queryMs }),
        })),
      );
    } finally {
      await Promise.all([load.stop(), handWritten.stop(), graphql.stop(), paygraph.stop()]);
    }
  };
}
