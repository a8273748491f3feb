/* oxlint-disable no-console -- the report goes to the terminal as it is */
import { setTimeout as sleep } from 'node:timers/promises';
import { ConfigError, readConfig } from './config.ts';
import { describeStartError } from './domain/errors.ts';
import { reseal } from './store/sealing/reseal.ts';
import type { Resealed } from './store/sealing/reseal.ts';
import { WriteQueue } from './store/commit.ts';
import { databaseExists, openDatabase } from './store/open.ts';
import { openSealer } from './store/sealing/sealer.ts';

/** Re-seals everything with the active master key, while the server may run (docs/security.md). */
async function main(): Promise<void> {
  const config = readConfig(process.env);
  if (!databaseExists(config.databaseUrl.reveal())) {
    throw new ConfigError('There is no database at DATABASE_URL');
  }
  const database = await openDatabase(config.databaseUrl.reveal());
  try {
    const report = await reseal({
      read: database.reader,
      queue: new WriteQueue(database.writer, () => undefined),
      sealer: openSealer(config.masterKey, config.previousMasterKeys),
      pause: async (ms) => sleep(ms),
    });
    console.log(summaryOf('provider accounts', report.accounts));
    console.log(summaryOf('payment links', report.links));
    console.log(summaryOf('event endpoints', report.endpoints));
    console.log(summaryOf('keys of personal data', report.dataKeys));
    console.log(summaryOf('webhook deliveries', report.deliveries));
    const unopenable = Object.values(report).flatMap((each: Resealed) => each.unopenable);
    if (unopenable.length === 0) return;
    console.error(`No master key opens these:\n${unopenable.join('\n')}`);
    process.exitCode = 1;
  } finally {
    await database.close();
  }
}

const summaryOf = (what: string, { resealed, current, unopenable }: Resealed): string =>
  `${what}: ${resealed} re-sealed, ${current} already current, ${unopenable.length} could not be opened`;

main().catch((error: unknown) => {
  console.error(describeStartError(error));
  process.exit(1);
});
