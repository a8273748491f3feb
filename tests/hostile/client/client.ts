import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Testbed } from '../testbed/testbed.ts';
import type { Window } from './load.ts';
import { ofMachine } from '../../support/machine.ts';

/** The well-behaved client, in its own process. */
export interface Client {
  /** The results of everything that was due since the last report. */
  report(): Promise<Window>;
  close(): Promise<void>;
}

export async function startClient({ base, port, accounts, keys }: Testbed): Promise<Client> {
  const module = new URL('./client-process.ts', import.meta.url).pathname;
  const child = fork(module, {
    execArgv: [],
    env: ofMachine,
    serialization: 'advanced',
  });
  await once(child, 'message');
  child.send({ start: { base, port, accounts, key: keys.ALL } });
  await once(child, 'message');
  return {
    async report() {
      const message = once(child, 'message');
      child.send({ report: true });
      const [{ window }] = (await message) as [{ window: Window }];
      return window;
    },
    async close() {
      const gone = once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    },
  };
}
