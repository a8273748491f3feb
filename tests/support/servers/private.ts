import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';

const run = promisify(execFile);

/** A PostgreSQL server of one's own, which may be stopped. */
export interface PrivateServer extends AsyncDisposable {
  /** Of its database `postgres`. */
  url: string;
  /** As where its machine fails: nothing is finished, and the next start recovers from its log. */
  stop(): Promise<void>;
  /** Resolves when it takes connections. */
  start(): Promise<void>;
}

/** Null where the machine has not got its programs. */
export async function startPrivateServer(): Promise<PrivateServer | null> {
  const programs = findPrograms();
  if (programs === null) return null;
  const user = ordinaryUser();
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-server-'));
  if ('uid' in user) await chown(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  const port = await freePort();
  const call = async (program: string, ...args: string[]): Promise<void> =>
    void (await run(join(programs, program), args, { ...user, cwd: folder }));
  const settings = `-p ${port} -k ${folder} -c listen_addresses=127.0.0.1`;
  const start = (): Promise<void> =>
    call('pg_ctl', 'start', '-w', '-D', data, '-l', join(folder, 'log'), '-o', settings);
  const stop = (): Promise<void> => call('pg_ctl', 'stop', '-w', '-m', 'immediate', '-D', data);
  let isUp = false;
  const remove = async (): Promise<void> => {
    if (isUp) await stop();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await call('initdb', '-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync');
    await start();
    isUp = true;
  } catch (error) {
    await remove();
    throw error;
  }
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await stop();
      isUp = false;
    },
    async start() {
      await start();
      isUp = true;
    },
    [Symbol.asyncDispose]: remove,
  };
}

/** The folder with the programs: in the path, or where Debian has them. */
function findPrograms(): string | null {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().toReversed() : [];
  const folders = [
    ...(process.env['PATH'] ?? '').split(delimiter),
    ...versions.map((version) => join(debian, version, 'bin')),
  ];
  return folders.find((folder) => existsSync(join(folder, 'initdb'))) ?? null;
}

const idOf = (option: string): number => Number(execFileSync('id', [option, 'postgres']));

/** It refuses to run as root. */
function ordinaryUser(): { uid: number; gid: number } | Record<string, never> {
  if (process.getuid?.() !== 0) return {};
  return { uid: idOf('-u'), gid: idOf('-g') };
}
