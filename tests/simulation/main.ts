/** Random histories against the sandbox: `npm run simulate -- --histories 10000 --seed S [--from K] [--trace]`. */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { Failure, Played, Share } from './share.ts';
import { Tally } from './tally.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const mostShown = 3;
const mostWorkers = 4;

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    from: { type: 'string', default: '1' },
    trace: { type: 'boolean', default: false },
  },
});
const { seed } = values;
const [histories, from] = [whole('histories'), whole('from')];

function whole(name: 'histories' | 'from'): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  throw new RangeError(`--${name} must be a whole number above zero`);
}

let done = 0;
const startedAt = performance.now();
const seconds = (): number => (performance.now() - startedAt) / 1000;

function progress(): void {
  done += 1;
  if (done % 1000 === 0) say(`${done} histories in ${seconds().toFixed(0)} s`);
}

function work(share: Share): Promise<Played> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), { workerData: share });
    worker.on('message', (told: 'PLAYED' | Played) => {
      if (told === 'PLAYED') progress();
      else resolve(told);
    });
    worker.on('error', reject);
    worker.on('exit', (code) => reject(new Error(`a worker ended early, with ${code}`)));
  });
}

function show({ number, trace, complaints }: Failure): void {
  say(`\nhistory ${number} of seed ${seed}:`);
  for (const line of trace) say(`  ${line}`);
  for (const complaint of complaints) say(`  ✗ ${complaint}`);
  say(`  npm run simulate -- --seed ${seed} --from ${number} --histories 1 --trace`);
}

say(`seed ${seed}, histories ${from} to ${from + histories - 1}`);
const step = Math.min(availableParallelism(), mostWorkers, histories);
const shares = Array.from({ length: step }, (_, index) => ({
  ...{ seed, step },
  from: from + index,
  to: from + histories - 1,
}));
const all = await Promise.all(shares.map(work));

const tally = new Tally();
for (const { counts } of all) tally.join(counts);
const failures = all.flatMap((played) => played.failures).toSorted((a, b) => a.number - b.number);
if (values.trace && failures.length === 0) for (const { trace } of all) say(trace.join('\n'));
failures.slice(0, mostShown).forEach(show);
for (const { number, complaints } of failures.slice(mostShown)) {
  say(`history ${number}: ${complaints[0] ?? ''}`);
}
say('');
for (const line of tally.lines()) say(line);
const rate = (histories / seconds()).toFixed(1);
say(
  `\n${histories} histories of seed ${seed} in ${seconds().toFixed(0)} s (${rate} a second), ` +
    `${failures.length} wrong`,
);
process.exitCode = failures.length === 0 ? 0 : 1;
