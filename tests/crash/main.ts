/** `npm run prove -- crash --rounds N [--seed S] [--keep] [--database URL] [--processes P]`: see docs/crashes.md. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { useServer } from '../support/own-database.ts';
import { run } from './run.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '20' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    keep: { type: 'boolean', default: false },
    database: { type: 'string' },
    processes: { type: 'string', default: '1' },
  },
});
const rounds = Number(values.rounds);
if (!Number.isSafeInteger(rounds) || rounds < 1) throw new Error('--rounds takes a number from 1');
const processes = Number(values.processes);
if (!Number.isSafeInteger(processes) || processes < 1) {
  throw new Error('--processes takes a number from 1');
}
if (processes > 1 && values.database === undefined) {
  throw new Error('--processes takes a server: --database postgres://…');
}

let end = async (): Promise<void> => undefined;
let interrupted = false;
const interrupt = (): void => {
  interrupted = true;
  void end().then(() => process.exit(130));
};
process.on('SIGINT', interrupt);
process.on('SIGTERM', interrupt);

const print = (line: string): void => void process.stdout.write(`${line}\n`);
await using _server = await useServer(values.database);
print(`seed ${values.seed}`);
const onEnd = (ending: () => Promise<void>): void => {
  end = ending;
};
try {
  const findings = await run({
    rounds,
    processes,
    seed: values.seed,
    keep: values.keep,
    print,
    onEnd,
  });
  process.exitCode = findings.length === 0 ? 0 : 1;
} catch (error) {
  // After an interrupt the processes are gone, and the run cannot go on.
  if (!interrupted) throw error;
}
