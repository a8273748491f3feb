/** Writes more than a checkpoint is worth, waits for it, and ends without closing the database. */
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { eventually } from '../support/app.ts';
import { openTestDatabase } from '../support/database.ts';

const { database, queue, url } = await openTestDatabase();
const folder = dirname(url.replace('sqlite:', ''));
process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
await queue.commit((tx) => tx.run('create table pages (bytes blob)'));
await queue.commit((tx) => tx.run(`insert into pages values (zeroblob(${1100 * 4096}))`));
await eventually(async () => {
  const sql = 'pragma wal_checkpoint(noop)';
  return ((await database.sql.get<{ checkpointed: number }>(sql))?.checkpointed ?? 0) > 0;
});
process.stdout.write('checkpointed\n');
