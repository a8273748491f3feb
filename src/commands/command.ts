/* oxlint-disable no-console -- a command reports to the terminal */
import { readDatabaseUrl } from '../config/database-url.ts';
import { StartError, describeStartError } from '../domain/errors.ts';
import { databaseExists } from '../store/open.ts';

/** Runs a command. `work` resolves to its exit code. What the operator can fix is reported in one sentence. */
export async function runCommand(work: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await work();
  } catch (error) {
    console.error(describeStartError(error));
    process.exitCode = 1;
  }
}

export const print = (text: string): void => console.log(text);

/** The database of DATABASE_URL, which must exist. */
export function existingDatabase(): string {
  const url = readDatabaseUrl(process.env);
  assertExists(url);
  return url;
}

export function assertExists(url: string): void {
  if (!databaseExists(url)) throw new StartError(`There is no database at ${url}`);
}
