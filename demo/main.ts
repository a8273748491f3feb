import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { serve } from '../src/serve.ts';

/** `npm start`: the server, with the sandbox and its demo merchant. They are not loaded where the sandbox is off. */
serve(async (config) => {
  if (!config.sandbox) return null;
  const { demoKeyOf, startDemo } = await import('./demo.ts');
  return {
    demoKey: demoKeyOf(config),
    async start(app) {
      const building = config.console ? buildConsole() : null;
      const { sandbox, addresses, orders } = await startDemo(app, config);
      return {
        addresses,
        orders,
        close: async () => {
          building?.kill();
          await sandbox.close();
        },
      };
    },
  };
});

/** Beside the start, which does not wait for it: `/console` says that it is being built until then. */
function buildConsole(): ChildProcess {
  return spawn(process.execPath, [join(import.meta.dirname, '..', 'scripts', 'build-console.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}
