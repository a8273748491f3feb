import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { environmentOf, ownDatabase } from '../support/own-database.ts';
import { openProxy } from '../support/proxy.ts';
import { ofMachine } from '../support/machine.ts';

const patience = { timeout: 60_000 };

it('a process of a cluster that ends is replaced, also where the database is away meanwhile', async () => {
  const own = await ownDatabase();
  await using proxy = await openProxy(own.url);
  const environment = { ...environmentOf(own), DATABASE_URL: proxy.url, PAYGRAPH_SANDBOX: 'off' };
  const cluster = spawn(process.execPath, ['scripts/cluster/main.ts', '--processes', '1'], {
    env: { ...environment, ...ofMachine, PORT: '0', LOG_LEVEL: 'silent' },
  });
  const ended = once(cluster, 'exit');
  let output = '';
  for (const stream of [cluster.stdout, cluster.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  }
  const ids = (): number[] => [...output.matchAll(/has the id (\d+)/g)].map(([, id]) => Number(id));
  try {
    await expect.poll(ids, patience).toHaveLength(1);
    await proxy.cut();
    process.kill(ids()[0] ?? 0, 'SIGKILL');
    await expect.poll(() => output, patience).toContain('cannot be reached');
    await proxy.heal();
    await expect.poll(ids, patience).toHaveLength(2);
  } finally {
    cluster.kill('SIGTERM');
    await ended;
    await own.remove();
  }
}, 120_000);
