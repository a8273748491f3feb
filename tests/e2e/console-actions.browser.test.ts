import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { providerModule, providerModules } from '../../src/providers/modules.ts';
import { capturing } from '../support/capturing.ts';
import { authorizedOrder, createOrder, orders } from '../support/documents.ts';
import { madeLink } from '../operations/payment-links/payer.ts';
import { hasBrowser } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { openConsole } from '../support/console.ts';
import type { ConsoleScenario } from '../support/console.ts';
import {
  ethereumAddress,
  mutate,
  orderInput,
  overpaid,
  settlementOf,
} from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';
const modules = new Map(providerModules).set(provider, capturing(providerModule(provider)));

describe.skipIf(!hasBrowser)('what is done from the console, in a real browser', () => {
  let scenario: ConsoleScenario;
  let watched: Watched;
  beforeAll(async () => {
    scenario = await openConsole({ modules });
    watched = await scenario.signedIn();
  });
  afterAll(() => scenario?.close());

  const dialog = () => watched.page.getByRole('dialog');
  async function open(path: string): Promise<void> {
    await watched.page.goto(scenario.at(path));
    await watched.page.getByText('● Live').waitFor({ state: 'attached' });
  }
  /** Presses the button, fills the fields of its dialog and confirms. */
  async function confirm(name: string, fields: Record<string, string> = {}): Promise<void> {
    await watched.page.getByRole('button', { name }).click();
    for (const [label, value] of Object.entries(fields)) {
      await dialog().getByLabel(label, { exact: false }).fill(value);
    }
    await dialog().getByRole('button', { name }).click();
  }

  it('creates a key with the chosen scopes, which is shown once and can be used at once', async () => {
    const { page } = watched;
    await open('/keys');
    await page.getByRole('button', { name: 'Create a key' }).click();
    await dialog().getByLabel('Name').fill('of the shop');
    await dialog().getByRole('button', { name: 'Create a key' }).click();
    await dialog().getByText('Something in it is not right.').waitFor();
    await dialog().getByLabel('Read').check();
    await dialog().getByRole('button', { name: 'Create a key' }).click();
    const alert = page.getByRole('alert', { name: 'Shown this once' });
    const key = (await alert.locator('.mono').innerText()).trim().split(/\s/)[0] ?? '';
    const line = page.getByRole('row', { name: /^of the shop/ });
    await line.getByRole('cell', { name: 'Read', exact: true }).waitFor();
    const found = await scenario.testApp.request(orders, { first: 1 }, key);
    expect(found.orders.edges).toEqual([]);
    await alert.getByRole('button', { name: 'It is stored' }).click();
    await page.getByRole('button', { name: 'Revoke' }).first().waitFor();
    expect(await page.content()).not.toContain(key);
  });

  it('pays money out, and says beside the field which destination is wrong', async () => {
    const { page } = watched;
    await open('/settlements');
    await page.getByRole('link', { name: 'New settlement' }).click();
    await page.getByLabel('Account').selectOption({ label: provider });
    await page.getByRole('button', { name: 'Pay out' }).click();
    await dialog().getByLabel('Amount').fill('60');
    await dialog().getByLabel('Currency').fill('USDT');
    await dialog().getByLabel('Network').selectOption('Ethereum');
    await dialog().getByLabel('Reference').fill('payout');
    await dialog().getByLabel('Address').fill('nowhere');
    await dialog().getByRole('button', { name: 'Pay out' }).click();
    await dialog().getByText('Something in it is not right.').waitFor();
    expect(await dialog().getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await dialog().getByLabel('Address').fill(ethereumAddress);
    await dialog().getByRole('button', { name: 'Pay out' }).click();
    await page.waitForURL(/\/settlements\/stl_/);
    const id = page.url().split('/').at(-1) ?? '';
    await page.getByText('60.00 USDT (Ethereum)').first().waitFor();
    expect((await settlementOf(scenario.testApp, id)).amount.amount).toBe('60.00');
  });

  it('disables a payment link', async () => {
    await madeLink(scenario.testApp, { reference: 'to be ended' });
    await open('/payment-links');
    await watched.page.getByRole('link', { name: 'to be ended' }).click();
    await confirm('Disable the link');
    await watched.page.locator('main .status', { hasText: /^Disabled$/ }).waitFor();
    expect(await watched.page.getByRole('button', { name: 'Disable the link' }).count()).toBe(0);
  });

  it('dismisses an abnormal payment on its own page', async () => {
    const { id } = await overpaid(scenario.testApp, provider);
    await open('/abnormal-payments');
    await watched.page.getByRole('link', { name: 'Overpaid' }).click();
    expect(watched.page.url()).toContain(id);
    await confirm('Dismiss', { Why: 'It was given back in cash.' });
    await watched.page.getByText('It was given back in cash.').waitFor();
    await watched.page.locator('main .status', { hasText: /^Resolved$/ }).waitFor();
  });

  it('captures a part of what is authorised, and no more than that', async () => {
    const { testApp } = scenario;
    const input = orderInput(testApp, provider, { capture: 'MANUAL' });
    const { order } = await mutate(testApp, createOrder, { input });
    const id = order?.id ?? '';
    await open(`/orders/${id}`);
    await confirm('Capture', { 'Amount in USDT': '100.01' });
    await dialog().getByText('The capture is more than what the payer has authorised.').waitFor();
    await dialog().getByLabel('Amount in USDT', { exact: false }).fill('60');
    await dialog().getByRole('button', { name: 'Capture' }).click();
    await watched.page
      .locator('main .status', { hasText: /^Paid$/ })
      .first()
      .waitFor();
    await watched.page.locator('main .status', { hasText: /^Succeeded$/ }).waitFor();
    expect(await watched.page.getByRole('button', { name: 'Capture' }).count()).toBe(0);
    const { order: captured } = await testApp.request(authorizedOrder, { id });
    expect(captured).toMatchObject({ paid: { amount: '60.00' } });
  });

  it('makes no request to another host and leaves the log of the browser empty', () => {
    expect([watched.foreign, watched.logged]).toEqual([[], []]);
  });
});
