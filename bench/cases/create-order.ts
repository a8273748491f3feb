import type { CreateOrderFloorCommands } from '../floors/create-order.ts';
import { createOrder } from '../support/documents.ts';
import type { Line } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import type { ProviderCommands } from '../support/provider.ts';
import { allRounds, interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import { credentials } from '../support/template.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/** How many orders are requested at once. */
const atOnce = [1, 8] as const;

/** An order is written, sent to the provider's sandbox, and written again with the answer. */
export async function measureCreateOrder(
  template: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const { accountId, key } = template;
  const load = startProcess<LoadCommands>('support/load.ts');
  // One provider for each variant: a new access token ends the previous one.
  const providers = [0, 1].map(() => startProcess<ProviderCommands>('support/provider.ts'));
  const floor = startProcess<CreateOrderFloorCommands>('floors/create-order.ts');
  const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  try {
    const opened = await Promise.all(providers.map((one) => one.call('open', credentials)));
    const [ofFloor = '', ofPaygraph = ''] = opened.map(({ baseUrl }) => baseUrl);
    const floorFile = await template.copy('create-order-floor');
    const options = { databaseFile: floorFile, accountId, baseUrl: ofFloor, credentials };
    const atFloor = await floor.call('open', options);
    const database = await template.copy('create-order');
    const atPaygraph = await paygraph.call('open', { database });
    await paygraph.call('pointAccount', { accountId, baseUrl: ofPaygraph });
    const perRound = size.ordersPerRound;
    const lines: Line[] = [];
    for (const [at, connections] of atOnce.entries()) {
      const round = (origin: string) => (index: number) => {
        const first = (at * allRounds(size) + index) * perRound;
        const requests = Array.from({ length: perRound }, (_, n) => creation(key, first + n));
        const target = { origin, path: '/graphql', connections };
        return load.call('each', { target, requests });
      };
      const measured = await interleave(`createOrder, ${connections} at a time`, size, [
        {
          name: 'floor: node:http, signed call, the same rows',
          server: floor,
          round: round(atFloor.origin),
        },
        { name: 'Paygraph', server: paygraph, round: round(atPaygraph.origin) },
      ]);
      lines.push(...measured);
    }
    const sum = atOnce.length * allRounds(size) * perRound;
    for (const [what, number] of Object.entries(await paygraph.call('created'))) {
      if (number !== sum) throw new Error(`${number} ${what} for ${sum} orders`);
    }
    return lines;
  } finally {
    await Promise.all([load, floor, paygraph, ...providers].map((one) => one.stop()));
  }
}

function creation(key: string, index: number) {
  const input = {
    idempotencyKey: `benchmark-${index}`,
    reference: `order ${index}`,
    amount: { amount: '100.00', currency: 'USD' },
    method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
  };
  return {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: createOrder, variables: { input } }),
  };
}
