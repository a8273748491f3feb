import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/postgresql';
import type { Options } from '@mikro-orm/postgresql';
import { PostgresDialect } from 'kysely';
import type { PostgresPool } from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { entities } from '../entities/index.ts';
import { migrationsList } from '../migrations/postgres.ts';
import { refuseNewer, refuseOlder } from '../migrations/versions.ts';
import { placeOf } from './cannot-open.ts';
import { createPatientPool } from './pool.ts';

/** Of the pool: it makes the ORM's connection the one that the transaction is open on. */
export function ormOptions(pool: PostgresPool): Options {
  return {
    dbName: 'paygraph',
    entities,
    logger: () => undefined,
    extensions: [Migrator],
    migrations: { migrationsList, snapshot: false },
    // It is there: a connection to it is open.
    ensureDatabase: false,
    // Transactions are the queue's.
    implicitTransactions: false,
    driverOptions: new PostgresDialect({ pool }),
  };
}

/** Any number that nothing else in the database locks: how many processes start, one migrates. */
const migrationLock = 7_283_945_120;

/** Applies the missing migrations, however long one takes, and returns their names. */
export async function migrate(url: string): Promise<readonly string[]> {
  const pool = createPatientPool(url, 2);
  // The lock goes with its session.
  let session: PoolClient | null = null;
  try {
    session = await pool.connect();
    await session.query('select pg_advisory_lock($1)', [migrationLock]);
    const missing = await missingMigrations(url, session);
    if (missing.length > 0) await applyMissing(pool);
    return missing;
  } finally {
    session?.release(true);
    await pool.end();
  }
}

async function applyMissing(pool: Pool): Promise<void> {
  const orm = await MikroORM.init(ormOptions(lentOf(pool)));
  try {
    await orm.migrator.up();
  } finally {
    await orm.close(true);
  }
}

/** The ORM ends what it is given more than once. */
export const lentOf = (pool: Pool): PostgresPool =>
  ({ connect: () => pool.connect(), end: async () => undefined }) as unknown as PostgresPool;

/** Throws StartError where the database is of another version. */
export async function assertUpToDate(url: string, client: PoolClient): Promise<void> {
  refuseOlder(placeOf(url), await missingMigrations(url, client));
}

/** Throws StartError where the database is of a newer version. */
async function missingMigrations(url: string, client: PoolClient): Promise<readonly string[]> {
  const applied = await appliedMigrations(client);
  const known = migrationsList.map(({ name }) => name);
  refuseNewer(placeOf(url), applied, known);
  return known.filter((name) => !applied.includes(name));
}

async function appliedMigrations(client: PoolClient): Promise<string[]> {
  const table = 'mikro_orm_migrations';
  const { rows } = await client.query<{ is: string | null }>('select to_regclass($1)::text as is', [
    table,
  ]);
  if (rows[0]?.is === null) return [];
  const found = await client.query<{ name: string }>(`select name from ${table} order by id`);
  return found.rows.map(({ name }) => name);
}
