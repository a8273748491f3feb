import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { onPostgres } from '../../support/own-database.ts';
import { scenarios } from './scenarios/index.ts';
import { openSharedDatabase } from './shared-database.ts';
import type { SharedDatabase } from './shared-database.ts';

/** A short run of `npm run prove -- interleavings`: the output of a failure shows how to repeat it. */
describe('in every order of their steps, all invariants hold at every commit and at the end', () => {
  let database: SharedDatabase;
  beforeAll(async () => (database = await openSharedDatabase()));
  afterAll(() => database.close());
  const seed = randomInt(2 ** 31);
  // Each step waits for the server.
  const short = onPostgres ? { numRuns: 15, within: 10_000 } : { numRuns: 30, within: 60_000 };

  it.each(scenarios)('of $name', { timeout: 120_000 }, async (scenario) => {
    const { failure, runs } = await scenario.run(database, { ...short, seed });
    expect(failure).toBeNull();
    expect(runs).toBeGreaterThan(0);
  });
});
