import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { parseDatabaseUrl } from '../config/database-url.ts';
import { StartError } from '../domain/errors.ts';
import { endRefund } from '../operations/restoring/end-refund.ts';
import { markRestored, release } from '../operations/restoring/mark-restored.ts';
import type { Restored } from '../operations/restoring/mark-restored.ts';
import { WriteQueue } from '../store/commit.ts';
import type { Database } from '../store/database.ts';
import { isPostgres, openDatabase, restore } from '../store/open.ts';
import { assertExists, existingDatabase, print, runCommand } from './command.ts';

const usage = `Say what to restore:
  npm run restore -- --from <file> --to sqlite:<path>   a backup of SQLite, to where no database is
  npm run restore -- --in-place                         DATABASE_URL, once its own tools have restored it
  npm run restore -- --release <account>                ends the wait of an account that a person has compared
  npm run restore -- --refund <id> --ended <status>     SUCCEEDED or FAILED: a refund that a person has compared`;

/** Prepares a database that comes from a backup, so that nothing is sent twice (docs/running.md#restoring). */
async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      'in-place': { type: 'boolean', default: false },
      release: { type: 'string' },
      refund: { type: 'string' },
      ended: { type: 'string' },
    },
  });
  const { from, to, 'in-place': isInPlace, release: account, refund, ended } = values;
  if (account !== undefined) return releaseOne(account);
  if (refund !== undefined) return endOne(refund, ended);
  if (isInPlace) {
    print(textOf(await opened(existingDatabase(), mark)));
  } else {
    if (from === undefined || to === undefined) throw new StartError(usage);
    const url = parseDatabaseUrl('--to', to);
    if (isPostgres(url)) throw new StartError(usage);
    assertExists(`sqlite:${from}`);
    print(textOf(await restore(from, url, mark)));
  }
  return 0;
}

async function opened<T>(url: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(url);
  try {
    return await work(database);
  } finally {
    await database.close();
  }
}

const queueOf = ({ writer }: Database): WriteQueue => new WriteQueue(writer, () => undefined);

const mark = (database: Database): Promise<Restored> =>
  markRestored({
    queue: queueOf(database),
    now: () => Date.now(),
    newTimeline: () => randomBytes(6).toString('hex'),
  });

async function releaseOne(account: string): Promise<number> {
  const isDone = await opened(existingDatabase(), (database) =>
    release({ queue: queueOf(database) }, account),
  );
  if (!isDone) throw new StartError(`No account ${account} waits for a reconciliation.`);
  print(`${account} waits no more.`);
  return 0;
}

async function endOne(refund: string, status: string | undefined): Promise<number> {
  if (status !== 'SUCCEEDED' && status !== 'FAILED') throw new StartError(usage);
  const isDone = await opened(existingDatabase(), (database) =>
    endRefund({ queue: queueOf(database), now: () => Date.now() }, refund, status),
  );
  if (!isDone) throw new StartError(`No refund ${refund} waits for a person.`);
  print(`${refund} is ${status}.`);
  return 0;
}

const time = (at: number): string => new Date(at).toISOString();

function textOf({ merchants, accounts, lostFrom, now }: Restored): string {
  return [
    `${merchants} logs have a new timeline: their readers get RESET.`,
    ...(lostFrom === null
      ? []
      : [
          `What was done from ${time(lostFrom)} to ${time(now)} may be lost.`,
          `Nothing is sent with ${accounts} accounts before they are reconciled, which the server does when it starts.`,
        ]),
  ].join('\n');
}

await runCommand(main);
