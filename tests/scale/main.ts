/** `npm run prove -- scale [--database postgres://…] [--processes 3] [--clients 200] [--seconds 60] [--seed S]`. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { startRun } from '../support/servers/copies.ts';
import { findServers } from '../support/servers/find.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    processes: { type: 'string', default: '3' },
    clients: { type: 'string', default: '200' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
  },
});
const { postgres, redis } = await findServers(
  { ...process.env, TEST_DATABASE_URL: values.database },
  print,
);
if (postgres === null) throw new Error('there is no PostgreSQL: --database postgres://…');
await using run = await startRun(postgres);
// What opens the databases of tests reads these when it is loaded.
Object.assign(process.env, { TEST_DATABASE_URL: postgres, TEST_RUN: String(run.number) });
if (redis !== null) process.env['TEST_REDIS_URL'] = redis;
const { runStreams } = await import('./streams.ts');

print(`seed ${values.seed}`);
const { findings, ...figures } = await runStreams({
  seed: values.seed,
  processes: Number(values.processes),
  clients: Number(values.clients),
  forMs: Number(values.seconds) * 1000,
});
for (const [what, count] of Object.entries(figures)) print(`${what.padEnd(12)} ${count}`);
for (const finding of findings) print(finding);
print(findings.length === 0 ? 'no event was missed' : `${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
