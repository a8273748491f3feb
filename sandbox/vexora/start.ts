import { vexoraBooks } from './stored-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';
import type { SandboxClock } from '../double/clock.ts';
import { Faults } from '../double/faults/faults.ts';
import { openListener } from '../double/http/listener.ts';
import type { ListenerOptions } from '../double/http/listener.ts';
import type { Platform } from './books.ts';
import type { OperationName } from './gateway.ts';
import { Gateway } from './gateway.ts';
import { VexoraProvider } from './provider.ts';
import { isSitePath, serveSite } from './site/site.ts';
import { Webhooks } from './webhooks.ts';

export interface VexoraOptions extends ListenerOptions {
  clock: SandboxClock;
  /** Milliseconds until a payout succeeds by itself. Null: the operator ends it. */
  autoAdvanceMs: number | null;
}

export interface RunningVexora {
  provider: VexoraProvider;
  books: ProviderBooks;
  close(): Promise<void>;
}

/** Rejects where the port is in use. */
export async function startVexora(options: VexoraOptions): Promise<RunningVexora> {
  const { clock, autoAdvanceMs, log } = options;
  const listener = await openListener(options);
  const webhooks = new Webhooks(clock);
  const platform: Platform = {
    clock,
    origin: listener.baseUrl,
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
  listener.serve('Vexora', (request, response) =>
    isSitePath(request.url ?? '')
      ? serveSite(platform, request, response)
      : gateway.handle(request, response),
  );
  return {
    provider,
    books: vexoraBooks(platform, webhooks),
    close: async () => {
      await webhooks.close();
      await listener.close();
    },
  };
}
