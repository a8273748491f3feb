/* oxlint-disable no-console -- the report goes to the terminal as it is */
import { parseArgs } from 'node:util';
import { ConfigError, readConfig } from './config.ts';
import { describeStartError } from './domain/errors.ts';
import { compareEvidence } from './operations/evidence.ts';
import { WriteQueue } from './store/commit.ts';
import { databaseExists, openDatabase } from './store/open.ts';

/**
 * Compares rows with what their evidence comes to, and with `--rewrite` rewrites those that differ (docs/running.md).
 */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { rewrite: { type: 'boolean', default: false } } });
  const config = readConfig(process.env);
  if (!databaseExists(config.databaseUrl.reveal())) {
    throw new ConfigError('There is no database at DATABASE_URL');
  }
  const database = await openDatabase(config.databaseUrl.reveal());
  try {
    const queue = new WriteQueue(database.writer, () => undefined);
    const deps = { read: database.reader, queue, now: () => Date.now() };
    const { compared, divergences } = await compareEvidence(deps, values.rewrite);
    for (const { id, status, judged, rewritten } of divergences) {
      console.log(`${id}: ${status}, by its evidence ${judged}${rewritten ? '; rewritten' : ''}`);
    }
    console.log(`${compared} compared, ${divergences.length} different`);
    if (divergences.some(({ rewritten }) => !rewritten)) process.exitCode = 1;
  } finally {
    await database.close();
  }
}

main().catch((error: unknown) => {
  console.error(describeStartError(error));
  process.exit(1);
});
