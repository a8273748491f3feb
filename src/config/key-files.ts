import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartError } from '../domain/errors.ts';

export type KeyFile = (variable: string, file: string, encoding: 'base64' | 'hex') => string;

/**
 * In development, a key that is not set is created once and stored in a file beside the database. Throws StartError.
 */
export function openKeyFiles(folder: string): KeyFile {
  return (variable, file, encoding) => {
    const path = join(folder, file);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      makeFile(path, randomBytes(32).toString(encoding));
      chmodSync(path, 0o600);
      return readFileSync(path, 'utf8').trim();
    } catch (error) {
      const { message } = error as Error;
      throw new StartError(`${variable} is not set, and cannot be kept in ${path} (${message})`);
    }
  };
}

/** Leaves an existing file as it is, also where another process creates it at the same moment. */
function makeFile(path: string, content: string): void {
  try {
    writeFileSync(path, content, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
