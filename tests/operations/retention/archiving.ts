import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { archiveEvents } from '../../../src/operations/retention/archive-events.ts';
import { keepEverything } from '../../../src/domain/retention/retention.ts';
import type { RetentionDeps } from '../../../src/operations/retention/task.ts';
import { verify } from '../../../src/operations/verification/verify.ts';
import { openDatabase } from '../../../src/store/open.ts';
import type { TestApp } from '../../support/app.ts';
import { rowsOfNdjson } from '../exports/files.ts';

export const day = 86_400_000;

/** The archived files of a folder by their paths. */
export async function filesOf(folder: string): Promise<Record<string, string>> {
  const names = await readdir(folder, { recursive: true });
  const found = names.filter((name) => name.endsWith('.ndjson')).toSorted();
  const texts = found.map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts)) as Record<string, string>;
}

/** A folder for archived events, and the archiving by hand, of events that are 30 days old. */
export async function openArchive() {
  const folder = await mkdtemp(join(tmpdir(), 'paygraph-archive-'));
  const retention = { ...keepEverything, eventsDays: 30, archiveFolder: folder };
  const files = () => filesOf(folder);
  return {
    folder,
    files,
    lines: async () => rowsOfNdjson(Object.values(await files()).join('')),
    depsOf: ({ app }: Pick<TestApp, 'app'>): RetentionDeps => ({ ...app.deps, retention }),
    remove: () => rm(folder, { recursive: true }),
  };
}

/** Archives all that can be archived now. */
export async function archiveAll(deps: RetentionDeps): Promise<void> {
  let progress = { position: '', isDone: false };
  while (!progress.isDone) progress = await archiveEvents.step(deps, progress.position);
}

export async function findingsOf({ app, databaseUrl }: Pick<TestApp, 'app' | 'databaseUrl'>) {
  const database = await openDatabase(databaseUrl);
  const report = await verify(
    { sql: database.sql, damage: async () => [] },
    { sealer: app.deps.sealer },
  );
  await database.close();
  return report.findings;
}

/** The numbers of the events that are in the tables, of which those that are archived are being removed. */
export async function numbersIn({ app }: Pick<TestApp, 'app'>): Promise<number[]> {
  const rows = await app.deps.read.all<{ seq: number }>('select seq from events order by seq');
  return rows.map(({ seq }) => seq);
}
