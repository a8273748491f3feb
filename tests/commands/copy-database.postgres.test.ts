import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openDatabase } from '../../src/store/open.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { runCommand } from '../support/command.ts';
import { orderOf, paid } from '../support/operations.ts';
import { bareDatabase } from '../support/own-database.ts';
import type { OwnDatabase } from '../support/own-database.ts';
import { playScenario } from '../support/scenario.ts';
import { verified } from '../support/verified.ts';

let folder: string;
let target: OwnDatabase;
let testApp: TestApp;
let played: Awaited<ReturnType<typeof playScenario>>;
const keys = {
  PAYGRAPH_MASTER_KEY: Buffer.alloc(32, 7).toString('base64'),
  PAYGRAPH_ADMIN_KEY: 'the-administrator-of-this-test',
};
const environment: Record<string, string> = { ...keys };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paygraph-copy-'));
  target = await bareDatabase();
  environment['DATABASE_URL'] = `sqlite:${join(folder, 'paygraph.sqlite')}`;
  testApp = await openTestApp({ disabledTokens: ['TRX_USDT'], environment });
  played = await playScenario(testApp);
});
afterAll(async () => {
  await testApp.close();
  await target.remove();
  await rm(folder, { recursive: true });
});

const source = () => `sqlite:${join(folder, 'paygraph.sqlite')}`;
const copy = () => runCommand('copy-database', keys, '--from', source(), '--to', target.url);

interface Log {
  nodes: { id: string; cursor: string }[];
}

async function log(id: string, after: string | null): Promise<Log> {
  const query = `query ($after: EventCursor) {
    order(id: "${id}") { events(after: $after) { nodes { id cursor type from: fromStatus to: toStatus cause recordedAt } } }
  }`;
  const { data } = await testApp.post({ query, variables: { after } });
  return (data as { order: { events: Log } }).order.events;
}

it('a running installation is not copied', async () => {
  const { code, errors } = await copy();
  expect(code).toBe(1);
  expect(errors).toMatch(/^The database .*paygraph\.sqlite is open in another process: stop that/);
});

it('all rows of a stopped installation are copied, its cursors go on, and work goes on', async () => {
  const { id } = played.order;
  const before = await log(id, null);
  const cursor = before.nodes[1]?.cursor ?? '';
  const order = await orderOf(testApp, id);
  // PostgreSQL's texts have no NUL.
  const text =
    "update provider_accounts set name = 'a' || char(0) || 'b' where provider = 'VEXORA'";
  await testApp.app.deps.queue.commit((tx) => tx.run(text));
  await testApp.restart(async () => {
    const { code, output, errors } = await copy();
    expect({ code, errors }).toEqual({ code: 0, errors: '' });
    expect(output).toMatch(/^merchants: 1 rows, [0-9a-f]{64}\n/);
    expect(output).toMatch(/\nrefunds: [4-9] rows, /);
    expect(output).toContain('every rule holds');
    environment['DATABASE_URL'] = target.url;
  });
  const name = "select name from provider_accounts where provider = 'VEXORA'";
  expect(await testApp.app.deps.read.get(name)).toEqual({ name: 'a\uFFFDb' });
  expect(await log(id, null)).toEqual(before);
  expect((await log(id, cursor)).nodes).toEqual(before.nodes.slice(2));
  expect(await orderOf(testApp, id)).toEqual(order);
  await paid(testApp, 'W_CHECKOUT');
  for (const ms of [5_000, 30_000, 30_000]) await testApp.advance(ms);
  expect(await verified(target.url, { sealer: testApp.app.deps.sealer })).toEqual([]);
});

it('a database that is not empty is left as it is', async () => {
  const { code, output, errors } = await copy();
  expect({ code, output }).toEqual({ code: 1, output: '' });
  expect(errors).toBe('The database that is copied to is not empty: it has merchants.\n');
});

it('nothing is copied where one row cannot be', async () => {
  const empty = await bareDatabase();
  const database = await openDatabase(source());
  await database.sql.run('pragma foreign_keys = off');
  await database.sql.run("update refunds set order_id = 'ord_none'");
  await database.close();
  const { code } = await runCommand('copy-database', keys, '--from', source(), '--to', empty.url);
  expect(code).toBe(1);
  const there = await openDatabase(empty.url);
  expect(await there.reader.all('select id from merchants')).toEqual([]);
  await there.close();
  await empty.remove();
});

it('only SQLite is copied, and only into PostgreSQL', async () => {
  const args = ['--from', target.url, '--to', source()];
  const { code, errors } = await runCommand('copy-database', keys, ...args);
  expect(code).toBe(1);
  expect(errors).toMatch(/^Name both databases: npm run copy-database/);
});
