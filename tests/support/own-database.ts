import { existsSync, mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openKeyFiles } from '../../src/config/key-files.ts';
import { isPostgres, openDatabase } from '../../src/store/open.ts';
import { copyTemplate, createEmpty, startRun } from './servers/copies.ts';
import type { Copy } from './servers/copies.ts';

/**
 * Whether these tests run on PostgreSQL: the project `postgres` of vitest.config.ts. On SQLite otherwise, also where
 * both run at once and all workers have the number of the run.
 */
export let onPostgres = process.env['TEST_DATABASE'] === 'postgres';

/**
 * For a harness that is given `--database`: from now on databases are copies on this server, also in the threads and
 * processes that it starts. Without an address they are files of SQLite.
 */
export async function useServer(url: string | undefined): Promise<AsyncDisposable> {
  if (url === undefined) return { [Symbol.asyncDispose]: async () => undefined };
  const run = await startRun(url);
  Object.assign(process.env, {
    TEST_DATABASE: 'postgres',
    TEST_DATABASE_URL: url,
    TEST_RUN: String(run.number),
  });
  onPostgres = true;
  return run;
}

/** A column in whose order rows were inserted. */
export const arrival = (): string => (onPostgres ? 'id' : 'rowid');

/** A number with leading zeros. */
export const padded = (number: string, length: number): string =>
  onPostgres ? `lpad((${number})::text, ${length}, '0')` : `printf('%0${length}d', ${number})`;

/** What is at a path of a JSON column. */
export const jsonAt = (column: string, ...path: readonly string[]): string =>
  onPostgres
    ? `${column}::json #>> '{${path.join()}}'`
    : `json_extract(${column}, '$.${path.join('.')}')`;

/** A database of one test, or of one file. */
export interface OwnDatabase extends Copy {
  /** Of its own too. On SQLite the file is in it. */
  folder: string;
}

/** What a process of Paygraph on it is started with. Its keys are files of its folder: they survive a restart. */
export function environmentOf({ url, folder }: Pick<OwnDatabase, 'url' | 'folder'>) {
  if (!isPostgres(url)) return { DATABASE_URL: url };
  const keyFile = openKeyFiles(folder);
  const [active, ...previous] = keyFile('PAYGRAPH_MASTER_KEY', 'master-key', 'base64').split(/\s+/);
  return {
    DATABASE_URL: url,
    PAYGRAPH_ADMIN_KEY: keyFile('PAYGRAPH_ADMIN_KEY', 'admin-key', 'hex'),
    PAYGRAPH_MASTER_KEY: active,
    PAYGRAPH_PREVIOUS_MASTER_KEYS: previous.join(','),
    // A server takes a hundred connections, and tests run beside one another.
    PAYGRAPH_LIMITS: 'databaseReads=2',
  };
}

/** Migrated and empty. `parent`: where its folder is made. */
export async function ownDatabase(parent?: string): Promise<OwnDatabase> {
  const own = await withFolder(copyTemplate, parent);
  if (!isPostgres(own.url)) await copyFile(await migratedFile(), join(own.folder, fileName));
  return own;
}

/** Empty, and not migrated. */
export function bareDatabase(): Promise<OwnDatabase> {
  return withFolder(createEmpty);
}

const inMemory = '/dev/shm';
/** Bytes that all tests at once need at most; a container often has 64 MB there. */
const enough = 2 ** 30;

/** In memory, where the machine has that: what is lost with its power is not what these tests are about. */
export function fastFolder(): string {
  if (!existsSync(inMemory)) return tmpdir();
  const { bavail, bsize } = statfsSync(inMemory);
  return bavail * bsize > enough ? inMemory : tmpdir();
}

const fileName = 'paygraph.sqlite';
let template: Promise<string> | null = null;

/** Migrated once in each process, which takes longer than all else that opens a database. */
function migratedFile(): Promise<string> {
  template ??= (async () => {
    const folder = mkdtempSync(join(fastFolder(), 'paygraph-template-'));
    process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
    const file = join(folder, fileName);
    await (await openDatabase(`sqlite:${file}`)).close();
    return file;
  })();
  return template;
}

async function withFolder(
  create: (server: string, run: number) => Promise<Copy>,
  parent = fastFolder(),
): Promise<OwnDatabase> {
  const folder = await mkdtemp(join(parent, 'paygraph-'));
  const { TEST_DATABASE_URL: server, TEST_RUN: run } = process.env;
  const made = onPostgres && server ? await create(server, Number(run)) : fileIn(folder);
  return {
    ...made,
    folder,
    async remove() {
      await made.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function replace(from: string, to: string): Promise<void> {
  await rm(to, { force: true });
  if (existsSync(from)) await copyFile(from, to);
}

function fileIn(folder: string): Copy {
  const file = join(folder, fileName);
  return {
    url: `sqlite:${file}`,
    // A process that was killed leaves a second file.
    async save() {
      for (const part of ['', '-wal']) await replace(file + part, `${file}.saved${part}`);
    },
    async restore() {
      await rm(`${file}-shm`, { force: true });
      for (const part of ['', '-wal']) await replace(`${file}.saved${part}`, file + part);
    },
    // It goes with its folder.
    remove: async () => undefined,
  };
}
