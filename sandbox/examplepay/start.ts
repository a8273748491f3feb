import { examplepayBooks } from './stored-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';
import type { SandboxClock } from '../double/clock.ts';
import { Faults } from '../double/faults/faults.ts';
import { openListener } from '../double/http/listener.ts';
import type { ListenerOptions } from '../double/http/listener.ts';
import type { Platform } from './books.ts';
import { compactTime } from './books.ts';
import { Gateway } from './gateway.ts';
import { Notifications } from './notifications.ts';
import type { OperationName } from './operations.ts';
import { ExamplepayProvider } from './provider.ts';
import { isSitePath, serveSite } from './site/site.ts';

export interface ExamplepayOptions extends ListenerOptions {
  clock: SandboxClock;
  /** Milliseconds until payments end by themselves. Null: they end when the cashier page is confirmed. */
  autoPayMs: number | null;
  /** Milliseconds until refunds and payouts end by themselves. Null: the operator ends them. */
  autoAdvanceMs: number | null;
}

export interface RunningExamplepay {
  provider: ExamplepayProvider;
  books: ProviderBooks;
  close(): Promise<void>;
}

/** Rejects where the port is in use. */
export async function startExamplepay(options: ExamplepayOptions): Promise<RunningExamplepay> {
  const { clock, log } = options;
  const listener = await openListener(options);
  const notifications = new Notifications(clock);
  const platform = newPlatform(options, listener.baseUrl, notifications);
  const faults = new Faults<OperationName>();
  const gateway = new Gateway({ platform, faults, log });
  const requests = () => gateway.requests();
  const provider = new ExamplepayProvider({ platform, notifications, faults, requests });
  listener.serve('ExamplePay', (request, response) =>
    isSitePath(request.url ?? '')
      ? serveSite(platform, request, response)
      : gateway.handle(request, response),
  );
  return {
    provider,
    books: examplepayBooks(platform, notifications),
    close: async () => {
      await notifications.close();
      await listener.close();
    },
  };
}

function newPlatform(
  { clock, autoPayMs, autoAdvanceMs }: ExamplepayOptions,
  baseUrl: string,
  notifications: Notifications,
): Platform {
  let sequence = 0;
  return {
    clock,
    baseUrl,
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
    publish: (notification) => notifications.publish(notification),
    nextNumber(kind) {
      sequence = (sequence + 1) % 1_000_000;
      return kind + compactTime(clock.now()) + String(sequence).padStart(6, '0');
    },
  };
}
