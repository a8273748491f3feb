import { randomBytes, randomInt } from 'node:crypto';
import { Client, Pool } from 'pg';
import { openDatabase } from '../../../src/store/open.ts';

/**
 * The databases of one run on a PostgreSQL server: copies of a template that is migrated once. Their names have the
 * run's number, which is locked for as long as the run lives. So what a killed run has left is known by its free lock.
 */
export interface Run extends AsyncDisposable {
  number: number;
}

const prefix = 'paygraph_run_';
const template = (run: number): string => `${prefix}${run}_template`;
/** Beside the numbers of runs, the other half of the advisory lock. */
const lockClass = 73_001;

/** `server`: the URL of any database on it, of a user who may create others. */
export async function startRun(server: string): Promise<Run> {
  const client = new Client({ connectionString: server });
  await client.connect();
  const number = randomInt(1, 2 ** 31);
  try {
    await removeLeft(client);
    await client.query('select pg_advisory_lock($1, $2)', [lockClass, number]);
    await client.query(`create database ${template(number)}`);
    const migrated = await openDatabase(at(server, template(number)));
    await migrated.close();
  } catch (error) {
    await client.end();
    throw error;
  }
  return {
    number,
    async [Symbol.asyncDispose]() {
      await removeOf(client, number);
      await client.end();
    },
  };
}

/** A database of its own. */
export interface Copy {
  /** As in DATABASE_URL. */
  url: string;
  /** Keeps what is in it now, while nobody has it open. */
  save(): Promise<void>;
  /** Puts back what was kept last, while nobody has it open. */
  restore(): Promise<void>;
  remove(): Promise<void>;
}

/** Migrated and empty. */
export async function copyTemplate(server: string, run: number): Promise<Copy> {
  return createFrom(server, run, template(run));
}

/** Not migrated. */
export async function createEmpty(server: string, run: number): Promise<Copy> {
  return createFrom(server, run, 'template0');
}

async function createFrom(server: string, run: number, origin: string): Promise<Copy> {
  const name = `${prefix}${run}_${randomBytes(6).toString('hex')}`;
  const saved = `${name}_saved`;
  const pool = poolOf(server);
  const create = async (made: string, from: string): Promise<void> => {
    await pool.query(`create database ${made} template ${from}`);
    // What is lost where the server's machine fails is not what these tests are about.
    await pool.query(`alter database ${made} set synchronous_commit = off`);
  };
  const drop = async (made: string): Promise<void> =>
    void (await pool.query(`drop database if exists ${made} with (force)`));
  await create(name, origin);
  return {
    url: at(server, name),
    async save() {
      await drop(saved);
      // Connections of those that read it from outside, and of a process that was killed.
      await pool.query(
        'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
        [name],
      );
      await create(saved, name);
    },
    async restore() {
      await drop(name);
      await create(name, saved);
    },
    async remove() {
      await drop(saved);
      await drop(name);
    },
  };
}

const pools = new Map<string, Pool>();

/** It holds no process up. */
function poolOf(server: string): Pool {
  const before = pools.get(server);
  if (before !== undefined) return before;
  const pool = new Pool({ connectionString: server, max: 2, allowExitOnIdle: true });
  pools.set(server, pool);
  return pool;
}

function at(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function namesLike(client: Client, start: string): Promise<string[]> {
  const text = 'select datname as name from pg_database where starts_with(datname, $1)';
  const { rows } = await client.query<{ name: string }>(text, [start]);
  return rows.map(({ name }) => name);
}

async function removeOf(client: Client, run: number): Promise<void> {
  for (const name of await namesLike(client, `${prefix}${run}_`)) {
    await client.query(`drop database if exists ${name} with (force)`);
  }
}

async function removeLeft(client: Client): Promise<void> {
  const names = await namesLike(client, prefix);
  const runs = names.flatMap((name) => /^paygraph_run_(\d+)_/.exec(name)?.[1] ?? []).map(Number);
  for (const run of new Set(runs)) {
    const lock = [lockClass, run];
    const text = 'select pg_try_advisory_lock($1, $2) as free';
    const { rows } = await client.query<{ free: boolean }>(text, lock);
    if (rows[0]?.free !== true) continue;
    await removeOf(client, run);
    await client.query('select pg_advisory_unlock($1, $2)', lock);
  }
}
