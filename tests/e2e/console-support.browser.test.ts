import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasBrowser } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { openConsole } from '../support/console.ts';
import type { ConsoleScenario } from '../support/console.ts';
import {
  created,
  deliver,
  ethereumAddress,
  newKey,
  nowhere,
  orderOf,
  overpaid,
  paid,
  redirect,
} from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
const email = 'ada@example.com';

describe.skipIf(!hasBrowser)('support with the console alone, in a real browser', () => {
  let scenario: ConsoleScenario;
  let watched: Watched;
  beforeAll(async () => {
    scenario = await openConsole();
    watched = await scenario.signedIn();
  });
  afterAll(() => scenario?.close());

  const search = async (text: string): Promise<void> => {
    await watched.page.getByRole('searchbox', { name: 'Search' }).fill(text);
    await watched.page.keyboard.press('Enter');
  };
  const open = (path: string) => watched.page.goto(scenario.at(path));
  const dialog = () => watched.page.getByRole('dialog');

  it('finds a payment by the e-mail of its payer, and reads why it is in its state', async () => {
    const { page } = watched;
    const order = await created(scenario.testApp, provider, { customer: { email } });
    await search(email);
    await page.getByText(/^1 found/).waitFor();
    await page.getByRole('link', { name: /^Order / }).click();
    await page.waitForURL(`**/orders/${order.id}`);
    const why = page.getByRole('region', { name: 'Why it is in this state' });
    await why.getByText('AWAITING_PAYMENT').first().waitFor();
    await page.locator('.timeline').getByText('This decided the status.').waitFor();
    expect(page.url()).not.toContain('ada');
  });

  it('shows a change within a second of the webhook', async () => {
    const { testApp } = scenario;
    const order = await created(testApp, provider);
    await open(`/orders/${order.id}`);
    await watched.page.getByText('● Live').waitFor({ state: 'attached' });
    const heading = watched.page.locator('main .status', { hasText: /^Paid$/ }).first();
    await watched.page.locator('.timeline li').first().waitFor();
    const from = performance.now();
    testApp.sandbox.provider(provider).pay(order.providerReference);
    await heading.waitFor();
    expect(performance.now() - from).toBeLessThan(1_000);
  });

  it('resolves an over-payment, and says beside the field what is wrong', async () => {
    const { page } = watched;
    const { order, id } = await overpaid(scenario.testApp, provider);
    await open('/');
    const item = page.getByRole('article', { name: id });
    await item.getByRole('button', { name: 'Accept' }).click();
    await dialog().getByLabel('Why').fill('x'.repeat(501));
    await dialog().getByRole('button', { name: 'Accept' }).click();
    await dialog().getByText('Something in it is not right.').waitFor();
    expect(await dialog().getByLabel('Why').getAttribute('aria-invalid')).toBe('true');
    await dialog().getByLabel('Why').fill('The payer wants it so.');
    await dialog().getByRole('button', { name: 'Accept' }).click();
    await item.waitFor({ state: 'detached' });
    await open(`/orders/${order.id}`);
    await page.getByText('The payer wants it so.').waitFor();
  });

  it('refunds a part', async () => {
    const { page } = watched;
    const order = await paid(scenario.testApp, provider);
    await open(`/orders/${order.id}`);
    await page.getByRole('button', { name: 'Refund', exact: true }).click();
    await dialog().getByLabel('Address').fill(ethereumAddress);
    await dialog().getByLabel('Amount').fill('1000000');
    await dialog().getByRole('button', { name: 'Refund' }).click();
    await dialog().getByText('must be at most').waitFor();
    await dialog().getByLabel('Amount').fill('1.5');
    await dialog().getByRole('button', { name: 'Refund' }).click();
    const refunds = page.getByRole('region', { name: 'Refunds' });
    await refunds.getByText('1.50 USDT').waitFor();
    const { refundable } = await orderOf(scenario.testApp, order.id);
    expect(refundable.amount).toBe('99.50');
  });

  it('replays a dead webhook: shows why it still cannot be applied, and then that it is', async () => {
    const { page } = watched;
    const { testApp } = scenario;
    const orderNo = `LATER${newKey().replace('-', '')}`;
    const data = { orderNo, orderStatus: 'PAID', token: 'ETH_USDT', payingAmount: 101 };
    await deliver(testApp, provider, 'CHECKOUT_ORDER_CHANGED', data);
    for (const s of [5, 30, 120, 600, 3_600, 10_800, 21_600, 43_200]) {
      await testApp.advance(s * 1_000);
    }
    await open('/');
    await page.getByLabel('Reason').selectOption('DEAD_WEBHOOK');
    const replay = page.getByRole('button', { name: 'Replay' });
    await replay.click();
    await dialog().getByRole('button', { name: 'Replay' }).click();
    const refusal = dialog().getByRole('alert');
    expect(await refusal.innerText()).toMatch(/^Dead: ./);
    await dialog().getByRole('button', { name: 'Leave it' }).click();
    // The missing order appears.
    vi.spyOn(testApp.app.deps.ids, 'providerReference').mockReturnValueOnce(orderNo);
    const order = await created(testApp, provider);
    await replay.click();
    await dialog().getByRole('button', { name: 'Replay' }).click();
    await replay.waitFor({ state: 'detached' });
    expect((await orderOf(testApp, order.id)).status).toBe('PAID');
  });

  it('shows an account that cannot be reached', async () => {
    const { page } = watched;
    const { testApp } = scenario;
    await created(testApp, provider);
    await redirect(testApp, provider, nowhere);
    for (const minutes of [0.5, 4, 1]) await testApp.advance(minutes * 60_000);
    await open('/accounts');
    const account = page.getByRole('article', { name: provider });
    expect(await account.getByText('Unreachable').innerText()).toBe('Unreachable');
    await redirect(testApp, provider);
  });

  it('makes no request to another host and leaves the log of the browser empty', () => {
    expect([watched.foreign, watched.logged]).toEqual([[], []]);
  });
});
