/** `npm run prove -- hostile [--seconds N] [--only TEXT] [--json PATH] [--development]`: see docs/proof.md. */
import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { parseArgs } from 'node:util';
import { playAgain } from './again.ts';
import { attacks } from './attacks/all.ts';
import { startClient } from './client/client.ts';
import { megabytes, run, socketsLeft } from './run.ts';
import type { Outcome } from './run.ts';
import { openTestbed } from './testbed/testbed.ts';
import { createScanner, secretsOf } from './testbed/secrets.ts';
import { header, describeOutcome, rowOf, summarize, describeSummary } from './describe.ts';

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '3' },
    only: { type: 'string', default: '' },
    json: { type: 'string' },
    development: { type: 'boolean', default: false },
  },
});
const seconds = Number(values.seconds);
if (!(seconds > 0)) throw new Error('--seconds takes a number above 0');
const chosen = attacks.filter(({ group, name }) => `${group}: ${name}`.includes(values.only));

let end = async (): Promise<void> => undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void end().then(() => process.exit(130)));
}
const print = (text: string): void => void process.stdout.write(`${text}\n`);

const testbed = await openTestbed({
  production: !values.development,
  onEnd: (ending) => {
    end = ending;
  },
});
const client = await startClient(testbed);
try {
  // The attackers are this process: the processor time that they need must not be taken from the server.
  setPriority(process.pid, 10);
  const first = usage();
  const outcomes: Outcome[] = [];
  print(header());
  for (const attack of chosen) {
    const outcome = await run(testbed, attack, { seconds, client });
    outcomes.push(outcome);
    print(describeOutcome(outcome));
    for (const finding of outcome.findings.slice(0, 5)) print(`      ${finding.slice(0, 200)}`);
    if (!testbed.process.isAlive()) break;
  }
  const last = usage();
  const again = await playAgain(testbed, chosen, seconds);
  const overall = [...again.findings];
  const { failures } = await client.report();
  overall.push(...failures.map((what) => `of the well-behaved client, meanwhile: ${what}`));
  if ((last.sockets ?? 0) - (first.sockets ?? 0) > socketsLeft)
    overall.push('more sockets are open after all attacks');
  const summary = summarize(outcomes);
  if (summary !== null) describeSummary(summary).forEach(print);
  const leaks = createScanner(secretsOf(testbed)).find(testbed.output());
  overall.push(...leaks.map((leak) => `the output of the process shows the ${leak}`));
  for (const what of overall) print(`✗ ${what}`);
  print(
    `memory ${inMegabytes(first.rss)} at first, ${inMegabytes(last.rss)} at last, ${inMegabytes(again.rss)} after all again; sockets ${first.sockets}, ${last.sockets}`,
  );
  const failed = outcomes.filter(({ findings }) => findings.length > 0);
  print(`${outcomes.length} attacks, ${failed.length} not refused as they have to be`);
  if (values.json !== undefined) {
    const rows = outcomes.map((one) => ({
      ...rowOf(one),
      rss: one.rss,
      sockets: one.sockets,
      findings: one.findings,
    }));
    await writeFile(
      values.json,
      `${JSON.stringify({ seconds, rows, summary, first, last, again }, null, 2)}\n`,
    );
  }
  const isTooSlow = summary !== null && summary.isUsable && !summary.isWithin;
  const isWell =
    failed.length === 0 && overall.length === 0 && !isTooSlow && testbed.process.isAlive();
  process.exitCode = isWell ? 0 : 1;
} finally {
  await client.close();
  await end();
}

interface Usage {
  rss: number | null;
  sockets: number | null;
}

function usage(): Usage {
  return { rss: testbed.process.rss(), sockets: testbed.process.sockets() };
}

function inMegabytes(bytes: number | null): string {
  return bytes === null ? 'unknown' : `${megabytes(bytes)} MB`;
}
