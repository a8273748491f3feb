import { nexapayBooks } from './stored-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';
import type { SandboxClock } from '../double/clock.ts';
import { Faults } from '../double/faults/faults.ts';
import { openListener } from '../double/http/listener.ts';
import type { ListenerOptions } from '../double/http/listener.ts';
import { Gateway } from './gateway.ts';
import type { OperationName } from './gateway.ts';
import type { Platform, Switches } from './books.ts';
import { Notifications } from './notifications.ts';
import { NexapayProvider } from './provider.ts';
import { isSitePath, serveSite } from './site.ts';

export interface NexapayOptions extends ListenerOptions {
  clock: SandboxClock;
  /** Milliseconds until a refund ends by itself. Null: the operator ends it. */
  autoAdvanceMs: number | null;
  switches?: Partial<Switches> | undefined;
}

export interface RunningNexapay {
  provider: NexapayProvider;
  books: ProviderBooks;
  close(): Promise<void>;
}

/** Rejects where the port is in use. */
export async function startNexapay(options: NexapayOptions): Promise<RunningNexapay> {
  const { clock, autoAdvanceMs, log } = options;
  const listener = await openListener(options);
  const switches: Switches = {
    notifySignForm: 'J',
    notifyPayStatus: 'T',
    autoPay: true,
    ...options.switches,
  };
  const notices = new Notifications(clock, switches);
  const platform: Platform = {
    clock,
    baseUrl: listener.baseUrl,
    autoAdvanceMs,
    accounts: new Map(),
    effects: { ordersCreated: 0, ordersPaid: 0, refundsCreated: 0, refundsCompleted: 0 },
    switches,
    sequences: new Map(),
    notices,
  };
  const faults = new Faults<OperationName>();
  const gateway = new Gateway(platform, faults, log);
  listener.serve('NexaPay', (request, response) =>
    isSitePath(request.url ?? '')
      ? serveSite(platform, request, response)
      : gateway.handle(request, response),
  );
  return {
    provider: new NexapayProvider(platform, notices, faults, () => gateway.requests()),
    books: nexapayBooks(platform, notices),
    close: async () => {
      await notices.close();
      await listener.close();
    },
  };
}
