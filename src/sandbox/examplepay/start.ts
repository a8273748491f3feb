import { createServer } from 'node:http';
import type { SandboxClock } from '../clock.ts';
import { Faults } from '../faults.ts';
import { closeServer, listen } from '../http.ts';
import type { Platform } from './books.ts';
import { compactTime } from './books.ts';
import { Gateway } from './gateway.ts';
import { Notifications } from './notifications.ts';
import type { OperationName } from './operations.ts';
import { ExamplepayProvider } from './provider.ts';
import { isSitePath, serveSite } from './site/site.ts';

export interface ExamplepayOptions {
  host: string;
  port: number;
  clock: SandboxClock;
  /** Milliseconds until payments end by themselves; null: when the cashier page is confirmed. */
  autoPayMs: number | null;
  /** Milliseconds until refunds and payouts end by themselves; null: by hand. */
  autoAdvanceMs: number | null;
  log: (line: string) => void;
}

export interface RunningExamplepay {
  provider: ExamplepayProvider;
  close(): Promise<void>;
}

// Longer than clients keep idle connections, so that it is never the sandbox that cuts one.
const KEEP_ALIVE_MS = 65_000;

/** Rejects when the port is taken. */
export async function startExamplepay(options: ExamplepayOptions): Promise<RunningExamplepay> {
  const { clock, log } = options;
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const port = await listen(server, options.host, options.port);
  const notifications = new Notifications(clock);
  const platform = newPlatform(options, port, notifications);
  const faults = new Faults<OperationName>();
  const gateway = new Gateway({ platform, faults, log });
  const requests = () => gateway.requests();
  const provider = new ExamplepayProvider({ platform, notifications, faults, requests });
  server.on('request', (request, response) => {
    const served = isSitePath(request.url ?? '')
      ? serveSite(platform, request, response)
      : gateway.handle(request, response);
    served.catch((error: unknown) => {
      log(`ExamplePay: ${request.method ?? ''} broke off: ${String(error)}`);
      response.destroy();
    });
  });
  log(`ExamplePay sandbox at ${platform.baseUrl}`);
  return {
    provider,
    close: async () => {
      await notifications.close();
      await closeServer(server);
    },
  };
}

function newPlatform(
  { host, clock, autoPayMs, autoAdvanceMs }: ExamplepayOptions,
  port: number,
  notifications: Notifications,
): Platform {
  let sequence = 0;
  return {
    clock,
    baseUrl: baseUrlOf(host, port),
    autoPayMs,
    autoAdvanceMs,
    accounts: new Map(),
    effects: {
      ordersCreated: 0,
      ordersPaid: 0,
      refundsCreated: 0,
      refundsCompleted: 0,
      settlementsCreated: 0,
      settlementsSettled: 0,
    },
    publish: (news) => notifications.publish(news),
    nextNumber(kind) {
      sequence = (sequence + 1) % 1_000_000;
      return kind + compactTime(clock.now()) + String(sequence).padStart(6, '0');
    },
  };
}

function baseUrlOf(host: string, port: number): string {
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${reachable.includes(':') ? `[${reachable}]` : reachable}:${port}`;
}
