/** The only file that knows which databases there are. */
import { existsSync } from 'node:fs';
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM } from '@mikro-orm/sqlite';
import type { Options } from '@mikro-orm/sqlite';
import { AbnormalPayment } from './entities/abnormal-payment.ts';
import { ApiKey } from './entities/merchants/api-key.ts';
import { AuditEntry } from './entities/audit/audit-entry.ts';
import { AuditOutcome } from './entities/audit/audit-outcome.ts';
import { AuditSubject } from './entities/audit/audit-subject.ts';
import { AwaitedSubject } from './entities/awaited-subject.ts';
import { CancelIntention } from './entities/cancel-intention.ts';
import { Evidence } from './entities/evidence.ts';
import { Event } from './entities/event.ts';
import { IdempotencyKey } from './entities/idempotency-key.ts';
import { LeftAccount } from './entities/left-account.ts';
import { Merchant } from './entities/merchants/merchant.ts';
import { Order } from './entities/order.ts';
import { ProviderAccount } from './entities/merchants/provider-account.ts';
import { ProviderCall } from './entities/provider-call.ts';
import { Refund } from './entities/refund.ts';
import { Settlement } from './entities/settlement.ts';
import { WebhookDelivery } from './entities/webhook-delivery.ts';
import { Migration0001 } from './migrations/sqlite/0001-foundation.ts';
import { Migration0002 } from './migrations/sqlite/0002-abnormal-payment-resolution.ts';
import { Migration0003 } from './migrations/sqlite/0003-reconciliation.ts';
import { Migration0004 } from './migrations/sqlite/0004-awaited-subjects.ts';
import { Migration0005 } from './migrations/sqlite/0005-evidence.ts';
import { Migration0006 } from './migrations/sqlite/0006-cancel-intentions.ts';
import { Migration0007 } from './migrations/sqlite/0007-sealed-webhooks.ts';
import { Migration0008 } from './migrations/sqlite/0008-audit-trail.ts';
import { Migration0009 } from './migrations/sqlite/0009-own-conclusions.ts';
import { Migration0010 } from './migrations/sqlite/0010-identity-with-topic.ts';
import { Migration0011 } from './migrations/sqlite/0011-due-work.ts';
import { Migration0012 } from './migrations/sqlite/0012-ordered-lists.ts';
import { Migration0013 } from './migrations/sqlite/0013-contradicted-conclusions.ts';
import { Migration0014 } from './migrations/sqlite/0014-refunds-held-first.ts';
import { Migration0015 } from './migrations/sqlite/0015-newest-evidence-last.ts';
import type { Writer } from './commit.ts';
import { cannotOpen, prepareFile, refuseNewer } from './opening.ts';
import { asUnavailable } from './outage.ts';
import { prepared } from './prepared.ts';
import type { Sqlite } from './prepared.ts';
import type { Reader, Sql, Texts } from './sql.ts';
import { createTimeSlices } from './time-slices.ts';
import type { Lane } from './time-slices.ts';

const entities = [
  Merchant,
  ApiKey,
  ProviderAccount,
  Order,
  LeftAccount,
  AbnormalPayment,
  Refund,
  Settlement,
  ProviderCall,
  Evidence,
  WebhookDelivery,
  AwaitedSubject,
  Event,
  IdempotencyKey,
  CancelIntention,
  AuditEntry,
  AuditSubject,
  AuditOutcome,
];

export interface Database {
  writer: Writer;
  /** A connection of its own: it sees what is committed, never a unit of work half done. */
  reader: Reader;
  /** The same, in another lane than those who wait for an answer. */
  backgroundReader: Reader;
  /** For tests: whether the migrations have made exactly what the entities describe. */
  schemaDrift(): Promise<string>;
  close(): Promise<void>;
}

const migrationsList = [
  { name: '0001-foundation', class: Migration0001 },
  { name: '0002-abnormal-payment-resolution', class: Migration0002 },
  { name: '0003-reconciliation', class: Migration0003 },
  { name: '0004-awaited-subjects', class: Migration0004 },
  { name: '0005-evidence', class: Migration0005 },
  { name: '0006-cancel-intentions', class: Migration0006 },
  { name: '0007-sealed-webhooks', class: Migration0007 },
  { name: '0008-audit-trail', class: Migration0008 },
  { name: '0009-own-conclusions', class: Migration0009 },
  { name: '0010-identity-with-topic', class: Migration0010 },
  { name: '0011-due-work', class: Migration0011 },
  { name: '0012-ordered-lists', class: Migration0012 },
  { name: '0013-contradicted-conclusions', class: Migration0013 },
  { name: '0014-refunds-held-first', class: Migration0014 },
  { name: '0015-newest-evidence-last', class: Migration0015 },
];

export function ormOptions(file: string): Options {
  return {
    dbName: file,
    entities,
    // What goes wrong is thrown; the rest is not for the log.
    logger: () => undefined,
    extensions: [Migrator],
    migrations: { migrationsList, snapshot: false },
    // Transactions are the queue's.
    implicitTransactions: false,
  };
}

/** One that begins with a read and then writes is refused at once where another process has written meanwhile. */
const begin = 'begin immediate';

/** Writes the file's first page. The number is the application's own and means nothing here. */
const probe = 'pragma user_version = 0';

/** Milliseconds that a read may wait inside SQLite, as while another process recovers the log of a third that died. */
const readerPatience = 10;

export function databaseExists(url: string): boolean {
  return existsSync(fileOf(url));
}

/**
 * Opens the database of `sqlite:<path>` and brings its schema up to date. `elapsed`: milliseconds that reads share
 * out. Throws StartError where that cannot be, before anything is written.
 */
export async function openDatabase(url: string, elapsed?: () => number): Promise<Database> {
  const file = fileOf(url);
  prepareFile(file);
  const orm = await MikroORM.init(ormOptions(file));
  try {
    return await connect(orm, file, elapsed);
  } catch (error) {
    await orm.close(true);
    throw cannotOpen(file, error);
  }
}

async function connect(orm: MikroORM, file: string, elapsed?: () => number): Promise<Database> {
  const writing = (await orm.em.getConnection().getNativeClient()) as unknown as Sqlite;
  const applied = appliedMigrations(writing);
  refuseNewer(
    file,
    applied,
    migrationsList.map(({ name }) => name),
  );
  // Durable at every commit: with group commit the flush costs next to nothing, so it is not traded away.
  writing.pragma('journal_mode = WAL');
  writing.pragma('synchronous = FULL');
  // The commit that finds so many pages in the log moves them to the file before it returns: 8000 take more than 10 ms.
  writing.pragma('wal_autocheckpoint = 1000');
  writing.pragma('cache_size = -65536');
  if (applied.length < migrationsList.length) {
    // To rebuild a table, which no transaction could without letting go of what refers to it.
    writing.pragma('foreign_keys = OFF');
    await orm.migrator.up();
  }
  writing.pragma('foreign_keys = ON');
  // What a statement would undo if it failed halfway: as a file, more than is written to the log.
  writing.pragma('temp_store = memory');
  // From now on others wait for this thread: the queue waits for a lock, without stopping it.
  writing.pragma('busy_timeout = 0');
  // From the same build of SQLite: two builds on one file in one process break each other's locks.
  const Sqlite = writing.constructor as new (path: string, options: { readonly: true }) => Sqlite;
  const reading = new Sqlite(file, { readonly: true });
  reading.pragma(`busy_timeout = ${readerPatience}`);
  const sql = prepared(writing, asUnavailable);
  const read = prepared(reading);
  const { requests, background } = createTimeSlices(elapsed);
  return {
    writer: {
      sql,
      begin,
      probe,
      exec: async (statement) => void (await sql.run(statement)),
      entities: () => orm.em.fork(),
    },
    reader: inTurn(read, requests),
    backgroundReader: inTurn(read, background),
    schemaDrift: () => orm.schema.getUpdateSchemaSQL({ wrap: false }),
    async close() {
      reading.close();
      await orm.close(true);
    },
  };
}

function appliedMigrations(sqlite: Sqlite): string[] {
  const table = 'mikro_orm_migrations';
  const found = sqlite.prepare('select 1 from sqlite_master where name = ?').get([table]);
  if (found === undefined) return [];
  const rows = sqlite.prepare(`select name from ${table} order by id`).all([]);
  return (rows as { name: string }[]).map(({ name }) => name);
}

function inTurn(sql: Sql & Texts, lane: Lane): Reader {
  const { get, all } = sql as Record<'get' | 'all', (...given: unknown[]) => unknown>;
  const waiting =
    (read: (...given: unknown[]) => unknown) =>
    async (...given: unknown[]) => {
      await lane.turn();
      return read(...given);
    };
  return {
    ...sql,
    turn: () => lane.turn(),
    get: waiting(get) as Reader['get'],
    all: waiting(all) as Reader['all'],
  };
}

function fileOf(url: string): string {
  if (!url.startsWith('sqlite:')) throw new RangeError(`no such database: ${url.split(':')[0]}`);
  return url.slice('sqlite:'.length);
}
