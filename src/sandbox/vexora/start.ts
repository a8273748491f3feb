import { createServer } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import { Faults } from '../faults.ts';
import { closeServer, listen } from '../http.ts';
import type { Platform } from './books.ts';
import type { OperationName } from './gateway.ts';
import { Gateway } from './gateway.ts';
import { VexoraProvider } from './provider.ts';
import { isSitePath, serveSite } from './site/site.ts';
import { Webhooks } from './webhooks.ts';

export interface VexoraOptions {
  host: string;
  port: number;
  clock: SandboxClock;
  /** Milliseconds until a payout succeeds by itself; null: by hand. */
  autoAdvanceMs: number | null;
  log: (line: string) => void;
}

export interface RunningVexora {
  provider: VexoraProvider;
  close(): Promise<void>;
}

// Longer than clients keep idle connections, so that it is never the sandbox that cuts one.
const KEEP_ALIVE_MS = 65_000;

/** Rejects when the port is taken. */
export async function startVexora(options: VexoraOptions): Promise<RunningVexora> {
  const { host, clock, autoAdvanceMs, log } = options;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const port = await listen(server, host, options.port);
  const webhooks = new Webhooks(clock);
  const platform: Platform = {
    clock,
    origin: originOf(host, port),
    autoAdvanceMs,
    accounts: new Map(),
    effects: {
      ordersCreated: 0,
      ordersPaid: 0,
      transfersReturned: 0,
      settlementsCreated: 0,
      settlementsSettled: 0,
    },
    publish: (account, kind, subject) => webhooks.publish(account, kind, subject),
  };
  const faults = new Faults<OperationName>();
  const gateway = new Gateway(platform, faults, log);
  const provider = new VexoraProvider(platform, webhooks, faults, () => gateway.requests());
  server.on('request', (request, response) => {
    const served = isSitePath(request.url ?? '')
      ? serveSite(platform, request, response)
      : gateway.handle(request, response);
    served.catch((error: unknown) => {
      log(`Vexora: ${request.method ?? ''} broke off: ${String(error)}`);
      response.destroy();
    });
  });
  log(`Vexora sandbox at ${platform.origin}`);
  return {
    provider,
    close: async () => {
      await webhooks.close();
      await closeServer(server);
    },
  };
}

function originOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
