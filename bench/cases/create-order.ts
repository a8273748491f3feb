import { createOrder } from '../support/documents.ts';
import { figuresOf, linesOf, percentile } from '../support/figures.ts';
import type { Figures, Line } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import type { ProviderCommands } from '../support/provider.ts';
import type { Size } from '../support/rounds.ts';
import { credentials } from '../support/stage.ts';
import type { Stage } from '../support/stage.ts';

/** Paygraph sends a provider no more than ten requests a second; the time of waiting for a turn is not its own. */
const everyMs = 120;

/**
 * One order after the other. A real provider takes a hundred times as long as the sandbox; what counts is
 * the difference, the time that Paygraph adds to each.
 */
export async function measureCreateOrder(
  stage: Stage,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const load = startProcess<LoadCommands>('support/load.ts');
  const provider = startProcess<ProviderCommands>('support/provider.ts');
  const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  try {
    const { baseUrl } = await provider.ask('open', credentials);
    const databaseFile = await stage.copy('create-order');
    const { origin } = await paygraph.ask('open', { databaseFile });
    await paygraph.ask('pointAccount', { accountId: stage.accountId, baseUrl });
    const target = { origin, path: '/graphql', connections: 1 };
    const requests = Array.from({ length: size.ordersCreated * 2 }, (_, index) =>
      creation(stage.key, index),
    );
    // Half of them warm up; the first fetches an access token too.
    const warm = requests.splice(0, size.ordersCreated);
    await load.ask('sequence', { target, requests: warm, everyMs });
    await paygraph.ask('providerMs');
    const cpuBefore = await paygraph.cpu();
    const round = await load.ask('sequence', { target, requests, everyMs });
    const cpu = (await paygraph.cpu()) - cpuBefore;
    const providerMs = await paygraph.ask('providerMs');
    if (providerMs.length !== round.requests) throw new Error('not one call for each order');
    const atProvider = Float64Array.from(providerMs);
    const added = round.latencies.map((latency, index) => latency - (atProvider[index] ?? 0));
    return linesOf('createOrder, one after the other', [
      { variant: 'the provider (sandbox) alone', figures: each(atProvider, null) },
      { variant: 'Paygraph, the provider included', figures: each(round.latencies, cpu) },
      { variant: 'what Paygraph adds', figures: each(added, null) },
    ]);
  } finally {
    await Promise.all([load.stop(), provider.stop(), paygraph.stop()]);
  }
}

/** As many a second as would fit one after the other, by their median. */
function each(latencies: Float64Array, cpuMicros: number | null): Figures {
  const requests = latencies.length;
  const seconds = (requests * percentile(latencies, 0.5)) / 1000;
  return figuresOf({ requests, seconds, latencies }, cpuMicros);
}

function creation(key: string, index: number) {
  const input = {
    idempotencyKey: `benchmark-${index}`,
    reference: `basket ${index}`,
    amount: { amount: '100.00', currency: 'USD' },
    method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
  };
  return {
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query: createOrder, variables: { input } }),
  };
}
