import { Secret } from '../../../src/domain/secret.ts';
import { WriteQueue } from '../../../src/store/commit.ts';
import { createMakeId } from '../../../src/store/ids.ts';
import type { MakeId } from '../../../src/store/ids.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { createReferences } from '../../../src/store/references.ts';
import type { ReferenceOf } from '../../../src/store/references.ts';
import { openSealer } from '../../../src/store/sealing/sealer.ts';
import type { Sealer } from '../../../src/store/sealing/sealer.ts';
import type { Reader } from '../../../src/store/sql.ts';
import { ownDatabase } from '../../support/own-database.ts';
import { fastFolder } from '../../simulation/simulator.ts';

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
  const own = await ownDatabase(fastFolder());
  const databases = [
    await openDatabase(own.url, { elapsed }),
    await openDatabase(own.url, { elapsed }),
  ] as const;
  const [first, second] = databases.map(({ writer, reader }) => ({
    queue: new WriteQueue(writer, () => undefined, undefined, elapsed),
    read: reader,
  })) as [Opened, Opened];
  let time = startOfTime;
  const masterKey = new Secret(Buffer.alloc(32, 7));
  return {
    first,
    second,
    sealer: openSealer(masterKey, []),
    makeId: createMakeId(),
    referenceOf: createReferences(masterKey),
    begin: () => time,
    end: (at) => (time = Math.max(time, at + hourMs)),
    async close() {
      for (const { queue } of [first, second]) await queue.close();
      for (const database of databases) await database.close();
      await own.remove();
    },
  };
}
