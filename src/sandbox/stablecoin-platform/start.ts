import { createServer } from 'node:http';
import type { QueryPrefix } from '../../providers/stablecoin-gateway/signature.ts';
import type { SandboxClock } from '../clock.ts';
import { Faults } from '../faults.ts';
import { closeServer, listen } from '../http.ts';
import type { Platform } from './books.ts';
import type { StablecoinBrand } from './brands.ts';
import { BRANDS } from './brands.ts';
import type { OperationName } from './gateway/operations.ts';
import { Gateway } from './gateway/server.ts';
import { Webhooks } from './gateway/webhooks.ts';
import { StablecoinProvider } from './provider.ts';
import { isSitePath, serveSite } from './site/site.ts';

export interface StablecoinOptions {
  host: string;
  port: number;
  clock: SandboxClock;
  strict: boolean;
  queryPrefix: QueryPrefix;
  autoAdvanceMs: number | null;
  log: (line: string) => void;
}

export interface RunningProvider {
  provider: StablecoinProvider;
  close(): Promise<void>;
}

// Longer than clients keep idle connections, so that it is never the sandbox that cuts one.
const KEEP_ALIVE_MS = 65_000;

/** Rejects when the port is taken. */
export async function startStablecoinProvider(
  brandName: StablecoinBrand,
  options: StablecoinOptions,
): Promise<RunningProvider> {
  const { clock, strict, queryPrefix, autoAdvanceMs, log } = options;
  const brand = BRANDS[brandName];
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const port = await listen(server, options.host, options.port);
  const webhooks = new Webhooks(brand, clock, strict);
  const platform: Platform = {
    brand,
    clock,
    strict,
    baseUrl: baseUrlOf(options.host, port),
    autoAdvanceMs,
    accounts: new Map(),
    effects: {
      ordersCreated: 0,
      refundsCreated: 0,
      refundsCompleted: 0,
      settlementsCreated: 0,
      settlementsSettled: 0,
    },
    fiatSettlement: false,
    publish: (account, eventType, data) => webhooks.publish(account, eventType, data),
  };
  const faults = new Faults<OperationName>();
  const gateway = new Gateway({ platform, faults, queryPrefix, log });
  const provider = new StablecoinProvider(platform, webhooks, faults, () => gateway.requests());
  server.on('request', (request, response) => {
    const served = isSitePath(request.url ?? '')
      ? serveSite(platform, provider, request, response)
      : gateway.handle(request, response);
    served.catch((error: unknown) => {
      log(`${brand.title}: ${request.method ?? ''} broke off: ${String(error)}`);
      response.destroy();
    });
  });
  log(`${brand.title} sandbox at ${platform.baseUrl}`);
  return {
    provider,
    close: async () => {
      await webhooks.close();
      await closeServer(server);
    },
  };
}

function baseUrlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
