/** `npm run prove -- upgrade [--database postgres://…] [--from <commit>] [--seconds 10]`. */
import { parseArgs } from 'node:util';
import { useServer } from '../support/own-database.ts';
import { findServers } from '../support/servers/find.ts';
import { lastBeforeMigrations } from './older.ts';
import { runUpgrade } from './run.ts';

const print = (line: string): void => void process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    database: { type: 'string' },
    from: { type: 'string' },
    seconds: { type: 'string', default: '10' },
  },
});
const { postgres } = await findServers(
  { ...process.env, TEST_DATABASE_URL: values.database },
  print,
);
if (postgres === null) throw new Error('there is no PostgreSQL: --database postgres://…');
await using _run = await useServer(postgres);
const from = values.from ?? lastBeforeMigrations();
print(`from ${from}`);
const { findings, ...figures } = await runUpgrade({
  from,
  forMs: Number(values.seconds) * 1000,
  // The default has at least one.
  mustMigrate: values.from === undefined,
});
for (const [what, count] of Object.entries(figures)) print(`${what.padEnd(12)} ${count}`);
for (const finding of findings) print(finding);
print(findings.length === 0 ? 'both served all along' : `${findings.length} findings`);
process.exitCode = findings.length === 0 ? 0 : 1;
