import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestbed } from '../hostile/testbed/testbed.ts';
import type { Testbed } from '../hostile/testbed/testbed.ts';
import { fuzz } from './run.ts';

/** A busy machine starts processes slowly. */
const patienceMs = 120_000;

/** A short run of `npm run prove -- fuzz`. */
describe('the process, sent malformed requests', () => {
  let testbed: Testbed;
  let end: (() => Promise<void>) | null = null;
  const onEnd = (ending: () => Promise<void>): void => {
    end = ending;
  };

  beforeAll(async () => {
    testbed = await openTestbed({ onEnd, production: true });
  }, patienceMs);

  afterAll(async () => {
    await end?.();
  });

  it(
    'refuses it in its own words, writes nothing and gives nothing away',
    async () => {
      const [seed, requests, mad] = ['in short', 1_500, 75];
      const report = await fuzz(testbed, { requests, seed, mad });
      expect(Object.fromEntries(report.findings)).toEqual({});
    },
    patienceMs,
  );
});
