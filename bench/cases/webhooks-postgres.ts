import { maxGroup } from '../../src/store/queue/line.ts';
import type { OrmCommands } from '../floors/webhooks/orm.ts';
import type { PostgresFloorCommands } from '../floors/webhooks/postgres.ts';
import type { Line, Round } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { allRounds, interleave } from '../support/rounds.ts';
import type { Size, Variant } from '../support/rounds.ts';
import { createPostgresTemplate } from '../support/template.ts';

const defaultServer = 'postgres://postgres@127.0.0.1:5432/postgres';
/** Of Paygraph, on one database. */
const processCounts = [1, 2, 4];
/** Of the webhooks of a round: the ORM takes so much longer. */
const shareOfOrm = 0.2;
/** Twice as many as a group takes, so that groups are whole and their size is the same for all. */
const connections = 2 * maxGroup;

/** The same webhooks on PostgreSQL (`TEST_DATABASE_URL`), by one process of Paygraph and by several. */
export async function measureWebhooksOnPostgres(
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const server = process.env['TEST_DATABASE_URL'] ?? defaultServer;
  const all = size.webhooksPerRound;
  const template = await createPostgresTemplate(server, allRounds(size) * all);
  const { accountId, signKey } = template;
  const load = startProcess<LoadCommands>('support/load.ts');
  const floor = startProcess<PostgresFloorCommands>('floors/webhooks/postgres.ts');
  const orm = startProcess<OrmCommands>('floors/webhooks/orm.ts');
  const clusters = processCounts.map((processes) =>
    Array.from({ length: processes }, () =>
      startProcess<PaygraphCommands>('support/paygraph.ts', profile),
    ),
  );
  /** The webhooks of a round, shared out evenly. */
  const round = (origins: readonly string[], count: number) => async (index: number) => {
    const each = Math.floor(count / origins.length);
    const rounds = origins.map((origin, at) => {
      const target = {
        origin,
        path: `/webhooks/${accountId}`,
        connections: connections / origins.length,
      };
      return load.call('webhooks', {
        target,
        signKey,
        first: index * all + at * each + 1,
        count: at === origins.length - 1 ? count - at * each : each,
      });
    });
    return together(await Promise.all(rounds));
  };
  try {
    const atFloor = await floor.call('open', {
      database: await template.copy('floor'),
      accountId,
      signKey,
    });
    const atOrm = await orm.call('open', {
      database: await template.copy('orm'),
      accountId,
      signKey,
    });
    const variants: Variant[] = [
      {
        name: 'floor: node:http, HMAC, the same rows in sets',
        server: floor,
        round: round([atFloor.origin], all),
      },
      {
        name: 'peer: the ORM, a unit of work each',
        server: orm,
        round: round([atOrm.origin], Math.round(all * shareOfOrm)),
      },
    ];
    for (const cluster of clusters) {
      const database = await template.copy(`paygraph${cluster.length}`);
      const opened = [];
      for (const one of cluster) opened.push((await one.call('open', { database })).origin);
      variants.push({
        name: cluster.length === 1 ? 'Paygraph' : `Paygraph, ${cluster.length} processes`,
        server: {
          cpu: async () => sumOf(await Promise.all(cluster.map((one) => one.cpu()))),
        },
        round: round(opened, all),
      });
    }
    const lines = await interleave('webhook to durable, PostgreSQL', size, variants);
    for (const [paygraph] of clusters) {
      for (const [what, number] of Object.entries((await paygraph?.call('paid')) ?? {})) {
        if (number !== template.orders) {
          throw new Error(`${number} ${what} for ${template.orders} webhooks`);
        }
      }
    }
    return lines;
  } finally {
    await Promise.all([load, floor, orm, ...clusters.flat()].map((one) => one.stop()));
    await template.remove();
  }
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, one) => sum + one, 0);

function together(rounds: readonly Round[]): Round {
  return {
    requests: sumOf(rounds.map(({ requests }) => requests)),
    seconds: Math.max(...rounds.map(({ seconds }) => seconds)),
    latencies: Float64Array.from(rounds.flatMap(({ latencies }) => [...latencies])),
  };
}
