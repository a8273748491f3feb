import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import { newKey } from '../support/operations.ts';
import { kit, openProject, root, run } from './project.ts';
import type { Project } from './project.ts';

const example = join(root, 'examples/provider');

/** What is used here of the double of the example, which is not part of this program. */
interface Double {
  baseUrl: string;
  createMerchantAccount(): { secretKey: string; webhookSecret: string };
  setWebhookUrl(account: string, url: string): void;
  sessions(): { number: string; status: string }[];
  refunds(): { number: string; status: string }[];
  disputes(): { number: string; status: string }[];
  advanceRefund(number: string, to: 'succeeded' | 'failed'): void;
  refundInDashboard(number: string): { number: string };
}
interface Running {
  provider: Double;
  close(): Promise<void>;
}

let project: Project;
beforeAll(async () => {
  project = openProject();
  await project.install(kit);
  await project.install(example);
  for (const folder of ['src', 'double', 'test']) {
    cpSync(join(example, folder), join(project.folder, 'provider', folder), { recursive: true });
  }
}, 180_000);
afterAll(() => project[Symbol.dispose]());

describe('the example of a provider, as its author tests it', () => {
  it('conforms on the packed kit', async () => {
    const cwd = join(project.folder, 'provider');
    const { stdout } = await run(process.execPath, ['--test', 'test/*.test.ts'], { cwd });
    expect(stdout).toContain('Stripe Checkout conforms');
    expect(stdout).toMatch(/^ℹ fail 0$/m);
  }, 180_000);
});

describe('the example of a provider, as an operator installs it', () => {
  let double: Running;
  let testApp: TestApp;
  let account: { id: string; webhookUrl: string };

  const ask = async (query: string, variables: object, as?: string) => {
    const { data, errors } = await testApp.post({ query, variables }, as);
    if (errors) throw new Error(errors.map(({ message }) => message).join('; '));
    return data as Record<string, Record<string, Record<string, unknown>>>;
  };
  const orderNow = async (id: unknown) => {
    const query = `query One($id: ID!) {
      order(id: $id) { status refunds { nodes { status amount { amount } providerReference } } }
    }`;
    const answer = await ask(query, { id });
    const { status, refunds } = answer['order'] as {
      status?: unknown;
      refunds?: { nodes: unknown };
    };
    const found = refunds?.nodes as {
      status: string;
      amount: { amount: string };
      providerReference: string;
    }[];
    return { status, refunds: found };
  };
  const createOrder = async (more: object = {}) => {
    const query = `mutation New($input: CreateOrderInput!) {
      createOrder(input: $input) {
        ... on CreateOrderSuccess { order { id checkoutPageUrl nextAction { ... on RedirectAction { url } } } }
        ... on ValidationError { issues { path message } }
        ... on NoRouteError { reasons }
      }
    }`;
    const input = {
      idempotencyKey: newKey(),
      reference: 'basket',
      account: account.id,
      amount: { amount: '25.00', currency: 'BRL' },
      method: { pix: { presentation: 'HOSTED_PAGE' } },
      ...more,
    };
    const { order } = (await ask(query, { input }))['createOrder'] ?? {};
    return order as { id: string; checkoutPageUrl: string; nextAction: { url: string } };
  };

  beforeAll(async () => {
    const module = join(project.folder, 'provider/double/index.ts');
    const { startStripe } = (await import(pathToFileURL(module).href)) as {
      startStripe: () => Promise<Running>;
    };
    double = await startStripe();
    const installed = join(project.folder, 'node_modules/paygraph-provider-stripe-checkout');
    testApp = await openTestApp({ environment: { PAYGRAPH_PROVIDERS: installed } });
    const { provider } = double;
    const credentials = provider.createMerchantAccount();
    const query = `mutation New($input: CreateProviderAccountInput!) {
      createProviderAccount(input: $input) {
        ... on ProviderAccountSuccess { account { id webhookUrl } }
        ... on ValidationError { issues { path message } }
      }
    }`;
    const input = {
      merchant: testApp.merchantId,
      name: 'Stripe',
      baseUrl: provider.baseUrl,
      config: { stripeCheckout: credentials },
    };
    const made = await ask(query, { input }, testApp.adminKey);
    account = made['createProviderAccount']?.['account'] as unknown as typeof account;
    const { port } = new URL(testApp.url);
    const webhookUrl = new URL(account.webhookUrl);
    provider.setWebhookUrl(credentials.secretKey, `http://127.0.0.1:${port}${webhookUrl.pathname}`);
  }, 60_000);
  afterAll(async () => {
    await testApp?.close();
    await double?.close();
  });

  describe.skipIf(!hasBrowser)('with a browser', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchBrowser();
    });
    afterAll(() => browser?.close());

    it('is paid on the page of the provider, and then refunded', async () => {
      const watched = await watchedPage(browser, { locale: 'en-US' });
      const { page } = watched;
      const order = await createOrder();
      await page.goto(new URL(new URL(order.checkoutPageUrl).pathname, testApp.url).href);
      await page.getByRole('link', { name: 'Continue to payment' }).click();
      expect(page.url()).toBe(order.nextAction.url);
      await page.getByRole('button', { name: 'Pay', exact: true }).click();
      await eventually(async () => (await orderNow(order.id)).status === 'PAID');
      await watched.close();

      const query = `mutation New($input: CreateRefundInput!) {
        createRefund(input: $input) { ... on CreateRefundSuccess { refund { id status } } }
      }`;
      const amount = { amount: '10.00', currency: 'BRL' };
      const input = { idempotencyKey: newKey(), order: order.id, amount };
      const { refund } = (await ask(query, { input }))['createRefund'] ?? {};
      expect(refund?.['status']).toBe('PROCESSING');
      const [{ number } = { number: '' }] = double.provider.refunds();
      double.provider.advanceRefund(number, 'succeeded');
      const isRefunded = async () => (await orderNow(order.id)).refunds[0]?.status === 'SUCCEEDED';
      await eventually(isRefunded);
    });
  });

  const submit = (path: string, form: Record<string, string>) =>
    fetch(new URL(path, double.provider.baseUrl), {
      method: 'POST',
      body: new URLSearchParams(form),
      redirect: 'manual',
    });
  /** What the payer does on the page of the double. */
  const pay = (order: { nextAction: { url: string } }) =>
    submit(new URL(order.nextAction.url).pathname, { action: 'pay' });

  /** A paid order, with the number of its session. */
  const paidOrder = async () => {
    const order = await createOrder();
    await pay(order);
    await eventually(async () => (await orderNow(order.id)).status === 'PAID');
    const [{ number } = { number: '' }] = double.provider.sessions();
    return { order, number };
  };

  /** An order by card whose payer has authorised it. */
  const authorized = async () => {
    const order = await createOrder({ method: { card: {} }, capture: 'MANUAL' });
    await pay(order);
    await eventually(async () => (await orderNow(order.id)).status === 'AUTHORIZED');
    return order;
  };

  it('is authorised, and then captured in part or let go', async () => {
    const captured = await authorized();
    const state = `query One($id: ID!) {
      order(id: $id) { status authorized { amount } authorizedUntil paid { amount } refundable { amount } }
    }`;
    await eventually(async () => {
      const { order } = await ask(state, { id: captured.id });
      return typeof order?.['authorizedUntil'] === 'string';
    });
    const capture = `mutation Capture($input: CaptureOrderInput!) {
      captureOrder(input: $input) {
        ... on CaptureOrderSuccess { order { status capture { status } } }
        ... on Error { message }
      }
    }`;
    const amount = { amount: '10.00', currency: 'BRL' };
    const input = { idempotencyKey: newKey(), id: captured.id, amount };
    const { order } = (await ask(capture, { input }))['captureOrder'] ?? {};
    expect(order).toEqual({ status: 'PAID', capture: { status: 'SUCCEEDED' } });
    const after = await ask(state, { id: captured.id });
    expect(after['order']).toMatchObject({
      status: 'PAID',
      authorized: null,
      paid: { amount: '10.00' },
      refundable: { amount: '10.00' },
    });

    const left = await authorized();
    const cancel = `mutation Cancel($input: CancelOrderInput!) {
      cancelOrder(input: $input) { ... on OrderSuccess { order { status } } ... on Error { message } }
    }`;
    const answer = await ask(cancel, { input: { idempotencyKey: newKey(), id: left.id } });
    expect(answer['cancelOrder']).toEqual({ order: { status: 'CANCELED' } });
    const states = double.provider.sessions().map(({ status }) => status);
    expect(states.slice(0, 2)).toEqual(['canceled', 'paid']);
  });

  it('follows a dispute of a half that the operator opens, and the merchant wins or loses', async () => {
    const query = `query One($id: ID!) { order(id: $id) {
      status refundable { amount } chargebacks { providerChargebackId status amount { amount } }
    } }`;
    const stateOf = async (id: string) => (await ask(query, { id }))['order'];
    const { order, number } = await paidOrder();
    const dispute = async () => {
      await submit('/operator', { number, action: 'Dispute half' });
      return double.provider.disputes()[0]?.number ?? '';
    };
    const becomes = async (expected: object): Promise<void> => {
      await expect.poll(() => stateOf(order.id), { timeout: 10_000 }).toMatchObject(expected);
    };
    const first = await dispute();
    const half = { amount: '12.50' };
    await becomes({
      refundable: half,
      chargebacks: [{ providerChargebackId: first, status: 'OPEN', amount: half }],
    });
    await submit('/operator', { number: first, to: 'win' });
    await becomes({ refundable: { amount: '25.00' }, chargebacks: [{ status: 'WON' }] });
    const second = await dispute();
    const third = await dispute();
    for (const lost of [second, third]) await submit('/operator', { number: lost, to: 'lose' });
    const lost = { status: 'LOST', amount: half };
    await becomes({ status: 'REVERSED', chargebacks: [{ status: 'WON' }, lost, lost] });
  });

  it('adopts a refund that was made in the Dashboard', async () => {
    const { order, number } = await paidOrder();
    const made = double.provider.refundInDashboard(number);
    const found = await eventually(async () => (await orderNow(order.id)).refunds[0]);
    expect(found).toEqual({
      status: 'PROCESSING',
      amount: { amount: '25.00' },
      providerReference: made.number,
    });
  });
});
