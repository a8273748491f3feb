import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ownDatabase } from '../support/own-database.ts';
import type { OwnDatabase } from '../support/own-database.ts';
import { eventually } from '../support/app.ts';
import { startPaygraph } from '../support/process.ts';

let database: OwnDatabase;
beforeAll(async () => {
  database = await ownDatabase();
});
afterAll(() => database.remove());

it('a process that is no terminal writes each line as JSON, and the last ones before it ends', async () => {
  const lines: string[] = [];
  const started = await startPaygraph({
    databaseUrl: database.url,
    adminKey: 'an-admin-key-of-a-test',
    env: { LOG_LEVEL: 'info' },
    onLine: (line) => lines.push(line),
  });
  const { base, child } = started;
  const logged = () => lines.filter((line) => line.startsWith('{')).map(parsed);
  try {
    const answer = await fetch(`${base}/graphql`, { method: 'POST', body: '{}' });
    await answer.arrayBuffer();
    const requestId = answer.headers.get('x-request-id');
    await eventually(async () => logged().some((line) => line['requestId'] === requestId));
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
    await eventually(async () => logged().some(({ msg }) => msg === 'draining'));
  } finally {
    await started.kill();
  }
  expect(logged()).toMatchObject([
    { level: 30, msg: 'request', route: '/graphql', status: 401 },
    { level: 30, msg: 'draining', signal: 'SIGTERM' },
  ]);
});

const parsed = (line: string) => JSON.parse(line) as Record<string, unknown>;
