import { setTimeout as sleep } from 'node:timers/promises';
import type { WebhookFloorCommands } from '../floors/webhooks/sqlite.ts';
import { eventsFeed } from '../support/documents.ts';
import { ours } from '../support/figures.ts';
import type { Line, Round } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { allRounds, interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { SubscriberCommands } from '../support/subscribers.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/** A webhook comes in; how long until the last subscriber of the merchant's log has its event. */
export async function measureTold(
  template: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const followers of size.told) {
    lines.push(...(await toldTo(followers, template, size, profile)));
  }
  return lines;
}

async function toldTo(
  followers: number,
  template: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const { accountId, signKey, key } = template;
  const load = startProcess<LoadCommands>('support/load.ts');
  const floor = startProcess<WebhookFloorCommands>('floors/webhooks/sqlite.ts');
  const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  const [atFloor, atPaygraph] = [0, 1].map(() =>
    startProcess<SubscriberCommands>('support/subscribers.ts'),
  ) as [Clients, Clients];
  const count = size.webhooksTold;
  let frame = '';
  const round = (origin: string, clients: Clients) => async (index: number) => {
    const target = { origin, path: `/webhooks/${accountId}`, connections: 1 };
    const latencies: number[] = [];
    for (let sent = 0; sent < count; sent += 1) {
      await clients.call('arm', followers);
      const order = index * count + sent + 1;
      const began = await load.call('webhook', { target, signKey, order });
      const last = await clients.call('last');
      if (last.at < began) throw new Error('a frame came before its webhook');
      latencies.push(Number(last.at - began) / 1e6);
      if (clients === atPaygraph) frame = last.frame;
    }
    const seconds = latencies.reduce((sum, ms) => sum + ms, 0) / 1000;
    const figures: Round = { requests: count, seconds, latencies: Float64Array.from(latencies) };
    return figures;
  };
  try {
    const databaseFile = await template.copy('told-floor');
    const plain = await floor.call('open', { databaseFile, accountId, signKey });
    await atFloor.call('listen', { origin: plain.origin, count: followers });
    const database = await template.copy('told-paygraph');
    const { origin } = await paygraph.call('open', { database });
    const sockets = Array.from({ length: followers }, () => [{}]);
    const greeting = '"CAUGHT_UP"';
    await atPaygraph.call('follow', { origin, key, query: eventsFeed, sockets, greeting });
    const ourRound = round(origin, atPaygraph);
    await ourRound(allRounds(size));
    await floor.call('tell', frame);
    // Rounds are too short to be the warm-up: for that, each webhook would wait until all are told.
    for (const one of [plain, { origin }]) {
      const target = { origin: one.origin, path: `/webhooks/${accountId}`, connections: 16 };
      const first = (allRounds(size) + 1) * count + 1;
      await load.call('webhooks', { target, signKey, first, count: size.webhooksToWarmUp });
    }
    // Until all are told of these.
    await sleep(2000);
    return await interleave(`webhook to the last of ${followers} told`, size, [
      {
        name: 'floor: the same commit, ws to all',
        server: floor,
        round: round(plain.origin, atFloor),
      },
      { name: ours, server: paygraph, round: ourRound },
    ]);
  } finally {
    await Promise.all([load, floor, paygraph, atFloor, atPaygraph].map((one) => one.stop()));
  }
}

type Clients = ReturnType<typeof startProcess<SubscriberCommands>>;
