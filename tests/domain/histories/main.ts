/**
 * Random histories through the pure core alone: `npm run prove -- histories --count 100000 [--seed S] [--from K]`.
 */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { runHistories } from './run.ts';

const { values } = parseArgs({
  options: {
    count: { type: 'string', default: '100000' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    from: { type: 'string', default: '1' },
  },
});
const count = Number(values.count);
const started = performance.now();
const wrong = runHistories(values.seed, Number(values.from), count);
const seconds = (performance.now() - started) / 1000;
process.stdout.write(
  `${wrong ?? `${count} histories of seed ${values.seed}, 0 wrong`} (${seconds.toFixed(1)} s)\n`,
);
process.exitCode = wrong === null ? 0 : 1;
