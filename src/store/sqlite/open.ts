import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/sqlite';
import type { Options } from '@mikro-orm/sqlite';
import type { Database, OpenOptions } from '../database.ts';
import { entities } from '../entities/index.ts';
import { migrationsList } from '../migrations/sqlite.ts';
import { cannotOpen, prepareFile } from './file.ts';
import { createCheckpoints, longestLog } from './checkpoints.ts';
import { migrate, missingMigrations } from './migrate.ts';
import { asUnavailable } from '../outage.ts';
import { prepared } from './sql.ts';
import type { OpenSqlite, Sqlite } from './sql.ts';
import type { Reader, Sql, Texts } from '../sql.ts';
import type { Transaction } from '../writer.ts';
import { createTimeSlices } from '../time-slices.ts';
import type { Lane } from '../time-slices.ts';

export function ormOptions(file: string): Options {
  return {
    dbName: file,
    entities,
    // What goes wrong is thrown; the rest is not for the log.
    logger: () => undefined,
    extensions: [Migrator],
    // Migrations run in a transaction of ours, which is begun before it is known which are missing.
    migrations: { migrationsList, snapshot: false, transactional: false, allOrNothing: false },
    // It is there: a connection to it is open.
    ensureDatabase: false,
    // Transactions are the queue's.
    implicitTransactions: false,
    // The full-text index and the tables that SQLite makes for it: entities describe no such thing.
    schemaGenerator: { skipTables: [/^search_index/] },
  };
}

/** One that begins with a read and then writes is refused at once where another process has written meanwhile. */
const begin = 'begin immediate';

/** Writes the file's first page. The number is the application's own and means nothing here. */
const probe = 'pragma user_version = 0';

/** Milliseconds that a read may wait inside SQLite, as while another process recovers the log of a third that died. */
const readerPatience = 10;

/**
 * Opens the database in a file and brings its schema up to date. Throws
 * StartError where that cannot be, before anything is written.
 */
export async function openSqlite(file: string, options: OpenOptions = {}): Promise<Database> {
  prepareFile(file);
  const orm = await MikroORM.init(ormOptions(file));
  try {
    return await connect(orm, file, options);
  } catch (error) {
    await orm.close(true);
    throw cannotOpen(file, error);
  }
}

async function connect(
  orm: MikroORM,
  file: string,
  { elapsed, onCheckpointsDead }: OpenOptions,
): Promise<Database> {
  const writing = (await orm.em.getConnection().getNativeClient()) as unknown as Sqlite;
  const isMissing = missingMigrations(file, writing).length > 0;
  // Durable at every commit: with group commit the flush costs next to nothing, so it is not traded away.
  writing.pragma('journal_mode = WAL');
  writing.pragma('synchronous = FULL');
  writing.pragma(`wal_autocheckpoint = ${longestLog}`);
  writing.pragma('cache_size = -65536');
  // What is deleted is overwritten, so that what a merchant has erased is in no free page.
  writing.pragma('secure_delete = on');
  const migrated = isMissing ? await migrate(orm, file, writing) : [];
  writing.pragma('foreign_keys = ON');
  // What a statement would undo if it failed halfway: as a file, more than is written to the log.
  writing.pragma('temp_store = memory');
  // From now on others wait for this thread: the queue waits for a lock, without stopping it.
  writing.pragma('busy_timeout = 0');
  // From the same build of SQLite: two builds on one file in one process break each other's locks.
  const Open = writing.constructor as OpenSqlite;
  const reading = new Open(file, { readonly: true });
  reading.pragma(`busy_timeout = ${readerPatience}`);
  const sql = prepared(writing, asUnavailable);
  const read = prepared(reading);
  const { requests, background } = createTimeSlices(elapsed);
  const checkpoints = createCheckpoints(writing, file, { onDead: onCheckpointsDead });
  const control = async (statement: string): Promise<void> => void (await sql.run(statement));
  // There is one connection that writes, and so one transaction at a time.
  const transaction: Transaction = {
    sql,
    async commit() {
      await control('commit');
      checkpoints.committed();
    },
    rollback: () => control('rollback'),
    // Nobody else has a lock meanwhile.
    look: (work) => work(),
    entities: () => orm.em.fork(),
  };
  return {
    migrated,
    sql,
    writer: {
      isExclusive: true,
      atOnce: 1,
      probe,
      asKnown: asUnavailable,
      scrub: () => checkpoints.truncate(),
      async begin() {
        await control(begin);
        return transaction;
      },
    },
    reader: sliced(read, requests),
    backgroundReader: sliced(read, background),
    processes: async () => 1,
    peers: null,
    clock: async () => null,
    schemaDrift: () => orm.schema.getUpdateSchemaSQL({ wrap: false }),
    async close() {
      await checkpoints.close();
      reading.close();
      await orm.close(true);
    },
  };
}

function sliced(sql: Sql & Texts, lane: Lane): Reader {
  const { get, all } = sql as Record<'get' | 'all', (...params: unknown[]) => unknown>;
  const waiting =
    (read: (...params: unknown[]) => unknown) =>
    async (...params: unknown[]) => {
      await lane.slice();
      return read(...params);
    };
  return {
    ...sql,
    slice: () => lane.slice(),
    get: waiting(get) as Reader['get'],
    all: waiting(all) as Reader['all'],
  };
}
