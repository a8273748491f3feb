import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { Secret } from '../domain/secret.ts';
import { ConfigError } from './config-error.ts';
import type { KeyFile } from './key-files.ts';
import * as value from './values.ts';

interface Variables {
  PAYGRAPH_MASTER_KEY?: string | undefined;
  PAYGRAPH_PREVIOUS_MASTER_KEYS: readonly string[];
}

/** Where keys are kept in development: beside an SQLite file. */
export const folderOf = (database: string): string =>
  database.startsWith('sqlite:') ? dirname(database.slice('sqlite:'.length)) : './data';

const file = 'master-key';

/** The master keys, the active one first. The file may have several, one per line. */
export function masterKeysOf(
  { PAYGRAPH_MASTER_KEY: active, PAYGRAPH_PREVIOUS_MASTER_KEYS: previous }: Variables,
  keyFile: KeyFile,
): Secret<Buffer>[] {
  if (active !== undefined) return [active, ...previous].map(secretBytes);
  const lines = keyFile('PAYGRAPH_MASTER_KEY', file, 'base64')
    .split(/\s+/)
    .filter((line) => line !== '');
  if (lines.length === 0 || !lines.every(value.isMasterKey)) {
    throw new ConfigError('The file master-key must have 32 bytes in base64 on each line');
  }
  return [...lines, ...previous].map(secretBytes);
}

const secretBytes = (key: string): Secret<Buffer> => new Secret(Buffer.from(key, 'base64'));

const schema = z.object({
  PAYGRAPH_MASTER_KEY: value.masterKey.optional(),
  PAYGRAPH_PREVIOUS_MASTER_KEYS: value.list.pipe(z.array(value.masterKey)),
});

/** For commands that can do without: none where no key is set and none is stored. Creates nothing. */
export function readMasterKeys(
  environment: NodeJS.ProcessEnv,
  database: string,
): readonly Secret<Buffer>[] {
  const set = Object.entries(environment).filter(([, text]) => text !== '');
  const { success, data, error } = schema.safeParse(Object.fromEntries(set));
  if (!success) {
    const wrong = error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new ConfigError(`The configuration is wrong: ${wrong.join('; ')}`);
  }
  const path = join(folderOf(database), file);
  if (data.PAYGRAPH_MASTER_KEY === undefined && !existsSync(path)) return [];
  return masterKeysOf(data, () => readFileSync(path, 'utf8'));
}
