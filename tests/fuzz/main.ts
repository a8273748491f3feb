/** `npm run prove -- fuzz --requests N [--seed S] [--mad M] [--only NUMBER] [--development]`: see docs/proof.md. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { openStage } from '../hostile/stage/stage.ts';
import { fuzz, only } from './run.ts';
import { tell } from './tell.ts';

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

function whole(name: string, given: string): number {
  const number = Number(given);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a number`);
  return number;
}

let end = async (): Promise<void> => undefined;
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void end().then(() => process.exit(130)));
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const stage = await openStage({
  production: !values.development,
  onEnd: (ending) => {
    end = ending;
  },
});
try {
  if (values.only === undefined) {
    say(`seed ${seed}, ${requests} requests, the last ${mad} of them rightly signed`);
    const report = await fuzz(stage, { requests, seed, mad, say });
    for (const line of tell(report, seed, requests, mad)) say(line);
    process.exitCode = report.findings.size === 0 ? 0 : 1;
  } else {
    const number = whole('only', values.only);
    const { text, findings } = await only(stage, seed, number, number >= requests - mad);
    say([text, ...findings].join('\n'));
    process.exitCode = findings.length === 0 ? 0 : 1;
  }
} finally {
  await end();
}
