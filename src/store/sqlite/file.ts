import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { StartError } from '../../domain/errors.ts';

const ownerOnly = 0o600;

/**
 * Makes the folder and the file where they are not there yet, for their owner alone from their first moment, and takes
 * what others may do from files that are there. SQLite gives `-wal` and `-shm` the file's own mode.
 */
export function prepareFile(file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // An empty file is an empty database.
    closeSync(openSync(file, 'a', ownerOnly));
    const path = realpathSync(file);
    for (const one of [path, `${path}-wal`, `${path}-shm`]) {
      if (existsSync(one) && (statSync(one).mode & 0o077) !== 0) chmodSync(one, ownerOnly);
    }
  } catch (error) {
    throw cannotOpen(file, error);
  }
}

const reasons: readonly [codes: RegExp, reason: string][] = [
  [/^SQLITE_NOTADB/, 'is no SQLite database'],
  [/^SQLITE_CORRUPT/, 'is broken'],
  [/^SQLITE_(?:BUSY|LOCKED)/, 'is held by another process that is writing to it'],
  [/^SQLITE_READONLY|^E(?:ACCES|PERM|ROFS)$/, 'may not be written by this user'],
  [/^SQLITE_FULL|^E(?:NOSPC|DQUOT)$/, 'has no room left on its disk'],
  [/^SQLITE_(?:CANTOPEN|IOERR)|^E(?:NOTDIR|ISDIR|EXIST|LOOP|NAMETOOLONG)$/, 'cannot be opened'],
];

/** Said in a sentence where it is something that the person who starts it can mend. */
export function cannotOpen(file: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const { code } = error as Error & { code?: unknown };
  const known = reasons.find(([codes]) => codes.test(String(code)));
  if (known === undefined) return error;
  return new StartError(`The database ${file} ${known[1]} (${error.message}).`, { cause: error });
}
