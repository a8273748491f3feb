/** The only file that knows which databases there are. */
import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
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
import type { Writer } from './commit.ts';
import type { Param, Reader, Sql } from './sql.ts';
import { createTimeSlices } from './time-slices.ts';
import type { Lane } from './time-slices.ts';

const entities = [
  Merchant,
  ApiKey,
  ProviderAccount,
  Order,
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

/** The part of better-sqlite3 that is used; the package ships no types. */
interface Sqlite {
  prepare(text: string): Statement;
  pragma(text: string): unknown;
  close(): void;
}
interface Statement {
  run(...params: Param[]): { changes: number };
  get(...params: Param[]): unknown;
  all(...params: Param[]): unknown[];
}

export function ormOptions(file: string): Options {
  return {
    dbName: file,
    entities,
    // What goes wrong is thrown; the rest is not for the log.
    logger: () => undefined,
    extensions: [Migrator],
    migrations: {
      migrationsList: [
        { name: '0001-foundation', class: Migration0001 },
        { name: '0002-abnormal-payment-resolution', class: Migration0002 },
        { name: '0003-reconciliation', class: Migration0003 },
        { name: '0004-awaited-subjects', class: Migration0004 },
        { name: '0005-evidence', class: Migration0005 },
        { name: '0006-cancel-intentions', class: Migration0006 },
        { name: '0007-sealed-webhooks', class: Migration0007 },
        { name: '0008-audit-trail', class: Migration0008 },
      ],
      snapshot: false,
    },
  };
}

const begin = 'begin immediate';

export function databaseExists(url: string): boolean {
  return existsSync(fileOf(url));
}

/**
 * Opens the database of `sqlite:<path>` and brings its schema up to date. `elapsed`: milliseconds that reads share out.
 */
export async function openDatabase(url: string, elapsed?: () => number): Promise<Database> {
  const file = fileOf(url);
  mkdirSync(dirname(file), { recursive: true });
  const orm = await MikroORM.init(ormOptions(file));
  const writing = (await orm.em.getConnection().getNativeClient()) as unknown as Sqlite;
  // Durable at every commit: with group commit the flush costs next to nothing, so it is not traded away.
  writing.pragma('journal_mode = WAL');
  writing.pragma('synchronous = FULL');
  writing.pragma('busy_timeout = 5000');
  writing.pragma('wal_autocheckpoint = 8000');
  writing.pragma('cache_size = -65536');
  writing.pragma('foreign_keys = ON');
  // One that begins with a read and then writes is refused at once where another process has written meanwhile.
  orm.em.getPlatform().getBeginTransactionSQL = () => [begin];
  await orm.migrator.up();
  // From the same build of SQLite: two builds on one file in one process break each other's locks.
  const Sqlite = writing.constructor as new (path: string, options: { readonly: true }) => Sqlite;
  const reading = new Sqlite(file, { readonly: true });
  reading.pragma('busy_timeout = 5000');
  const sql = prepared(writing);
  const read = prepared(reading);
  const { requests, background } = createTimeSlices(elapsed);
  return {
    writer: {
      sql,
      begin,
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

function inTurn(sql: Sql, lane: Lane): Reader {
  return {
    ...sql,
    turn: () => lane.turn(),
    async get<Row>(text: string, ...params: Param[]) {
      await lane.turn();
      return sql.get<Row>(text, ...params);
    },
    async all<Row>(text: string, ...params: Param[]) {
      await lane.turn();
      return sql.all<Row>(text, ...params);
    },
  };
}

function fileOf(url: string): string {
  if (!url.startsWith('sqlite:')) throw new RangeError(`no such database: ${url.split(':')[0]}`);
  return url.slice('sqlite:'.length);
}

/** Each statement is prepared once. Async in form only, so that a unit of work reads the same on every database. */
function prepared(sqlite: Sqlite): Sql {
  const statements = new Map<string, Statement>();
  const statement = (text: string): Statement => {
    const known = statements.get(text);
    if (known !== undefined) return known;
    const made = sqlite.prepare(text);
    statements.set(text, made);
    return made;
  };
  return {
    fromJsonArray: '(select value from json_each(?))',
    run: async (text, ...params) => statement(text).run(...params).changes,
    get: async <Row>(text: string, ...params: Param[]) =>
      statement(text).get(...params) as Row | undefined,
    all: async <Row>(text: string, ...params: Param[]) => statement(text).all(...params) as Row[],
  };
}
