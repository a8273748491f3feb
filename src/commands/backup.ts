import { statSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { StartError } from '../domain/errors.ts';
import { backUp, isPostgres, openSnapshot } from '../store/open.ts';
import { pagesOf } from '../store/queries/operators/rows.ts';
import { existingDatabase, print, runCommand } from './command.ts';

/** Copies the SQLite database of DATABASE_URL into a file, while the server runs (docs/running.md). */
async function main(): Promise<number> {
  const { values } = parseArgs({ options: { to: { type: 'string' } } });
  const url = existingDatabase();
  if (isPostgres(url)) {
    throw new StartError(
      'PostgreSQL is backed up by its own tools: use pg_dump or pg_basebackup, as docs/running.md describes.',
    );
  }
  if (values.to === undefined) throw new StartError('Name the file: npm run backup -- --to <file>');
  await backUp(url, values.to);
  const snapshot = await openSnapshot(`sqlite:${values.to}`);
  try {
    print(`${values.to} has ${statSync(values.to).size} bytes.`);
    for await (const merchants of pagesOf(snapshot.sql, 'merchants', 100)) {
      for (const { id, timeline, last_seq: last } of merchants) {
        print(`${id}: timeline ${timeline}, ${last} events`);
      }
    }
  } finally {
    await snapshot.close();
  }
  return 0;
}

await runCommand(main);
