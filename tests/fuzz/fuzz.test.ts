import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage } from '../hostile/stage/stage.ts';
import type { Stage } from '../hostile/stage/stage.ts';
import { fuzz } from './run.ts';
import { tell } from './tell.ts';

/** A short run of `npm run fuzz`. */
describe('the process, sent what is malformed', () => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await openStage({ production: true });
  });

  afterAll(async () => {
    await stage.close();
  });

  it('refuses it in its own words, writes nothing and gives nothing away', async () => {
    const [seed, requests, mad] = ['in short', 1_500, 75];
    const report = await fuzz(stage, { requests, seed, mad });
    expect(tell(report, seed, requests, mad)).toContain('nothing is wrong');
  });
});
