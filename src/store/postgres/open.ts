import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Options } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPool } from 'kysely';
import { Client } from 'pg';
import type { Pool, PoolClient } from 'pg';
import { StartError } from '../../domain/errors.ts';
import type { Database, OpenOptions, PoolSizes } from '../database.ts';
import { entities } from '../entities/index.ts';
import { refuseNewer } from '../migrations/newer.ts';
import { migrationsList } from '../migrations/postgres.ts';
import type { Reader } from '../sql.ts';
import { createTimeSlices } from '../time-slices.ts';
import type { Lane } from '../time-slices.ts';
import type { Transaction } from '../writer.ts';
import { asKnown } from './errors.ts';
import { createPool, createReadingPool } from './pool.ts';
import { sqlOver } from './sql.ts';
import { beginIn } from './transaction.ts';

const usual: PoolSizes = { reads: 6, writes: 2 };

/** Of the pool: it makes the ORM's connection the one that the transaction is open on. */
function ormOptions(pool: PostgresPool): Options {
  return {
    dbName: 'paygraph',
    entities,
    logger: () => undefined,
    extensions: [Migrator],
    migrations: { migrationsList, snapshot: false },
    // Transactions are the queue's.
    implicitTransactions: false,
    driverOptions: new PostgresDialect({ pool }),
  };
}

/**
 * Opens the database of `postgres://…` and brings its schema up to date. Throws StartError where that cannot be, before
 * anything is written.
 */
export async function openPostgres(
  url: string,
  { elapsed, pool: { reads, writes } = usual }: OpenOptions,
): Promise<Database> {
  const writing = createPool(url, writes + 1);
  const reading = createReadingPool(url, reads);
  // The ORM ends what it is given more than once.
  const lent = { connect: () => writing.connect(), end: async () => undefined };
  const orm = await MikroORM.init(ormOptions(lent as unknown as PostgresPool));
  const close = async (): Promise<void> => {
    await orm.close(true);
    await Promise.all([writing.end(), reading.end()]);
  };
  try {
    await migrate(orm, url, writing);
  } catch (error) {
    await close();
    throw cannotOpen(url, error);
  }
  const read = sqlOver(reading, asKnown);
  const { requests, background } = createTimeSlices(elapsed);
  const readerOf = (lane: Lane): Reader => ({ ...read, slice: () => lane.slice() });
  return {
    sql: sqlOver(writing, asKnown),
    writer: {
      atOnce: writes,
      probe: 'select pg_current_xact_id()',
      asKnown,
      begin: () => beginIn(writing, (client) => entitiesOn(orm, client)),
    },
    reader: readerOf(requests),
    backgroundReader: readerOf(background),
    schemaDrift: () => schemaDrift(url),
    close,
  };
}

/** Any number that nothing else in the database locks: how many processes start, one migrates. */
const migrationLock = 7_283_945_120;

async function migrate(orm: MikroORM, url: string, pool: Pool): Promise<void> {
  // A session of its own: the lock goes with it, and waiting for who migrates has no limit of time.
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock]);
    const applied = await appliedMigrations(pool);
    const known = migrationsList.map(({ name }) => name);
    refuseNewer(placeOf(url), applied, known);
    if (applied.length < known.length) await orm.migrator.up();
  } finally {
    await client.end();
  }
}

async function appliedMigrations(pool: Pool): Promise<string[]> {
  const table = 'mikro_orm_migrations';
  const { rows } = await pool.query<{ is: string | null }>('select to_regclass($1)::text as is', [
    table,
  ]);
  if (rows[0]?.is === null) return [];
  const found = await pool.query<{ name: string }>(`select name from ${table} order by id`);
  return found.rows.map(({ name }) => name);
}

/** An entity manager whose statements are part of the transaction that is open on this connection. */
function entitiesOn(orm: MikroORM, client: PoolClient): ReturnType<Transaction['entities']> {
  const em = orm.em.fork();
  // Its state is the client's own, so it is called and not inherited from.
  const query = (...one: Parameters<PoolClient['query']>) => client.query(...one);
  const pool = {
    connect: async () => ({ query, release: () => undefined }),
    end: async () => undefined,
  };
  em.setTransactionContext(
    new Kysely({ dialect: new PostgresDialect({ pool: pool as unknown as PostgresPool }) }),
  );
  return em as never;
}

/** A URL as it may be told: without the password. */
function placeOf(url: string): string {
  const { hostname, port, pathname } = new URL(url);
  return `${pathname.slice(1)} at ${hostname}${port && `:${port}`}`;
}

const reasons: readonly [codes: RegExp, reason: string][] = [
  [/^28/, 'refuses the user or the password'],
  [/^3D000/, 'does not exist'],
  [
    /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT|ENOENT)$/,
    'cannot be reached',
  ],
  [/^(?:57P03|53...)$/, 'takes no connection now'],
  [/^42501/, 'may not be changed by this user'],
];

/** Said in a sentence where it is something that the person who starts it can mend. */
function cannotOpen(url: string, error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StartError) return error;
  const { code } = error as Error & { code?: unknown };
  const known = reasons.find(([codes]) => codes.test(String(code)));
  if (known === undefined) return error;
  return new StartError(`The database ${placeOf(url)} ${known[1]} (${error.message}).`, {
    cause: error,
  });
}

/**
 * Compared over a connection of the ORM's own, which reads arrays. What the migrations say of PostgreSQL alone is told
 * to the ORM before: texts are compared byte by byte, and a log may have more events than an `int` counts.
 */
async function schemaDrift(url: string): Promise<string> {
  const orm = await MikroORM.init({ clientUrl: url, entities, logger: () => undefined });
  try {
    for (const { properties } of orm.getMetadata().getAll().values()) {
      for (const property of Object.values(properties)) {
        if (property.columnTypes?.[0] === 'text') property.collation = 'C';
        if (/^(?:lastSeq|seq)$/.test(property.name)) property.columnTypes = ['bigint'];
      }
    }
    const drift = await orm.schema.getUpdateSchemaSQL({ wrap: false });
    const isOfTables = /^(?:alter|create|drop) (?:table|(?:unique )?index) /;
    return drift
      .split('\n')
      .filter((line) => isOfTables.test(line))
      .join('\n');
  } finally {
    await orm.close(true);
  }
}
