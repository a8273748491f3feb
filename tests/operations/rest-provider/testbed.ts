import { createProviderAccount } from '../../../src/operations/merchants/provider-accounts.ts';
import { providerModules } from '../../../src/providers/modules.ts';
import type { ProviderModule } from '../../../src/providers/provider.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import type { AuthorizedOrderQuery } from '../../generated/graphql.ts';
import { mutate, newKey } from '../../support/operations.ts';
import type { MutationResult } from '../../support/operations.ts';
import { startCheckoutApi } from './api.ts';
import type { CheckoutApi, Session } from './api.ts';
import { restProvider } from './provider.ts';

export type AuthorizedOrder = NonNullable<AuthorizedOrderQuery['order']>;

/** What captureOrder answers. */
export interface CaptureResult extends Omit<MutationResult, 'order'> {
  order?: AuthorizedOrder;
}

/** Paygraph with an account at the provider with REST, whose orders are captured later. */
export interface Testbed {
  testApp: TestApp;
  api: CheckoutApi;
  account: string;
  create(input?: object): Promise<MutationResult>;
  /** An order that its payer has authorised, and that Paygraph knows to be. */
  authorized(input?: object): Promise<AuthorizedOrder>;
  capture(id: string, input?: object): Promise<CaptureResult>;
  cancel(id: string): Promise<MutationResult>;
  order(id: string): Promise<AuthorizedOrder>;
  sessionOf(order: { providerOrderId: string | null }): Session;
  /** How often the session was captured, of requests that came in, whatever became of them. */
  requestsOf(order: { providerOrderId: string | null }): number;
  close(): Promise<void>;
}

export async function openTestbed(changes: Partial<ProviderModule> = {}): Promise<Testbed> {
  const api = await startCheckoutApi();
  const modules = new Map(providerModules).set('NEXAPAY', { ...restProvider, ...changes });
  const testApp = await openTestApp({ modules });
  const { id: account } = await createProviderAccount(
    testApp.app.deps,
    { kind: 'ADMINISTRATOR' },
    {
      merchant: testApp.merchantId,
      name: 'REST',
      baseUrl: api.url,
      config: {
        nexapay: { apiKey: 'key', secretKey: 'secret', merchantId: '1', subMerchantId: '1' },
      },
    },
  );
  const create = (input: object = {}): Promise<MutationResult> =>
    mutate(testApp, documents.createOrder, {
      input: {
        idempotencyKey: newKey(),
        reference: 'basket',
        account,
        amount: { amount: '25.00', currency: 'BRL' },
        method: { card: {} },
        capture: 'MANUAL',
        ...input,
      },
    });
  const order = async (id: string): Promise<AuthorizedOrder> => {
    const found = await testApp.request(documents.authorizedOrder, { id });
    if (!found.order) throw new Error(`no order ${id}`);
    return found.order;
  };
  const sessionOf = ({ providerOrderId }: { providerOrderId: string | null }): Session => {
    const session = api.sessions.find(({ id }) => id === providerOrderId);
    if (session === undefined) throw new Error(`no session ${providerOrderId}`);
    return session;
  };
  return {
    testApp,
    api,
    account,
    create,
    order,
    sessionOf,
    async authorized(input) {
      const made = await create(input);
      if (!made.order) throw new Error(JSON.stringify(made));
      const { id } = made.order;
      sessionOf(await order(id)).status = 'authorized';
      await mutate(testApp, documents.refreshOrder, { id });
      return order(id);
    },
    capture: (id, input = {}) =>
      mutate(testApp, documents.captureOrder, {
        input: { idempotencyKey: newKey(), id, ...input },
      }) as Promise<object> as Promise<CaptureResult>,
    cancel: (id) =>
      mutate(testApp, documents.cancelOrder, { input: { idempotencyKey: newKey(), id } }),
    requestsOf: ({ providerOrderId }) =>
      api.received.filter(({ target }) => target === `/v1/sessions/${providerOrderId}/capture`)
        .length,
    async close() {
      await testApp.close();
      await api[Symbol.asyncDispose]();
    },
  };
}
