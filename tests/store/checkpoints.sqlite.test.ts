import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createCheckpoints, longestLog } from '../../src/store/sqlite/checkpoints.ts';
import type { Sqlite } from '../../src/store/sqlite/sql.ts';
import { eventually } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';
import type { TestDatabase } from '../support/database.ts';

let opened: TestDatabase;
beforeEach(async () => {
  opened = await openTestDatabase();
  await opened.queue.commit((tx) => tx.run('create table pages (bytes blob)'));
});
afterEach(() => opened[Symbol.asyncDispose]());

/** Of 4 KiB. */
const pages = 50;
const write = () =>
  opened.queue.commit((tx) => tx.run(`insert into pages values (zeroblob(${pages * 4096}))`));

async function writeTimes(count: number): Promise<number> {
  let longest = 0;
  for (let time = 0; time < count; time += 1) {
    await write();
    longest = Math.max(longest, (await state()).log);
    // The thread is told by a message.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return longest;
}

async function state(): Promise<{ log: number; checkpointed: number }> {
  const found = await opened.database.sql.get('pragma wal_checkpoint(noop)');
  if (found === undefined) throw new Error('no log');
  return found as never;
}

it('what is committed is moved from the log to the file beside the commits, once there is enough', async () => {
  await writeTimes(10);
  expect((await state()).checkpointed).toBe(0);
  await writeTimes(15);
  // No commit follows that could have moved it.
  const { log } = await eventually(async () => {
    const now = await state();
    return now.checkpointed > 1000 ? now : null;
  });
  expect(log).toBeLessThan(longestLog);
});

it('the log stays short while commits follow each other without a gap', async () => {
  expect(await writeTimes(500)).toBeLessThan(2 * longestLog);
});

it('nothing of it is left when the database is closed', async () => {
  const file = opened.url.replace('sqlite:', '');
  await writeTimes(25);
  expect(existsSync(`${file}-wal`)).toBe(true);
  await opened.database.close();
  expect(existsSync(`${file}-wal`)).toBe(false);
});

it('the thread holds no process up that does not close the database', async () => {
  const program = join(import.meta.dirname, 'left-open.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [program], { timeout: 20_000 });
  expect(stdout).toBe('checkpointed\n');
});

const checkpointsOf = (get: () => unknown) =>
  createCheckpoints({ prepare: () => ({ get }) } as unknown as Sqlite, '/no/file');

it('neither a commit nor the closing fails with it', async () => {
  const withoutFile = checkpointsOf(() => ({ log: 2000, checkpointed: 0 }));
  expect(() => withoutFile.committed()).not.toThrow();
  await expect(withoutFile.close()).resolves.toBeUndefined();
  const unreadable = checkpointsOf(() => {
    throw new Error('disk I/O error');
  });
  expect(() => unreadable.committed()).not.toThrow();
  await expect(unreadable.close()).resolves.toBeUndefined();
});

it('a thread that has died is reported once, and another one begins after a pause', async () => {
  await writeTimes(10);
  const reported: unknown[] = [];
  let now = 0;
  let looks = 0;
  const get = () => ({ log: 2000 * (looks += 1), checkpointed: 0 });
  const file = join(dirname(opened.url.replace('sqlite:', '')), 'missing.db');
  const prepare = () => ({ get });
  const checkpoints = createCheckpoints({ prepare } as unknown as Sqlite, file, {
    onDead: (error) => reported.push(error),
    elapsed: () => now,
  });
  checkpoints.committed();
  await eventually(async () => reported.length > 0);
  expect(String(reported[0])).toContain('unable to open database file');

  now = 999;
  checkpoints.committed();
  expect(looks).toBe(1);
  now = 1000;
  checkpoints.committed();
  expect(looks).toBe(2);

  await symlink(opened.url.replace('sqlite:', ''), file);
  await eventually(async () => {
    // The second one has died too.
    now += 2000;
    checkpoints.committed();
    return (await state()).checkpointed > 0;
  });
  await checkpoints.close();
  expect(reported).toHaveLength(1);
});
