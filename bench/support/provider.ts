/** Runs as a process: the provider sandbox. */
import { startSandbox } from '../../sandbox/sandbox.ts';
import { serveCommands } from './process.ts';

export type ProviderCommands = typeof commands;

const commands = {
  async open(credentials: { apiKey: string; apiSecret: string; signKey: string }) {
    const sandbox = await startSandbox();
    const provider = sandbox.provider('ANEXPAY_XCHECKOUT');
    provider.registerMerchantAccount({ ...credentials, merchantId: 'benchmark' });
    return { baseUrl: provider.baseUrl };
  },
};

serveCommands(commands);
