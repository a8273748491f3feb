/** `npm run crash -- --rounds N [--seed S] [--keep]`: see docs/crashes.md. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { run } from './run.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    keep: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds takes a number from 1');

const ends: (() => Promise<void>)[] = [];
const interrupted = async (): Promise<void> => {
  for (const end of ends.toReversed()) {
    // What was started last ends first.
    await end().catch(() => undefined);
  }
  process.exit(130);
};
process.on('SIGINT', () => void interrupted());
process.on('SIGTERM', () => void interrupted());

const say = (line: string): void => void process.stdout.write(`${line}\n`);
say(`seed ${values.seed}`);
const findings = await run({
  rounds,
  seed: values.seed,
  keep: values.keep,
  say,
  onPart: (end) => ends.push(end),
});
process.exitCode = findings.length === 0 ? 0 : 1;
