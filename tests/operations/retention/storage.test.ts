import { afterAll, beforeAll, expect, it } from 'vitest';
import { eventually, openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import { created, pathOf } from '../../support/operations.ts';
import { onPostgres } from '../../support/own-database.ts';
import { day, openArchive } from './archiving.ts';

/** How docs/scaling.md#what-is-stored is measured: with STORAGE_ORDERS=1000, it prints the figures too. */
const count = Number(process.env['STORAGE_ORDERS'] ?? 12);
const isMeasured = process.env['STORAGE_ORDERS'] !== undefined;
const polls = 20;

let testApp: TestApp;
let archive: Awaited<ReturnType<typeof openArchive>>;

beforeAll(async () => {
  archive = await openArchive();
  const environment = {
    PAYGRAPH_KEEP_POLLS: '7',
    PAYGRAPH_KEEP_BODIES: '90',
    PAYGRAPH_KEEP_EVENTS: '90',
    PAYGRAPH_ARCHIVE: archive.folder,
  };
  testApp = await openTestApp({ environment });
});
afterAll(async () => {
  await testApp.close();
  await archive.remove();
});

const reduced = ['events', 'event_states', 'webhook_deliveries', 'provider_calls'];

/** Bytes of rows and their entries in indexes, by table. */
const texts = onPostgres
  ? `select c.relname as "table", pg_total_relation_size(c.oid) as bytes from pg_class c
      where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`
  : `select s.tbl_name as "table", sum(d.pgsize - d.unused) as bytes from dbstat d
      join sqlite_schema s on s.name = d.name group by s.tbl_name`;

async function stored(): Promise<Record<string, number>> {
  const { read } = testApp.app.deps;
  // What is free is used again, which takes more rows than these.
  if (onPostgres) await read.all(`vacuum full ${reduced.join()}`);
  const rows = await read.all<{ table: string; bytes: number | string }>(texts);
  return Object.fromEntries(rows.map(({ table, bytes }) => [table, Number(bytes)]));
}

const counted = ['orders', 'evidence', ...reduced];

const sumOf = (bytes: Record<string, number>): number =>
  reduced.reduce((sum, table) => sum + (bytes[table] ?? 0), 0);

type Bytes = Record<string, number>;

function perOrder(before: Bytes, after: Bytes): Bytes & { all: number } {
  const tables = counted.map((table) => {
    const bytes = Math.max(0, (after[table] ?? 0) - (before[table] ?? 0));
    return [table, Math.round(bytes / count)] as const;
  });
  const all = Object.keys(after).reduce(
    (sum, table) => sum + (after[table] ?? 0) - (before[table] ?? 0),
    0,
  );
  return {
    ...(Object.fromEntries(tables) as Record<string, number>),
    all: Math.round(all / count),
  };
}

it('an order takes much less storage once its bodies, polls and events are no longer kept', async () => {
  const provider = 'W_CHECKOUT';
  const empty = await stored();
  const orders = [];
  for (let made = 0; made < count; made += 1) orders.push(await created(testApp, provider));
  for (let polled = 0; polled < polls; polled += 1) {
    await testApp.advance(60_000);
  }
  for (const { id, providerReference } of orders) {
    testApp.sandbox.provider(provider).pay(providerReference);
    await eventually(async () => (await pathOf(testApp, id)).at(-1) === 'PAID');
  }
  const whole = perOrder(empty, await stored());
  await testApp.advance(91 * day);
  await testApp.advance(day);
  // What an open transaction may still see is removed by a later vacuum.
  const left = await eventually(async () => {
    const found = perOrder(empty, await stored());
    return found['events'] === 0 && found;
  });
  if (isMeasured) process.stdout.write(`${JSON.stringify({ count, whole, left }, null, 2)}\n`);
  expect(sumOf(left)).toBeLessThan(sumOf(whole) / 2);
}, 600_000);
