import { markRestored } from '../../src/operations/restoring/mark-restored.ts';
import { WriteQueue } from '../../src/store/commit.ts';
import { openDatabase } from '../../src/store/open.ts';
import type { TestApp } from './app.ts';

/** Paygraph continues from the copy of `save`, prepared as `npm run restore` does it. */
export async function restoreSaved(testApp: TestApp): Promise<void> {
  const { now } = testApp.app.deps;
  await testApp.restart(async () => {
    await testApp.restore();
    await mark(testApp.databaseUrl, now);
  });
}

export async function mark(databaseUrl: string, now: () => number): Promise<void> {
  const database = await openDatabase(databaseUrl);
  try {
    const queue = new WriteQueue(database.writer, () => undefined);
    await markRestored({ queue, now, newTimeline: () => String(now()) });
  } finally {
    await database.close();
  }
}
