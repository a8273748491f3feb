import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Client } from 'pg';
import { isPostgres } from '../../src/store/open.ts';

export interface Lock {
  release(): Promise<void>;
}

const holder = `
  const { DatabaseSync } = require('node:sqlite');
  const database = new DatabaseSync(process.argv[1], { timeout: 10_000 });
  database.exec('begin immediate');
  console.log('held');
  process.stdin.on('end', () => {
    database.exec('rollback');
    database.close();
  }).resume();
`;

/**
 * Somebody else holds the write lock of a database, as a shell or a backup may; on PostgreSQL, of all tables. `url`: as
 * in DATABASE_URL.
 */
export function holdWriteLock(url: string): Promise<Lock> {
  return isPostgres(url) ? holdTables(url) : holdFile(url.replace(/^sqlite:/, ''));
}

async function holdFile(path: string): Promise<Lock> {
  const child = spawn(process.execPath, ['--no-warnings', '--eval', holder, path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const gone = once(child, 'exit');
  await Promise.race([
    once(child.stdout, 'data'),
    gone.then(() => Promise.reject(new Error('the lock could not be had'))),
  ]);
  return {
    async release() {
      child.stdin.end();
      await gone;
    },
  };
}

async function holdTables(url: string): Promise<Lock> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    "select quote_ident(tablename) as name from pg_tables where schemaname = 'public'",
  );
  await client.query('begin');
  await client.query(`lock table ${rows.map(({ name }) => name).join()} in exclusive mode`);
  return { release: () => client.end() };
}
