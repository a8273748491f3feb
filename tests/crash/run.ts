import { Audit } from './audit/audit.ts';
import { createRandom } from './random.ts';
import { evidenceOf, lineOf, summary, Tally } from './report.ts';
import { playRound } from './round.ts';
import { openTestbed } from './testbed/testbed.ts';
import type { TestbedOptions } from './testbed/testbed.ts';
import type { Finding } from './finding.ts';
import { verified } from '../support/verified.ts';

export interface Options extends TestbedOptions {
  rounds: number;
  seed: string;
  print?: (line: string) => void;
}

/** Plays the rounds one after the other in one testbed that is never cleared. Returns the findings of all rounds. */
export async function run(options: Options): Promise<Finding[]> {
  const { rounds, seed, keep = false, print = () => undefined } = options;
  const random = createRandom(seed);
  const begun = performance.now();
  const testbed = await openTestbed(random, options);
  let audit = new Audit(testbed);
  let acknowledged = 0;
  const tally = new Tally();
  try {
    for (let round = 1; round <= rounds; round += 1) {
      // Each round goes on where the previous one ended.
      const played = await playRound(testbed, random.fork(round), round);
      if (played.lost !== null) {
        acknowledged += audit.acknowledged;
        audit = new Audit(testbed);
      }
      const from = played.lost === null ? played.from : 0;
      const { findings, objects } = await audit.round(testbed, from);
      tally.add(played, objects, findings);
      print(`round ${round}: ${lineOf(played, objects)}`);
      for (const finding of findings) {
        print(`round ${round}, seed ${seed}: ${await evidenceOf(testbed, finding)}`);
      }
    }
    // Audits everything once more, by an auditor that has seen no round.
    const { findings } = await new Audit(testbed).round(testbed, 0);
    for (const finding of findings) {
      print(`in the end, seed ${seed}: ${await evidenceOf(testbed, finding)}`);
    }
    for (const text of await verified(testbed.own.url)) {
      findings.push({ verdict: 'wrong', text });
      print(`in the end, seed ${seed}: ${text}`);
    }
    tally.findings.push(...findings);
    const seconds = (performance.now() - begun) / 1000;
    acknowledged += audit.acknowledged;
    print(await summary(testbed, tally, { seed, seconds, acknowledged }));
    if (keep) print(`kept in ${testbed.own.folder}`);
    return tally.findings;
  } finally {
    await testbed.close();
  }
}
