import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeTime } from 'ulid';
import { expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { insert } from '../../support/insert.ts';
import { created, paid } from '../../support/operations.ts';
import { append } from '../event-endpoints/receiver.ts';
import { filesOf } from '../retention/archiving.ts';
import type { MakingRoom } from './making-room.ts';
import { drawn, live } from './mortal.ts';

const provider = 'W_CHECKOUT';
const day = 86_400_000;
const hour = 3_600_000;
/** Of each kind: more than is done in one transaction. */
const many = 60;
const kills = 2;

type Row = Record<string, never>;

it('a process that is killed while it makes room, again and again, leaves what one leaves that is not', async () => {
  const testApp = await openTestApp({ environment: { PAYGRAPH_ROLE: 'serve' } });
  await fill(testApp);
  const folders = [await emptyFolder(), await emptyFolder()] as const;
  const start = (archiveFolder: string, dieAt: number, nth: number) => {
    const aheadMs = 90 * day + nth * 2 * hour;
    return live<MakingRoom>('making-room.ts', {
      dieAt,
      url: testApp.databaseUrl,
      archiveFolder,
      aheadMs,
    });
  };
  await testApp.restart(() => testApp.save());
  const before = await countsOf(testApp, folders[0]);
  const moments = (await start(folders[0], 0, 0)) ?? 0;
  const whole = await all(testApp, folders[0]);
  await testApp.restart(() => testApp.restore());
  const killedAt: number[] = [];
  for (let nth = 0; nth < kills; nth += 1) {
    killedAt.push(drawn(moments * 0.6));
    await start(folders[1], killedAt.at(-1) ?? 0, nth);
    expect(await countsOf(testApp, folders[1]), `killed at ${killedAt.join()}`).toEqual(before);
  }
  await start(folders[1], 0, kills);
  expect(await all(testApp, folders[1]), `killed at ${killedAt.join()}`).toEqual(whole);
  await testApp.close();
  for (const folder of folders) await rm(folder, { recursive: true });
});

const emptyFolder = () => mkdtemp(join(tmpdir(), 'paygraph-archive-'));

/** Polls that got one answer, webhooks and events. */
async function fill(testApp: TestApp): Promise<void> {
  const { queue, now } = testApp.app.deps;
  const { id: order } = await created(testApp, provider);
  await paid(testApp, provider);
  await append(
    testApp,
    Array.from({ length: many }, () => order),
  );
  const call = await rowOf(testApp, 'provider_calls', 'response is not null');
  const delivery = await rowOf(testApp, 'webhook_deliveries', 'check_at is null');
  const at = encodeTime(now(), 10);
  await queue.commit(async (tx) => {
    for (let nth = 0; nth < many; nth += 1) {
      const end = `${at}${String(nth).padStart(16, '0')}`;
      await insert(tx, 'provider_calls', { ...call, id: `cal_${end}` });
      await insert(tx, 'webhook_deliveries', { ...delivery, id: `whd_${end}`, identity: end });
    }
  });
}

async function rowOf({ app }: TestApp, table: string, which: string): Promise<Row> {
  const row = await app.deps.read.get<Row>(`select * from ${table} where ${which} limit 1`);
  if (row === undefined) throw new Error(`nothing is in ${table}`);
  return row;
}

/** What no crash may change: calls are counted once, deliveries stay, and each event is in the log or in a file. */
async function countsOf({ app }: TestApp, folder: string) {
  const { read } = app.deps;
  const calls = await read.get<{ count: number }>('select sum(times) as count from provider_calls');
  const deliveries = await read.get<{ count: number }>(
    'select count(*) as count from webhook_deliveries',
  );
  const rows = await read.all<{ seq: number }>('select seq from events');
  const archived = Object.values(await filesOf(folder)).flatMap((text) =>
    Array.from(text.matchAll(/"seq":(\d+)/g), ([, seq]) => Number(seq)),
  );
  expect(archived).toEqual(archived.map((_seq, at) => at + 1));
  const events = new Set([...archived, ...rows.map(({ seq }) => seq)]);
  const [sum, number] = [Number(calls?.count), Number(deliveries?.count)];
  return { calls: sum, deliveries: number, events: events.size };
}

const tables = ['provider_calls', 'webhook_deliveries', 'events', 'event_states', 'merchants'];

/** The tables and the files as they are. */
async function all({ app }: TestApp, folder: string) {
  const rows: object[] = [];
  for (const table of tables) {
    rows.push(await app.deps.read.all<object>(`select * from ${table} order by 1, 2`));
  }
  const names = await readdir(folder, { recursive: true });
  return { rows, files: await filesOf(folder), names: names.toSorted() };
}
