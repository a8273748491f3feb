import { serve } from '../src/serve.ts';

/** `npm start`: the server, with the sandbox and its demo merchant. They are not loaded where the sandbox is off. */
serve(async (config) => {
  if (!config.sandbox) return null;
  const { demoKeyOf, startDemo } = await import('./demo.ts');
  return {
    demoKey: demoKeyOf(config),
    async start(app) {
      const { sandbox, addresses } = await startDemo(app, config);
      return { addresses, close: () => sandbox.close() };
    },
  };
});
