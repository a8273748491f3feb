import type { WebhookFloorCommands } from '../floors/webhooks/sqlite.ts';
import type { Line } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { allRounds, interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/** The number of orders that the case needs: each webhook pays its own order. */
export const ordersOfWebhooks = (size: Size): number => allRounds(size) * size.webhooksPerRound;

/** A signed webhook comes in. The answer goes out when its content is on disk. */
export async function measureWebhooks(
  template: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const { accountId, signKey } = template;
  const load = startProcess<LoadCommands>('support/load.ts');
  const floor = startProcess<WebhookFloorCommands>('floors/webhooks/sqlite.ts');
  const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  try {
    const count = size.webhooksPerRound;
    const round = (origin: string) => (index: number) => {
      const target = { origin, path: `/webhooks/${accountId}`, connections: size.connections };
      return load.call('webhooks', { target, signKey, first: index * count + 1, count });
    };
    const floorFile = await template.copy('webhooks-floor');
    const atFloor = await floor.call('open', { databaseFile: floorFile, accountId, signKey });
    const database = await template.copy('webhooks-paygraph');
    const atPaygraph = await paygraph.call('open', { database });
    const lines = await interleave('webhook to durable', size, [
      {
        name: 'floor: node:http, HMAC, the same rows',
        server: floor,
        round: round(atFloor.origin),
      },
      { name: 'Paygraph', server: paygraph, round: round(atPaygraph.origin) },
    ]);
    const sum = ordersOfWebhooks(size);
    for (const [what, number] of Object.entries(await paygraph.call('paid'))) {
      if (number !== sum) throw new Error(`${number} ${what} for ${sum} webhooks`);
    }
    return lines;
  } finally {
    await Promise.all([load.stop(), floor.stop(), paygraph.stop()]);
  }
}
