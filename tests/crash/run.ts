import { Audit } from './audit/audit.ts';
import { createRandom } from './random.ts';
import { evidenceOf, lineOf, summary, Tally } from './report.ts';
import { playRound } from './round.ts';
import { openWorld } from './world/world.ts';
import type { WorldOptions } from './world/world.ts';
import type { Finding } from './finding.ts';

export interface Options extends WorldOptions {
  rounds: number;
  seed: string;
  say?: (line: string) => void;
}

/** Plays the rounds, one after the other in one world that is never cleaned; the findings of all of them. */
export async function run(options: Options): Promise<Finding[]> {
  const { rounds, seed, keep = false, say = () => undefined } = options;
  const random = createRandom(seed);
  const begun = performance.now();
  const world = await openWorld(random, options);
  let audit = new Audit(world);
  let acknowledged = 0;
  const tally = new Tally();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      // Each round goes on where the one before ended.
      const played = await playRound(world, random.fork(round), round);
      if (played.lost !== null) {
        acknowledged += audit.acknowledged;
        audit = new Audit(world);
      }
      const from = played.lost === null ? played.from : 0;
      const { findings, objects } = await audit.round(world, from);
      tally.add(played, objects, findings);
      say(`round ${round}: ${lineOf(played, objects)}`);
      for (const finding of findings) {
        say(`round ${round}, seed ${seed}: ${await evidenceOf(world, finding)}`);
      }
    }
    // Everything there ever was, once more, by somebody who has seen none of it.
    const { findings } = await new Audit(world).round(world, 0);
    for (const finding of findings) {
      say(`in the end, seed ${seed}: ${await evidenceOf(world, finding)}`);
    }
    tally.findings.push(...findings);
    const seconds = (performance.now() - begun) / 1000;
    acknowledged += audit.acknowledged;
    say(await summary(world, tally, { seed, seconds, acknowledged }));
    if (keep) say(`kept in ${world.folder}`);
    return tally.findings;
  } finally {
    await world.close();
  }
}
