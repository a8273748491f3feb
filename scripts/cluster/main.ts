/**
 * `npm run cluster -- --processes 3`: several processes on one database behind a balancer, on this machine. In
 * development the first of them also runs the sandbox. A process that ends is replaced.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { readConfig } from '../../src/config.ts';
import { describeStartError, StartError } from '../../src/domain/errors.ts';
import { isPostgres } from '../../src/store/open.ts';
import { createBalancer } from './balancer.ts';
import { startMember } from './members.ts';
import type { Member } from './members.ts';

const restartMs = 1000;

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { processes: { type: 'string', default: '2' } } });
  const count = Number(values.processes);
  if (!Number.isInteger(count) || count < 1 || count > 64) {
    throw new StartError('--processes must be a number from 1 to 64');
  }
  const config = readConfig(process.env);
  if (!isPostgres(config.databaseUrl.reveal())) {
    throw new StartError('Several processes need DATABASE_URL=postgres://…');
  }

  const balancer = createBalancer();
  const port = await balancer.listen(config.port, config.host);
  const publicUrl = config.publicUrl ?? `http://localhost:${port}`;
  const members = new Map<number, Member>();
  let draining = false;
  const balance = (): void => balancer.use([...members.values()].map((member) => member.port));

  /** Starts one, and another one in its place whenever it ends. */
  const keep = async (number: number): Promise<void> => {
    const isFirst = number === 1;
    const environment = { ...process.env, PUBLIC_URL: publicUrl };
    const say = (line: string): void => {
      // The addresses and keys that the first one prints are those of all, except for its own.
      if (line.startsWith('{') || (isFirst && !line.includes('ready on'))) console.log(line);
    };
    const started = await (isFirst
      ? startMember(environment, { program: 'demo/main.ts', say })
      : startMember({ ...environment, PAYGRAPH_SANDBOX: 'off' }, { say }));
    members.set(number, started);
    balance();
    console.log(`process ${number} has the id ${started.pid} and port ${started.port}`);
    void replace(number, started);
  };
  const replace = async (number: number, { ended }: Member): Promise<void> => {
    await ended;
    members.delete(number);
    balance();
    if (draining) return;
    console.log(`process ${number} has ended; another takes its place`);
    await keepTrying(number);
  };
  /** The database may be away just now. */
  const keepTrying = async (number: number): Promise<void> => {
    await sleep(restartMs);
    if (draining) return;
    await keep(number).catch((error: unknown) => {
      console.error(describeStartError(error));
      return keepTrying(number);
    });
  };
  const stop = async (): Promise<void> => {
    if (draining) return;
    draining = true;
    await Promise.all([...members.values()].map((member) => member.stop()));
    await balancer.close();
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop());
  process.on('SIGINT', () => void stop());

  // The first creates what is missing: the keys, the demo merchant.
  await keep(1);
  await Promise.all(Array.from({ length: count - 1 }, (_, index) => keep(index + 2)));
  console.log(`\n  ${count} processes are ready behind http://localhost:${port}/graphql\n`);
}

main().catch((error: unknown) => {
  console.error(describeStartError(error));
  process.exit(1);
});
