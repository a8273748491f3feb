import type { QueryPrefix } from '../../src/providers/stablecoin-gateway/signature.ts';
import { stablecoinBooks } from './gateway/stored-books.ts';
import type { ProviderBooks } from '../double/books/provider-books.ts';
import type { SandboxClock } from '../double/clock.ts';
import { Faults } from '../double/faults/faults.ts';
import { openListener } from '../double/http/listener.ts';
import type { ListenerOptions } from '../double/http/listener.ts';
import type { Platform } from './books.ts';
import type { StablecoinBrand } from './brands.ts';
import { BRANDS } from './brands.ts';
import type { OperationName } from './gateway/operations.ts';
import { Gateway } from './gateway/server.ts';
import { Webhooks } from './gateway/webhooks.ts';
import { StablecoinProvider } from './provider.ts';
import { isSitePath, serveSite } from './site/site.ts';

export interface StablecoinOptions extends ListenerOptions {
  clock: SandboxClock;
  strict: boolean;
  queryPrefix: QueryPrefix;
  autoAdvanceMs: number | null;
}

export interface RunningProvider {
  provider: StablecoinProvider;
  books: ProviderBooks;
  close(): Promise<void>;
}

/** Rejects where the port is in use. */
export async function startStablecoinProvider(
  brandName: StablecoinBrand,
  options: StablecoinOptions,
): Promise<RunningProvider> {
  const { clock, strict, queryPrefix, autoAdvanceMs, log } = options;
  const brand = BRANDS[brandName];
  const listener = await openListener(options);
  const webhooks = new Webhooks(brand, clock, strict);
  const platform: Platform = {
    brand,
    clock,
    strict,
    baseUrl: listener.baseUrl,
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
    announcesOrders: false,
    showsUnreserved: false,
    publish: (account, eventType, data) => webhooks.publish(account, eventType, data),
  };
  const faults = new Faults<OperationName>();
  const gateway = new Gateway({ platform, faults, queryPrefix, log });
  const provider = new StablecoinProvider(platform, webhooks, faults, () => gateway.requests());
  listener.serve(brand.title, (request, response) =>
    isSitePath(request.url ?? '')
      ? serveSite(platform, provider, request, response)
      : gateway.handle(request, response),
  );
  return {
    provider,
    books: stablecoinBooks(platform, webhooks),
    close: async () => {
      await webhooks.close();
      await listener.close();
    },
  };
}
