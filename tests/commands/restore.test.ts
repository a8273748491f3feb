import { execFile } from 'node:child_process';
import { readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { runCommand } from '../support/command.ts';
import * as documents from '../support/documents.ts';
import {
  created,
  mutate,
  newKey,
  nowhere,
  orderInput,
  paid,
  pathOf,
  redirect,
  refundAddress,
  usdt,
} from '../support/operations.ts';
import { environmentOf, onPostgres } from '../support/own-database.ts';
import { verified } from '../support/verified.ts';

const provider = 'ANEXPAY_XCHECKOUT';
let testApp: TestApp;
beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

const sandbox = () => testApp.sandbox.provider(provider);
const backup = (): string => join(testApp.folder, 'kept', 'backup');
const run = promisify(execFile);
const command = (name: string, ...args: string[]) =>
  runCommand(
    name,
    environmentOf({ url: testApp.databaseUrl, folder: testApp.folder }) as Record<string, string>,
    ...args,
  );

/** While it serves, as docs/running.md describes for each database. */
async function backUp(): Promise<void> {
  await run('mkdir', ['-p', join(testApp.folder, 'kept')]);
  if (onPostgres) {
    await run('pg_dump', ['--format=custom', `--file=${backup()}`, testApp.databaseUrl]);
    return;
  }
  const { code, output, errors } = await command('backup', '--to', backup());
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  expect(output).toMatch(
    new RegExp(
      `^${backup()} has \\d+ bytes\\.\n${testApp.merchantId}: timeline \\w+, \\d+ events\n$`,
    ),
  );
}

/** While it is stopped. */
async function restore(): Promise<string> {
  if (onPostgres) {
    const to = `--dbname=${testApp.databaseUrl}`;
    await run('pg_restore', ['--clean', '--if-exists', '--no-owner', to, backup()]);
    return (await command('restore', '--in-place')).output;
  }
  const file = testApp.databaseUrl.replace('sqlite:', '');
  const refused = await command('restore', '--from', backup(), '--to', testApp.databaseUrl);
  expect(refused).toMatchObject({ code: 1, output: '' });
  expect(refused.errors).toBe(`${file} exists already: move it away first\n`);
  renameSync(file, `${file}.lost`);
  for (const side of ['-wal', '-shm']) rmSync(file + side, { force: true });
  const ended = await command('restore', '--from', backup(), '--to', testApp.databaseUrl);
  expect(ended).toMatchObject({ code: 0, errors: '' });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(readdirSync(testApp.folder).filter((name) => name.includes('restoring'))).toEqual([]);
  return ended.output;
}

const held = async (): Promise<number> => {
  const text = 'select count(*) as count from provider_accounts where lost_from is not null';
  return (await testApp.app.deps.read.get<{ count: number }>(text))?.count ?? -1;
};

const refundInput = (order: { id: string }, amount: string) => ({
  idempotencyKey: newKey(),
  order: order.id,
  amount: { amount, ...usdt },
  ...refundAddress(provider),
});

describe('a restored backup', { timeout: 120_000 }, () => {
  it('finds again what was done since, sends nothing before, and nothing twice', async () => {
    const before = await paid(testApp, provider);
    const other = await paid(testApp, 'W_CHECKOUT');
    sandbox().faults.arm({ fault: 'cut-before', operation: 'createOrder' });
    const unknown = await created(testApp, provider);
    await backUp();
    const orderAgain = orderInput(testApp, provider);
    const lost = await mutate(testApp, documents.createOrder, { input: orderAgain });
    const reference = lost.order?.providerReference ?? '';
    sandbox().pay(reference);
    const refundAgain = refundInput(before, '40');
    const refund = await mutate(testApp, documents.createRefund, { input: refundAgain });
    const otherAgain = refundInput(other, '7');
    await mutate(testApp, documents.createRefund, { input: { ...otherAgain, address: null } });
    await sandbox().webhooks.idle();
    const cursor = await lastCursor(lost.order?.id ?? '');
    const effects = sandbox().effects();

    let output = '';
    await testApp.restart(async () => {
      output = await restore();
    });
    expect(output).toMatch(/^1 logs have a new timeline/);
    expect(output).toMatch(/What was done from \d{4}-\S+Z to \d{4}-\S+Z may be lost\./);
    expect(output).toContain('Nothing is sent with 5 accounts before they are reconciled');
    expect(await codeOf(cursor)).toBe('CURSOR_RESET');

    // The provider does not answer: nothing is known, and nothing is sent, however much is due.
    await redirect(testApp, provider, nowhere);
    for (const ms of [5_000, 30_000, 30_000, 30_000]) await testApp.advance(ms);
    expect(await held()).toBe(1);
    await expect(mutate(testApp, documents.createOrder, { input: orderAgain })).rejects.toThrow(
      /before the account is reconciled .* with the same idempotency key/,
    );
    await expect(mutate(testApp, documents.createRefund, { input: refundAgain })).rejects.toThrow(
      /before the account is reconciled/,
    );
    await redirect(testApp, provider);
    sandbox().faults.arm({ fault: 'error-before', operation: 'orderList', times: 50 });
    for (const ms of [30_000, 60_000, 60_000]) await testApp.advance(ms);
    expect(await held()).toBe(1);
    // It was found absent twice, and would be sent again.
    expect(await pathOf(testApp, unknown.id)).toEqual(['SUBMITTING', 'UNKNOWN']);
    expect(sandbox().effects()).toEqual(effects);

    sandbox().faults.clear();
    await testApp.advance(600_000);
    expect(await held()).toBe(0);
    const again = await mutate(testApp, documents.createRefund, { input: refundAgain });
    expect(again).toMatchObject({
      replayed: true,
      refund: { providerReference: refund.refund?.providerReference },
    });
    const made = await mutate(testApp, documents.createOrder, { input: orderAgain });
    expect(made.order).toMatchObject({ providerReference: reference, status: 'PAID' });
    expect(sandbox().effects()).toEqual(effects);
    expect(await verified(testApp.databaseUrl, { sealer: testApp.app.deps.sealer })).toEqual([]);
  });

  it('waits no more for an account that a person has compared', async () => {
    const account = testApp.accounts[provider];
    await testApp.restart(async () => void (await restore()));
    expect(await held()).toBe(5);
    const ended = await command('restore', '--release', account);
    expect(ended).toEqual({ code: 0, output: `${account} waits no more.\n`, errors: '' });
    expect(await held()).toBe(4);
    const again = await command('restore', '--release', account);
    expect(again.errors).toBe(`No account ${account} waits for a reconciliation.\n`);
  });

  it('takes the word of a person only about a refund that waits for it', async () => {
    const order = await paid(testApp, provider);
    const input = refundInput(order, '7');
    const id = (await mutate(testApp, documents.createRefund, { input })).refund?.id ?? '';
    const ended = await command('restore', '--refund', id, '--ended', 'FAILED');
    expect(ended).toEqual({ code: 1, output: '', errors: `No refund ${id} waits for a person.\n` });
    const unclear = await command('restore', '--refund', id, '--ended', 'DONE');
    expect(unclear.errors).toMatch(/^Say what to restore:/);
  });
});

describe.runIf(onPostgres)('npm run backup', () => {
  it('names the tools of PostgreSQL', async () => {
    const { code, errors } = await command('backup', '--to', join(testApp.folder, 'none'));
    expect(code).toBe(1);
    expect(errors).toMatch(/^PostgreSQL is backed up by its own tools: use pg_dump .*\n$/);
  });
});

describe.skipIf(onPostgres)('npm run backup', () => {
  it('makes one file, for its owner alone, and overwrites nothing', async () => {
    expect(statSync(backup()).mode & 0o077).toBe(0);
    expect(readdirSync(join(testApp.folder, 'kept'))).toEqual(['backup']);
    const { code, errors } = await command('backup', '--to', backup());
    expect(code).toBe(1);
    expect(errors).toBe(`${backup()} exists already, and nothing is overwritten\n`);
  });
});

async function lastCursor(id: string): Promise<string> {
  const query = `{ order(id: "${id}") { events { nodes { cursor } } } }`;
  const { data } = await testApp.post({ query });
  const found = data as { order: { events: { nodes: { cursor: string }[] } } };
  return found.order.events.nodes.at(-1)?.cursor ?? '';
}

async function codeOf(cursor: string): Promise<unknown> {
  const query = 'query ($after: EventCursor) { events(after: $after) { nodes { id } } }';
  const { errors } = await testApp.post({ query, variables: { after: cursor } });
  return errors?.[0]?.extensions?.['code'];
}
