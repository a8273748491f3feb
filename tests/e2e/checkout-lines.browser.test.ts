import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import { openOrder } from '../support/checkout.ts';
import type { OpenOrder } from '../support/checkout.ts';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';

/** How often each is done: `npm run test:browser` does it 100 times. */
const times = Number(process.env['TEST_BROWSER_TIMES'] ?? 1);
/**
 * From the return of the line until the page shows what is true, in milliseconds. Measured where it is done often; the
 * normal run shares the machine with others.
 */
const backWithin = times > 1 ? 8000 : 25_000;

interface Scene {
  testApp: TestApp;
  proxy: Proxy;
  page: Page;
  order: OpenOrder;
}

/** What happens while the payer pays. Resolves when the line is good again. */
const disturbances: Record<string, (scene: Scene) => Promise<void>> = {
  'the page is reloaded': async ({ page, order }) => {
    await order.pay();
    await page.reload();
  },
  'the server restarts in mid-stream': async ({ testApp, proxy, order }) => {
    await testApp.restart();
    proxy.leadTo(testApp.url);
    await order.pay();
  },
  'the line is cut': async ({ proxy, page, order }) => {
    await proxy.cut();
    await order.pay();
    await page.locator('#line').getByText('The connection is lost').waitFor();
    expect(await page.locator('h1').textContent()).toContain('Pay 101.00');
    await proxy.heal();
  },
  'the line goes silent and is not closed': async ({ proxy, page, order }) => {
    proxy.silence();
    await order.pay();
    await page.locator('#line').getByText('The connection is lost').waitFor({ timeout: 15_000 });
    expect(await page.locator('h1').textContent()).toContain('Pay 101.00');
    await proxy.heal();
  },
};

describe.skipIf(!hasBrowser)('the checkout page, while', () => {
  let testApp: TestApp;
  let browser: Browser;
  beforeAll(async () => {
    [testApp, browser] = await Promise.all([openTestApp(), launchBrowser()]);
  });
  afterAll(async () => {
    await browser?.close();
    await testApp?.close();
  });

  it.each(Object.entries(disturbances))(
    '%s, shows in time that the order is paid, and nothing that is not true',
    async (_name, disturb) => {
      for (let at = 0; at < times; at += 1) {
        await using proxy = await openProxy(testApp.url);
        const watched = await watchedPage(browser, { locale: 'en-US' });
        const { page } = watched;
        await page.exposeFunction('statusShown', (text: string) => shown.push(text));
        await page.addInitScript(recordStatuses);
        const shown: string[] = [];
        const order = await openOrder(testApp, 'USDT at XCheckout');
        await page.goto(new URL(order.path, proxy.url).href);
        await page.locator('#copy-address').waitFor();
        await disturb({ testApp, proxy, page, order });
        const paid = page.getByRole('heading', { level: 1, name: 'Paid. Thank you!' });
        await paid.waitFor({ timeout: backWithin });
        expect(
          shown.filter((text) => !/^(?:Pay 101\.00\sUSDT|Paid\. Thank you!)$/.test(text)),
        ).toEqual([]);
        expect(watched.foreign).toEqual([]);
        await watched.close();
      }
    },
    times * 60_000,
  );
});

/** Runs in the page: hands over each status that it shows. */
function recordStatuses(): void {
  const { statusShown } = globalThis as unknown as { statusShown: (text: string) => void };
  let last = '';
  new MutationObserver(() => {
    const text = document.querySelector('h1')?.textContent ?? last;
    if (text !== last && document.readyState !== 'loading') statusShown((last = text));
  }).observe(document, { childList: true, subtree: true, characterData: true });
}
