import { createProviderAccount } from '../../../src/operations/merchants/provider-accounts.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey } from '../../support/operations.ts';
import { startCheckoutApi } from './api.ts';
import type { CheckoutApi, Dispute } from './api.ts';

/** The provider, and an account there. */
export interface Checkout {
  api: CheckoutApi;
  account: string;
}

export async function openCheckout(testApp: TestApp): Promise<Checkout> {
  const api = await startCheckoutApi();
  const nexapay = { apiKey: 'key', secretKey: 'secret', merchantId: '1', subMerchantId: '1' };
  const { id } = await createProviderAccount(
    testApp.app.deps,
    { kind: 'ADMINISTRATOR' },
    { merchant: testApp.merchantId, name: 'REST', baseUrl: api.url, config: { nexapay } },
  );
  return { api, account: id };
}

/** A new order of 25 BRL, with its session and what the provider does with it. */
export async function orderAt(testApp: TestApp, { api, account }: Checkout) {
  const made = await mutate(testApp, documents.createOrder, {
    input: {
      idempotencyKey: newKey(),
      reference: 'basket',
      account,
      amount: { amount: '25.00', currency: 'BRL' },
      method: { card: {} },
    },
  });
  const { id = '', providerReference } = made.order ?? {};
  const session = api.sessions.find(({ reference }) => reference === providerReference);
  if (session === undefined) throw new Error(JSON.stringify(made));
  const { disputes } = session;
  const refresh = () => mutate(testApp, documents.refreshOrder, { id });
  return {
    id,
    clientToken: made.clientToken,
    session,
    refresh,
    async pay(): Promise<void> {
      session.status = 'paid';
      await refresh();
    },
    /** The dispute with this number, as it stands from now on. */
    dispute(number: string, status: string, amount = '10.00', at: string | null = null): void {
      const changed: Dispute = { id: number, status, currency: 'BRL', amount, at };
      const index = disputes.findIndex((one) => one.id === number);
      disputes.splice(index === -1 ? disputes.length : index, 1, changed);
    },
    /** A webhook of the provider, which is a reason to query. */
    async notify(): Promise<void> {
      const url = new URL(`/webhooks/${account}/orders`, testApp.url);
      await fetch(url, { method: 'POST', body: JSON.stringify({ session: session.id }) });
      await testApp.advance(5_000);
    },
  };
}
