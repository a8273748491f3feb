import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { openOrder } from '../support/checkout.ts';
import type { OpenOrder } from '../support/checkout.ts';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';

/** How many pages see each disturbance, and how many of them see it at once: `npm run test:browser` has 100, ten by ten. */
const pages = Number(process.env['TEST_BROWSER_TIMES'] ?? 1);
const atOnce = Math.min(pages, Number(process.env['TEST_BROWSER_AT_ONCE'] ?? 10));
const rounds = Math.ceil(pages / atOnce);
/**
 * From the return of the line until the pages show what is true, in milliseconds. Measured where it is done often; the
 * normal run shares the machine with others.
 */
const backWithin = pages > 1 ? 8000 : 25_000;

/** A page that waits for the payment of its order. */
interface Waiting {
  watched: Watched;
  order: OpenOrder;
  /** Each status that the page has shown. */
  shown: string[];
}

interface Scene {
  testApp: TestApp;
  /** The line of all pages. */
  proxy: Proxy;
  all: readonly Waiting[];
}

const each = <T>(all: readonly Waiting[], act: (one: Waiting) => Promise<T>): Promise<T[]> =>
  Promise.all(all.map(act));

const payAll = (all: readonly Waiting[]) => each(all, ({ order }) => order.pay());

/** The page knows that it may be out of date, and still shows what it knew. */
const untilLost = (all: readonly Waiting[]) =>
  each(all, async ({ watched: { page } }) => {
    await page.locator('#line').getByText('The connection is lost').waitFor();
    expect(await page.locator('h1').textContent()).toContain('Pay 101.00');
  });

/** What happens while the payers pay. Resolves when the line is good again. */
const disturbances: Record<string, (scene: Scene) => Promise<void>> = {
  'the page is reloaded': async ({ all }) => {
    await each(all, async ({ watched: { page }, order }) => {
      await order.pay();
      await page.reload();
    });
  },
  'the server restarts in mid-stream': async ({ testApp, proxy, all }) => {
    await testApp.restart();
    proxy.leadTo(testApp.url);
    await payAll(all);
  },
  'the line is cut': async ({ proxy, all }) => {
    await proxy.cut();
    await payAll(all);
    await untilLost(all);
    await proxy.heal();
  },
  'the line goes silent and is not closed': async ({ proxy, all }) => {
    proxy.silence();
    await payAll(all);
    await untilLost(all);
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

  it('nothing can be reached, says that the connection is lost', async () => {
    const watched = await watchedPage(browser, { locale: 'en-US' });
    const { page } = watched;
    await page.route('**/graphql', (route) => route.abort());
    await page.routeWebSocket('**/graphql', (socket) => socket.close());
    const order = await openOrder(testApp, 'USDT at XCheckout');
    await page.goto(new URL(order.path, testApp.url).href);
    await page.locator('#line').getByText('The connection is lost').waitFor();
    expect(await page.locator('h1').textContent()).toContain('Pay 101.00');
    await watched.close();
  });

  async function openPage(base: string): Promise<Waiting> {
    const watched = await watchedPage(browser, { locale: 'en-US' });
    const { page } = watched;
    const shown: string[] = [];
    await page.exposeFunction('statusShown', (text: string) => shown.push(text));
    await page.addInitScript(recordStatuses);
    const order = await openOrder(testApp, 'USDT at XCheckout');
    await page.goto(new URL(order.path, base).href);
    await page.locator('#copy-address').waitFor();
    return { watched, order, shown };
  }

  it.each(Object.entries(disturbances))(
    '%s, shows in time that the order is paid, and nothing that is not true',
    { timeout: rounds * 60_000 },
    async (_name, disturb) => {
      for (let round = 0; round < rounds; round += 1) {
        await using proxy = await openProxy(testApp.url);
        const all = await Promise.all(Array.from({ length: atOnce }, () => openPage(proxy.url)));
        await disturb({ testApp, proxy, all });
        await each(all, async ({ watched, shown }) => {
          const paid = { level: 1, name: 'Paid. Thank you!' };
          await watched.page.getByRole('heading', paid).waitFor({ timeout: backWithin });
          const untrue = shown.filter(
            (text) => !/^(?:Pay 101\.00\sUSDT|Paid\. Thank you!)$/.test(text),
          );
          expect(untrue).toEqual([]);
          expect(watched.foreign).toEqual([]);
        });
        await each(all, ({ watched }) => watched.close());
      }
    },
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
