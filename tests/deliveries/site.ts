import { UnavailableError } from '../../src/domain/errors.ts';
import { createEventEndpoint } from '../../src/operations/event-endpoints/create-event-endpoint.ts';
import { updateEventEndpoint } from '../../src/operations/event-endpoints/update-event-endpoint.ts';
import { createMerchant } from '../../src/operations/merchants/merchants.ts';
import { append } from '../operations/event-endpoints/receiver.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created } from '../support/operations.ts';
import { environmentOf } from '../support/own-database.ts';
import { startPaygraph } from '../support/process.ts';
import type { PaygraphProcess } from '../support/process.ts';
import { copyRow } from '../regressions/many-orders.ts';

/** A database with merchants, orders and endpoints, in this process, and others that send. */
export interface Site extends AsyncDisposable {
  testApp: TestApp;
  /** A merchant of its own with so many orders. */
  merchant(orders: number): Promise<Merchant>;
  /** Enables all endpoints that are suspended, as their merchants would. Returns how many there were. */
  revive(): Promise<number>;
  /** Starts a process that sends. */
  sender(): Promise<PaygraphProcess>;
}

const mostTries = 10;

export interface Merchant {
  id: string;
  orders: readonly string[];
  /** Makes an endpoint, which is sent the whole log. */
  endpoint(url: string): Promise<{ id: string; secret: string }>;
  /** Writes events of these orders, in their order. Returns their ids. */
  append(orders: readonly string[]): Promise<string[]>;
}

/** `sends`: whether this process sends too, as one that is alone does. */
export async function openSite({ sends }: { sends: boolean }): Promise<Site> {
  const environment = { PAYGRAPH_ROLE: sends ? 'all' : 'serve' };
  const testApp = await openTestApp({ environment, ...(sends ? { scheduleMs: 500 } : {}) });
  const { id: model } = await created(testApp, 'ANEXPAY_XCHECKOUT');
  const { deps } = testApp.app;
  const senders: PaygraphProcess[] = [];
  return {
    testApp,
    async merchant(count) {
      const { id, timeline } = await onceWritten(() => createMerchant(deps, { name: 'Sent to' }));
      const after = deps.cursors.encode({ timeline, seq: 0 });
      const orders = await copyRow(testApp, 'orders', model, count, { merchant_id: `'${id}'` });
      return {
        id,
        orders,
        async endpoint(url) {
          const made = await onceWritten(() => createEventEndpoint(deps, id, { url, after }));
          return { id: made.endpoint.id, secret: made.secret.reveal() };
        },
        append: (some) => onceWritten(() => append({ app: testApp.app, merchantId: id }, some)),
      };
    },
    async revive() {
      const suspended = await deps.read.all<{ id: string; merchant_id: string }>(
        "select id, merchant_id from event_endpoints where status = 'SUSPENDED'",
      );
      for (const { id, merchant_id: owner } of suspended) {
        await onceWritten(() => updateEventEndpoint(deps, owner, { id, enabled: true }));
      }
      return suspended.length;
    },
    async sender() {
      const { folder, databaseUrl, adminKey } = testApp;
      const own = environmentOf({ url: databaseUrl, folder });
      // The keys are those of the folder.
      const masterKey = own.PAYGRAPH_MASTER_KEY ?? '';
      const env = { ...own, PAYGRAPH_MASTER_KEY: masterKey, PAYGRAPH_ROLE: 'work' };
      const started = await startPaygraph({ databaseUrl, adminKey, env });
      senders.push(started);
      return started;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(senders.map((sender) => sender.kill()));
      await testApp.close();
    },
  };
}

/** On SQLite the processes that send can keep others from writing until these give up. Then nothing was written. */
async function onceWritten<T>(write: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof UnavailableError) || tries === mostTries) throw error;
    }
  }
}
