/** A process that makes room, and ends: see mortal.ts. */
import { pino } from 'pino';
import { createRetention } from '../../../src/operations/retention/run.ts';
import { WriteQueue } from '../../../src/store/commit.ts';
import { openDatabase } from '../../../src/store/open.ts';
import { momentsOf } from './mortal.ts';
import type { Mortal } from './mortal.ts';

export interface MakingRoom extends Mortal {
  url: string;
  archiveFolder: string;
  /** How far its clock is ahead. */
  aheadMs: number;
}

const given = JSON.parse(process.argv[2] ?? '') as MakingRoom;
const { url, archiveFolder, aheadMs } = given;
const moments = momentsOf(given);
const database = await openDatabase(url);
const queue = new WriteQueue(database.writer, () => undefined);
const retention = createRetention({
  read: moments.watched(database.backgroundReader),
  queue: moments.watched(queue),
  now: () => Date.now() + aheadMs,
  monotonic: () => performance.now(),
  log: pino({ level: 'error' }, pino.destination(2)),
  retention: { bodiesDays: 30, pollsDays: 30, eventsDays: 30, archiveFolder },
});
retention.start();
await retention.idle();
await queue.close();
await database.close();
moments.end();
