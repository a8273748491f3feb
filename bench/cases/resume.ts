import { deepStrictEqual } from 'node:assert/strict';
import type { ResumeFloorCommands } from '../floors/resume.ts';
import { eventsFeed } from '../support/documents.ts';
import { ours } from '../support/figures.ts';
import type { Line } from '../support/figures.ts';
import type { PaygraphCommands } from '../support/paygraph.ts';
import { startProcess } from '../support/process.ts';
import type { StartOptions } from '../support/process.ts';
import { interleave } from '../support/rounds.ts';
import type { Size } from '../support/rounds.ts';
import type { SubscriberCommands } from '../support/subscribers.ts';
import type { DatabaseTemplate } from '../support/template.ts';

/** Clients come back with a cursor and read what they missed. */
export async function measureResume(
  template: DatabaseTemplate,
  size: Size,
  profile: StartOptions,
): Promise<Line[]> {
  const clients = startProcess<SubscriberCommands>('support/subscribers.ts');
  const floor = startProcess<ResumeFloorCommands>('floors/resume.ts');
  const paygraph = startProcess<PaygraphCommands>('support/paygraph.ts', profile);
  try {
    const databaseFile = await template.copy('resume');
    const atFloor = await floor.call('open', { databaseFile });
    const atPaygraph = await paygraph.call('open', { database: databaseFile });
    const lines: Line[] = [];
    for (const missed of size.missed) {
      const after = await paygraph.call('cursorBefore', missed.events);
      const resumed: string[] = [];
      const round = (origin: string) => async () => {
        const job = { origin, key: template.key, query: eventsFeed, after };
        const { clients: count } = missed;
        const { ms, events, lastEvent } = await clients.call('resume', { ...job, clients: count });
        if (events !== missed.events * count) throw new Error(`${events} events came`);
        resumed.push(lastEvent);
        deepStrictEqual(JSON.parse(lastEvent), JSON.parse(resumed[0] ?? ''));
        return { requests: events, seconds: ms / 1000, latencies: Float64Array.of(ms) };
      };
      const name = `${missed.events} missed events, ${missed.clients} at once`;
      const measured = await interleave(name, size, [
        {
          name: 'floor: ws, the same rows by hand',
          server: floor,
          round: round(atFloor.origin),
        },
        { name: ours, server: paygraph, round: round(atPaygraph.origin) },
      ]);
      lines.push(...measured);
    }
    return lines;
  } finally {
    await Promise.all([clients, floor, paygraph].map((one) => one.stop()));
  }
}
