/** `npm run prove -- fuzz --requests N [--seed S] [--mad M] [--only NUMBER] [--development]`: see docs/proof.md. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openTestbed } from '../hostile/testbed/testbed.ts';
import { fuzz, only } from './run.ts';
import { describeReport } from './describe.ts';

const { values } = parseArgs({
  options: {
    requests: { type: 'string', default: '100000' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    mad: { type: 'string' },
    only: { type: 'string' },
    development: { type: 'boolean', default: false },
  },
});
const requests = whole('requests', values.requests);
const mad = values.mad === undefined ? Math.floor(requests / 20) : whole('mad', values.mad);
const { seed } = values;

function whole(name: string, value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a number`);
  return number;
}

let end = async (): Promise<void> => undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void end().then(() => process.exit(130)));
}

const print = (line: string): void => void process.stdout.write(`${line}\n`);
const testbed = await openTestbed({
  production: !values.development,
  onEnd: (ending) => {
    end = ending;
  },
});
try {
  if (values.only === undefined) {
    print(`seed ${seed}, ${requests} requests, the last ${mad} of them rightly signed`);
    const report = await fuzz(testbed, { requests, seed, mad, print });
    for (const line of describeReport(report, seed, requests, mad)) print(line);
    process.exitCode = report.findings.size === 0 ? 0 : 1;
  } else {
    const number = whole('only', values.only);
    const { text, findings } = await only(testbed, seed, number, number >= requests - mad);
    print([text, ...findings].join('\n'));
    process.exitCode = findings.length === 0 ? 0 : 1;
  }
} finally {
  await end();
}
