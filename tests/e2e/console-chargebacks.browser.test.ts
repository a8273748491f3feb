import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCheckout, orderAt } from '../operations/rest-provider/orders.ts';
import type { Checkout } from '../operations/rest-provider/orders.ts';
import { withRestProvider } from '../operations/rest-provider/provider.ts';
import { hasBrowser } from '../support/browser.ts';
import { openConsole } from '../support/console.ts';
import type { ConsoleScenario } from '../support/console.ts';

describe.skipIf(!hasBrowser)('charge-backs in the console, in a real browser', () => {
  let scenario: ConsoleScenario;
  let checkout: Checkout;
  beforeAll(async () => {
    scenario = await openConsole({ modules: withRestProvider });
    checkout = await openCheckout(scenario.testApp);
  });
  afterAll(async () => {
    await scenario?.close();
    await checkout?.api[Symbol.asyncDispose]();
  });

  it('are listed by their reason while they are open, and shown with their order, live', async () => {
    const order = await orderAt(scenario.testApp, checkout);
    await order.pay();
    order.dispute('dp_1', 'open');
    await order.notify();
    const { page } = await scenario.signedIn();
    await page.getByLabel('Reason').selectOption('CHARGEBACK');
    const item = page.getByRole('article', { name: /^Chargeback/ });
    await item.getByText('dp_1 of 10.00 BRL').waitFor();
    await item.getByRole('button', { name: 'Acknowledge' }).waitFor();
    await item.getByRole('link', { name: /^Order / }).click();
    await page.waitForURL(`**/orders/${order.id}`);
    const shown = page.getByRole('region', { name: 'Charge-backs' });
    expect(await shown.getByText('dp_1').innerText()).toContain('dp_1');
    await shown.locator('.status', { hasText: /^Open$/ }).waitFor();
    await page.locator('.timeline').getByText('charge-back dp_1 OPEN').first().waitFor();
    order.dispute('dp_1', 'won');
    await order.notify();
    await shown.locator('.status', { hasText: /^Won$/ }).waitFor();
  });
});
