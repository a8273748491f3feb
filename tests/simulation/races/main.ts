/** Fifty refunds at once, over and over: `npm run prove -- races --times 1000 --seed S [--from K] [--database URL]`. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { useServer } from '../../support/own-database.ts';
import { run, whole } from '../command.ts';

const { values } = parseArgs({
  options: {
    times: { type: 'string', default: '100' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    from: { type: 'string', default: '1' },
    database: { type: 'string' },
  },
});
const { times, seed, from } = values;
await using _server = await useServer(values.database);
const isWell = await run({
  kind: 'races',
  seed,
  trace: false,
  count: whole('times', times),
  from: whole('from', from),
  again: (number) => `npm run prove -- races --seed ${seed} --from ${number} --times 1`,
});
process.exitCode = isWell ? 0 : 1;
