import { createServer } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import { Faults } from '../faults.ts';
import { closeServer, listen } from '../http.ts';
import { Api } from './api.ts';
import type { OperationName } from './api.ts';
import type { Platform, Switches } from './books.ts';
import { Notifications } from './notifications.ts';
import { NexapayProvider } from './provider.ts';
import { isSitePath, serveSite } from './site.ts';

export interface NexapayOptions {
  host: string;
  port: number;
  clock: SandboxClock;
  /** Milliseconds until a refund is through; null: by hand. */
  autoAdvanceMs: number | null;
  switches?: Partial<Switches> | undefined;
  log: (line: string) => void;
}

export interface RunningNexapay {
  provider: NexapayProvider;
  close(): Promise<void>;
}

// Longer than clients keep idle connections, so that it is never the sandbox that cuts one.
const keepAliveTimeout = 65_000;

/** Rejects when the port is taken. */
export async function startNexapay(options: NexapayOptions): Promise<RunningNexapay> {
  const { host, clock, autoAdvanceMs, log } = options;
  const server = createServer({ keepAliveTimeout });
  const port = await listen(server, host, options.port);
  const switches: Switches = {
    notifySignForm: 'J',
    notifyPayStatus: 'T',
    autoPay: true,
    ...options.switches,
  };
  const notices = new Notifications(clock, switches);
  const platform: Platform = {
    clock,
    baseUrl: baseUrlOf(host, port),
    autoAdvanceMs,
    accounts: new Map(),
    effects: { ordersCreated: 0, ordersPaid: 0, refundsCreated: 0, refundsCompleted: 0 },
    switches,
    sequences: new Map(),
    notices,
  };
  const faults = new Faults<OperationName>();
  const api = new Api(platform, faults, log);
  server.on('request', (request, response) => {
    const served = isSitePath(request.url ?? '')
      ? serveSite(platform, request, response)
      : api.handle(request, response);
    served.catch((error: unknown) => {
      log(`NexaPay: ${request.method ?? ''} broke off: ${String(error)}`);
      response.destroy();
    });
  });
  log(`NexaPay sandbox at ${platform.baseUrl}`);
  return {
    provider: new NexapayProvider(platform, notices, faults, () => api.requests()),
    close: async () => {
      await notices.close();
      await closeServer(server);
    },
  };
}

function baseUrlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
