import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { orderUpdates } from '../support/documents.ts';
import { lineOfTimes } from '../support/figures.ts';
import type { Line } from '../support/figures.ts';
import type { LoadCommands } from '../support/load.ts';
import { orderIdOf } from '../support/numbers.ts';
import { startProcess } from '../support/process.ts';
import type { Size } from '../support/rounds.ts';
import type { SubscriberCommands } from '../support/subscribers.ts';
import { environmentOf } from '../support/template.ts';
import type { DatabaseTemplate } from '../support/template.ts';
import { freePort } from '../../tests/support/free-port.ts';

const name = 'how long a merchant waits';
const patienceMs = 60_000;

/**
 * How long a merchant waits, by the real server: from a webhook that was sent to its answer, which means that it is
 * durable; to the frame of the order's only follower; and, when the server is killed and started again, to the answer
 * to the next.
 */
export async function measureTimes(template: DatabaseTemplate, size: Size): Promise<Line[]> {
  const { accountId, signKey, key } = template;
  const load = startProcess<LoadCommands>('support/load.ts');
  const clients = startProcess<SubscriberCommands>('support/subscribers.ts');
  const database = await template.copy('times');
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const webhooks = { origin, path: `/webhooks/${accountId}`, connections: 1 };
  let next = 1;
  const webhook = async (): Promise<bigint> => {
    const sent = await load.call('webhook', { target: webhooks, signKey, order: next });
    next += 1;
    return sent;
  };
  let server = start(database, port);
  try {
    await untilAnswered(webhook);
    const count = size.webhooksTold * 10;
    const durable: number[] = [];
    const told: number[] = [];
    const greeting = '"CAUGHT_UP"';
    for (let sent = 0; sent < count; sent += 1) {
      const sockets = [[{ id: orderIdOf(next) }]];
      await clients.call('follow', { origin, key, query: orderUpdates, sockets, greeting });
      await clients.call('arm', 1);
      const began = await webhook();
      durable.push(Number(process.hrtime.bigint() - began) / 1e6);
      told.push(Number((await clients.call('last')).at - began) / 1e6);
    }
    await clients.stop();
    const again: number[] = [];
    for (let kill = 0; kill < size.kills; kill += 1) {
      const ended = once(server, 'exit');
      const began = performance.now();
      server.kill('SIGKILL');
      await ended;
      server = start(database, port);
      await untilAnswered(webhook);
      again.push(performance.now() - began);
    }
    return [
      lineOfTimes(name, 'webhook to durable', durable),
      lineOfTimes(name, 'webhook to told', told),
      lineOfTimes(name, 'killed to serving again', again),
    ];
  } finally {
    server.kill('SIGKILL');
    await load.stop();
  }
}

function start(database: string, port: number): ChildProcess {
  return spawn(process.execPath, ['src/main.ts'], {
    cwd: join(import.meta.dirname, '..', '..'),
    env: { ...process.env, ...environmentOf(database), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function untilAnswered(webhook: () => Promise<unknown>): Promise<void> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      await webhook();
      return;
    } catch (error) {
      if (performance.now() > until) throw error;
      await sleep(2);
    }
  }
}
