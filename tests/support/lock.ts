import { spawn } from 'node:child_process';
import { once } from 'node:events';

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

/** Another process holds the write lock of a database, as a shell or a backup may. `url`: as in DATABASE_URL. */
export async function holdWriteLock(url: string): Promise<Lock> {
  const child = spawn(
    process.execPath,
    ['--no-warnings', '--eval', holder, url.replace(/^sqlite:/, '')],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
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
