/** `npm run prove -- deliveries [--database URL] [--merchants N] [--kills N] [--seed S]`: see docs/proof.md. */
import { parseArgs } from 'node:util';
import { useServer } from '../support/own-database.ts';
import { sendWhileKilled } from './killed.ts';
import { measureBesideFailing, measurePace } from './pace.ts';
import type { Latencies, Pace } from './pace.ts';

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    merchants: { type: 'string', default: '20' },
    endpoints: { type: 'string', default: '5' },
    events: { type: 'string', default: '500' },
    kills: { type: 'string', default: '8' },
    good: { type: 'string', default: '50' },
    bad: { type: 'string', default: '100' },
    each: { type: 'string', default: '100' },
    failing: { type: 'string', default: '100' },
    every: { type: 'string', default: '250' },
    seed: { type: 'string', default: String(Date.now()) },
  },
});
const print = (line: string): void => void process.stdout.write(`${line}\n`);
let isMissed = false;

await using _server = await useServer(values.database);
print(`seed ${values.seed}`);
const outcome = await sendWhileKilled({
  merchants: Number(values.merchants),
  endpoints: Number(values.endpoints),
  orders: 200,
  events: Number(values.events),
  kills: Number(values.kills),
  faults: 0.01,
  hangs: true,
  seed: values.seed,
  withinMs: 900_000,
});
const { deliveries, posts, verified, kills, revived, missing, violations, seconds } = outcome;
isMissed ||= missing > 0 || verified < posts || violations.length > 0;
print(
  `${isMissed ? 'MISSED' : 'good'}  ${deliveries} deliveries in ${seconds.toFixed(1)} s, ${kills} kills, ` +
    `${revived} times an endpoint was suspended and enabled, ` +
    `${posts - deliveries} posts more than deliveries, ` +
    `${verified} signatures right, ${missing} missing`,
);
for (const violation of violations) print(`        ${violation}`);

const pace = await measurePace({
  good: Number(values.good),
  bad: Number(values.bad),
  events: Number(values.each),
  everyMs: Number(values.every),
});
const figures = ({ p50, p99 }: Latencies): string => `p50 ${p50} ms, p99 ${p99} ms`;
const tellPace = ({ alone, beside }: Pace, whose: string, others: string): void => {
  const hasArrived = Number.isFinite(alone.p99) && Number.isFinite(beside.p99);
  // Below 20 ms the timers of the machine are measured, and nothing else.
  const isSlow = !hasArrived || beside.p99 > 2 * Math.max(alone.p99, 20);
  isMissed ||= isSlow;
  print(`${isSlow ? 'MISSED' : 'good'}  ${whose} alone: ${figures(alone)}`);
  print(`        beside ${others}: ${figures(beside)}`);
};
tellPace(pace, `${values.good} endpoints`, `${values.bad} that never answer`);
const failing = Number(values.failing);
const besideFailing = await measureBesideFailing({ failing, events: 150, everyMs: 100 });
tellPace(besideFailing, 'an endpoint', `${failing} of the same merchant that fail at random`);
process.exitCode = isMissed ? 1 : 0;
