import { MikroORM } from '@mikro-orm/postgresql';
import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPool } from 'kysely';
import type { PoolClient } from 'pg';
import type { Database, OpenOptions, PoolSizes } from '../database.ts';
import { entities } from '../entities/index.ts';
import { SearchEntry } from '../entities/personal-data/search-entry.ts';
import type { Reader } from '../sql.ts';
import { createTimeSlices } from '../time-slices.ts';
import type { Lane } from '../time-slices.ts';
import type { Transaction } from '../writer.ts';
import { cannotOpen } from './cannot-open.ts';
import { asKnown } from './errors.ts';
import { lentOf, migrate, ormOptions } from './migrate.ts';
import { roundRobinPool } from './round-robin-pool.ts';
import { connectionMs, createPool, createReadingPool } from './pool.ts';
import { countProcesses, makeProcessName, peersOf, readClock } from './processes.ts';
import { sqlOver } from './sql.ts';
import { beginIn } from './transaction.ts';

const usual: PoolSizes = { reads: 6, writes: 2 };

/**
 * Opens the database of `postgres://…` and brings its schema up to date. Throws StartError where that cannot be, before
 * anything is written.
 */
export async function openPostgres(
  url: string,
  { elapsed, pool: { reads, writes } = usual }: OpenOptions,
): Promise<Database> {
  const migrated = await migrate(url).catch((error: unknown) => {
    throw cannotOpen(url, error);
  });
  const name = makeProcessName();
  const writing = createPool(url, writes + 1, name);
  const reading = createReadingPool(url, reads, name);
  const orm = await MikroORM.init(ormOptions(lentOf(writing)));
  const read = sqlOver(roundRobinPool(reading, reads, connectionMs), asKnown);
  const { requests, background } = createTimeSlices(elapsed);
  const readerOf = (lane: Lane): Reader => ({ ...read, slice: () => lane.slice() });
  return {
    migrated,
    sql: sqlOver(writing, asKnown),
    writer: {
      isExclusive: false,
      atOnce: writes,
      probe: 'select pg_current_xact_id()',
      asKnown,
      // The server's files are its own: what is deleted goes when it vacuums them.
      scrub: async () => undefined,
      begin: () => beginIn(writing, (client) => entitiesOn(orm, client)),
    },
    reader: readerOf(requests),
    backgroundReader: readerOf(background),
    processes: () => countProcesses(read),
    peers: peersOf(read, name),
    clock: () => readClock(read),
    schemaDrift: () => schemaDrift(url),
    async close() {
      await orm.close(true);
      await Promise.all([writing.end(), reading.end()]);
    },
  };
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

/**
 * Compared over a connection of the ORM's own, which reads arrays. What the migrations say of PostgreSQL alone is told
 * to the ORM before: texts are compared byte by byte, a log may have more events than an `int` counts, and so may the
 * entries of the search, which the database numbers and has a full-text index of.
 */
async function schemaDrift(url: string): Promise<string> {
  const orm = await MikroORM.init({ clientUrl: url, entities, logger: () => undefined });
  try {
    for (const { properties } of orm.getMetadata().getAll().values()) {
      for (const property of Object.values(properties)) {
        if (property.columnTypes?.[0] === 'text') property.collation = 'C';
        if (/^(?:archivedSeq|cursor|lastSeq|readTo|seq)$/.test(property.name))
          property.columnTypes = ['bigint'];
      }
    }
    const { properties, indexes } = orm.getMetadata().get(SearchEntry);
    Object.assign(properties['number'] ?? {}, { columnTypes: ['bigint'], autoincrement: true });
    indexes.push({ name: 'search_entries_tokens_index', expression: 'compared by its name alone' });
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
