import { readDatabaseUrl } from '../config/database-url.ts';
import { openDatabase } from '../store/open.ts';
import { print, runCommand } from './command.ts';

/** Brings the database of DATABASE_URL up to date, and creates it where it is a file (docs/running.md). */
async function main(): Promise<number> {
  const database = await openDatabase(readDatabaseUrl(process.env));
  await database.close();
  for (const name of database.migrated) print(`applied ${name}`);
  print(
    database.migrated.length === 0
      ? 'The database is up to date.'
      : `The database is up to date: ${database.migrated.length} migrations were applied.`,
  );
  return 0;
}

await runCommand(main);
