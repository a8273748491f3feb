import { randomBytes, randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Pool } from 'pg';
import type { PoolConfig } from 'pg';
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
    const url = at(server, template(number));
    await (await openDatabase(url)).close();
    await queryAt(url, prepareTemplate);
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

/** Of each run, databases that are migrated and empty again: they are there sooner than new ones. */
const renewed = new Map<number, Caretaker[]>();

/** Migrated and empty. */
export async function copyTemplate(server: string, run: number): Promise<Copy> {
  const caretaker =
    renewed.get(run)?.pop() ?? new Caretaker(server, await create(server, run, template(run)));
  const copy = copyOf(caretaker);
  return {
    ...copy,
    async remove() {
      await caretaker.disconnectOthers();
      const [{ same } = { same: false }] = await caretaker.query<{ same: boolean }>(isAsMade);
      if (!same) return copy.remove();
      await caretaker.query(renewal);
      renewed.set(run, [...(renewed.get(run) ?? []), caretaker]);
    },
  };
}

/** Not migrated. */
export async function createEmpty(server: string, run: number): Promise<Copy> {
  return copyOf(new Caretaker(server, await create(server, run, 'template0')));
}

async function create(server: string, run: number, origin: string): Promise<string> {
  const name = `${prefix}${run}_${randomBytes(6).toString('hex')}`;
  const pool = poolOf(server);
  await pool.query(`create database ${name} template ${origin}`);
  // What is lost where the server's machine fails is not what these tests are about.
  await pool.query(`alter database ${name} set synchronous_commit = off`);
  return name;
}

function copyOf(caretaker: Caretaker): Copy {
  const change = async (text: string): Promise<void> => {
    await caretaker.disconnectOthers();
    await caretaker.query(text);
  };
  return {
    url: caretaker.url,
    save: () => change(alike('public', 'saved')),
    restore: () => change(alike('saved', 'public')),
    remove: () => caretaker.drop(),
  };
}

async function queryAt(url: string, text: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(text);
  } finally {
    await client.end();
  }
}

/** Of the tables, with what belongs to them. */
const schema = `(select md5(string_agg(part, ',' order by part)) from (
  select attrelid::regclass || '.' || attname || attnotnull from pg_attribute join pg_class on pg_class.oid = attrelid
    where relnamespace = 'public'::regnamespace and relkind = 'r' and attnum > 0
  union all select pg_get_constraintdef(oid) from pg_constraint where connamespace = 'public'::regnamespace
  union all select indexdef from pg_indexes where schemaname = 'public'
  union all select pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
) as parts (part))`;

/** Whether a copy still has the schema of the template, which has it as a comment. */
const isAsMade = `select ${schema} = obj_description('pristine'::regnamespace, 'pg_namespace') as same`;

/**
 * Makes the tables of one schema like those of another, row by row: that is faster than a new database, or new files of
 * tables. As a replica does it, which does not ask the triggers whether that may be done.
 */
const alike = (from: string, to: string): string => `do $$ declare name text; begin
  set local session_replication_role = replica;
  create schema if not exists ${to};
  for name in select tablename from pg_tables where schemaname = '${from}' loop
    execute format('create table if not exists ${to}.%1$I (like ${from}.%1$I)', name);
    execute format('delete from ${to}.%1$I as old where not exists
      (select from ${from}.%1$I as new where new::text = old::text)', name);
    execute format('insert into ${to}.%1$I select * from ${from}.%1$I as new where not exists
      (select from ${to}.%1$I as old where old::text = new::text)', name);
  end loop;
end $$`;

const renewal = `drop schema if exists saved cascade; ${alike('pristine', 'public')}`;

/** Keeps its rows and its schema, by which a copy is renewed. */
const prepareTemplate = `${alike('public', 'pristine')};
  do $$ begin execute format('comment on schema pristine is %L', ${schema}); end $$`;

/** Milliseconds. */
const soon = 2;
const patience = 10_000;

/** Tidies a database up by a connection that stays: a new one learns the schema first, which takes ten times as long. */
class Caretaker {
  readonly url: string;
  readonly #name: string;
  readonly #server: Pool;
  readonly #own: Pool;

  constructor(server: string, name: string) {
    this.url = at(server, name);
    this.#name = name;
    this.#server = poolOf(server);
    this.#own = createPool({ connectionString: this.url, application_name: caretakers, max: 1 });
  }

  async query<Row extends object>(text: string): Promise<Row[]> {
    return (await this.#own.query<Row>(text)).rows;
  }

  /** Ends the connections of those that read it from outside, and of a process that was killed. */
  async disconnectOthers(): Promise<void> {
    const text = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = $1 and application_name <> $2`;
    const until = performance.now() + patience;
    for (;;) {
      const { rowCount } = await this.#server.query(text, [this.#name, caretakers]);
      if (rowCount === 0) return;
      if (performance.now() > until) throw new Error(`connections to ${this.#name} do not end`);
      await sleep(soon);
    }
  }

  async drop(): Promise<void> {
    await this.#own.end();
    await this.#server.query(`drop database if exists ${this.#name} with (force)`);
  }
}

/** The name of their connections. */
const caretakers = 'paygraph-caretaker';

const pools = new Map<string, Pool>();

function poolOf(server: string): Pool {
  const before = pools.get(server);
  if (before !== undefined) return before;
  const pool = createPool({ connectionString: server, max: 2 });
  pools.set(server, pool);
  return pool;
}

/** Its connections stay, and hold no process up. */
function createPool(config: PoolConfig): Pool {
  const pool = new Pool({ ...config, idleTimeoutMillis: 0, allowExitOnIdle: true });
  // A test may end all connections: the next query has a new one.
  return pool.on('error', () => undefined);
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
