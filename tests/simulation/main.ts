/** Random histories against the sandbox: `npm run prove -- simulate --histories 10000 --seed S [--from K] [--trace] [--database URL]`. */
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { useServer } from '../support/own-database.ts';
import { run, whole } from './command.ts';

const { values } = parseArgs({
  options: {
    histories: { type: 'string', default: '1000' },
    seed: { type: 'string', default: randomBytes(4).toString('hex') },
    from: { type: 'string', default: '1' },
    database: { type: 'string' },
    trace: { type: 'boolean', default: false },
  },
});
const { histories, seed, from, trace } = values;
// Its URL may have a password.
const server = values.database === undefined ? '' : ' --database …';
await using _server = await useServer(values.database);
const isWell = await run({
  kind: 'histories',
  seed,
  trace,
  count: whole('histories', histories),
  from: whole('from', from),
  again: (number) =>
    `npm run prove -- simulate --seed ${seed} --from ${number} --histories 1 --trace${server}`,
});
process.exitCode = isWell ? 0 : 1;
