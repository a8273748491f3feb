/** Interleavings: `npm run prove -- interleavings --runs 2000 --seed 7 [--only NAME] [--path P] [--database URL]`. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { whole } from '../../simulation/command.ts';
import { useServer } from '../../support/own-database.ts';
import { scenarios } from './scenarios/index.ts';
import { openSharedDatabase } from './shared-database.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    only: { type: 'string', default: '' },
    path: { type: 'string' },
    database: { type: 'string' },
  },
});
const { only, path } = values;
const print = (line: string): void => void process.stdout.write(`${line}\n`);
const runs = { numRuns: whole('runs', values.runs), seed: Number(values.seed) };
print(`seed ${runs.seed}`);
await using _server = await useServer(values.database);
const database = await openSharedDatabase();
let failed = 0;
for (const scenario of scenarios.filter(({ name }) => name.includes(only))) {
  const result = await scenario.run(database, { ...runs, ...(path !== undefined && { path }) });
  const perSecond = (result.runs / result.milliseconds) * 1_000;
  const steps = result.steps / result.runs;
  print(
    `${result.runs} of ${scenario.name}: ${perSecond.toFixed(0)} a second, ${steps.toFixed(0)} steps each`,
  );
  if (result.failure === null) continue;
  failed += 1;
  print(result.failure);
}
await database.close();
process.exitCode = failed === 0 ? 0 : 1;
