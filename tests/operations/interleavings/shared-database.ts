import { Secret } from '../../../src/domain/secret.ts';
import { WriteQueue } from '../../../src/store/commit.ts';
import { createMakeId } from '../../../src/store/ids.ts';
import type { MakeId } from '../../../src/store/ids.ts';
import { isPostgres, openDatabase } from '../../../src/store/open.ts';
import { createPool } from '../../../src/store/postgres/pool.ts';
import { sqlOver } from '../../../src/store/postgres/sql.ts';
import { createReferences } from '../../../src/store/references.ts';
import type { ReferenceOf } from '../../../src/store/references.ts';
import { openSealer } from '../../../src/store/sealing/sealer.ts';
import type { Sealer } from '../../../src/store/sealing/sealer.ts';
import type { Reader, Sql, Texts } from '../../../src/store/sql.ts';
import { ownDatabase } from '../../support/own-database.ts';

/** One process on the database: what writes there, and what reads. */
export interface Opened {
  queue: WriteQueue;
  read: Reader;
}

/** One database for many scenes, opened by two processes; each scene has its own merchant. */
export interface SharedDatabase {
  readonly first: Opened;
  readonly second: Opened;
  readonly sealer: Sealer;
  readonly makeId: MakeId;
  readonly referenceOf: ReferenceOf;
  /** Reads what was committed at one moment. */
  atOneMoment<T>(read: (sql: Sql & Texts) => Promise<T>): Promise<T>;
  /**
   * The time at which a scene begins, after everything before it, because ids follow the time. Epoch milliseconds.
   */
  begin(): number;
  end(at: number): void;
  close(): Promise<void>;
}

const startOfTime = Date.UTC(2026, 0, 1);
const hourMs = 3_600_000;

/** Stopped, so that a group contains everything that waits, and a seed replays. */
const elapsed = (): number => 0;

export async function openSharedDatabase(): Promise<SharedDatabase> {
  const own = await ownDatabase();
  const databases = [
    await openDatabase(own.url, { elapsed }),
    await openDatabase(own.url, { elapsed }),
  ] as const;
  const [first, second] = databases.map(({ writer, reader }) => ({
    queue: new WriteQueue(writer, () => undefined, undefined, elapsed),
    read: reader,
  })) as [Opened, Opened];
  // On SQLite nothing is written while everything is read, because it is read without a pause.
  const snapshots = isPostgres(own.url) ? openSnapshots(own.url) : null;
  let time = startOfTime;
  const masterKey = new Secret(Buffer.alloc(32, 7));
  return {
    first,
    second,
    sealer: openSealer(masterKey, []),
    makeId: createMakeId(),
    referenceOf: createReferences(masterKey),
    atOneMoment: (read) => snapshots?.read(read) ?? read(first.read),
    begin: () => time,
    end: (at) => (time = Math.max(time, at + hourMs)),
    async close() {
      for (const { queue } of [first, second]) await queue.close();
      for (const database of databases) await database.close();
      await snapshots?.close();
      await own.remove();
    },
  };
}

function openSnapshots(url: string) {
  const pool = createPool(url, 2);
  return {
    async read<T>(read: (sql: Sql & Texts) => Promise<T>): Promise<T> {
      const client = await pool.connect();
      try {
        await client.query('begin transaction isolation level repeatable read read only');
        return await read(sqlOver(client));
      } finally {
        await client.query('rollback');
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
