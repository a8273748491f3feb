import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { ways } from '../../examples/checkout/server/catalogue.ts';
import { buildPages } from '../../examples/checkout/server/pages.ts';
import { createShop } from '../../examples/checkout/server/shop.ts';
import type { SandboxProvider } from '../../sandbox/sandbox.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import { freePort } from '../support/free-port.ts';
import { openProxy } from '../support/proxy.ts';
import type { Proxy } from '../support/proxy.ts';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
/** How many pages see each disturbance, and how many of them see it at once: `npm run test:browser` has 100, ten by ten. */
const visits = Number(process.env['TEST_BROWSER_TIMES'] ?? 1);
const atOnce = Math.min(visits, Number(process.env['TEST_BROWSER_AT_ONCE'] ?? 10));
const rounds = Math.ceil(visits / atOnce);
/** Milliseconds for one round of disturbances. */
const patience = 60_000;
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In the normal run: a code to scan with both kinds of pages, an address with one. */
const isTried = (way: string, path: string): boolean =>
  visits > 1 || way === 'pix' || (way === 'usdt' && path === '/');

const providerOf: Record<string, SandboxProvider> = {
  usdt: 'ANEXPAY_XCHECKOUT',
  pix: 'NEXAPAY',
  upi: 'EXAMPLEPAY',
  store: 'VEXORA',
};
const customer: Record<string, string> = {
  firstName: 'Maria',
  lastName: 'Silva',
  email: 'maria@example.com',
  document: '123.456.789-00',
  postcode: '100',
  address: '1 Test Road, Taipei',
};
const phones: Record<string, string> = {
  pix: '+5511987654321',
  upi: '+919876543210',
  store: '0912345678',
};

/** A payer's page, and the provider's number of its order. */
interface Visit {
  page: Page;
  reference: string;
}

async function each(all: readonly Visit[], act: (one: Visit) => Promise<void>): Promise<void> {
  await Promise.all(all.map(act));
}

/** Skipped where there is no Chromium. */
describe.skipIf(!existsSync(executable))('the shop, in a real browser', () => {
  let testApp: TestApp;
  let line: Proxy;
  let shop: Server;
  let browser: Browser;
  let page: Page;
  let address: string;
  const foreign: string[] = [];
  let complaints: string[] = [];

  beforeAll(async () => {
    const [port, shopPort] = [await freePort(), await freePort()];
    address = `http://127.0.0.1:${shopPort}`;
    testApp = await openTestApp({
      environment: { PORT: String(port), PAYGRAPH_CORS_ORIGINS: address },
    });
    line = await openProxy(testApp.url);
    // As a shop builds its pages for release.
    vi.stubEnv('NODE_ENV', 'production');
    const pages = await buildPages();
    vi.unstubAllEnvs();
    shop = createShop({ url: line.url, apiKey: testApp.key }, pages);
    shop.listen(shopPort, '127.0.0.1');
    await once(shop, 'listening');
    browser = await chromium.launch({
      executablePath: executable,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
  });

  afterAll(async () => {
    await browser?.close();
    shop?.close();
    shop?.closeAllConnections();
    await line?.[Symbol.asyncDispose]();
    await testApp?.close();
  });

  beforeEach(async () => {
    complaints = [];
    page = await openPage();
  });

  afterEach(async () => {
    await page.close();
  });

  async function openPage(): Promise<Page> {
    const opened = await browser.newPage();
    // Many pages share the processors.
    opened.setDefaultTimeout(visits > 1 ? 25_000 : 10_000);
    await opened.route('**/*', (route) => {
      const { hostname } = new URL(route.request().url());
      if (hostname === '127.0.0.1') return route.continue();
      foreign.push(hostname);
      return route.abort();
    });
    opened.on('console', (message) => complaints.push(message.text()));
    opened.on('pageerror', (error) => complaints.push(error.message));
    return opened;
  }

  /** Several payers, each with an order that waits for payment. */
  async function disturbed(
    path: string,
    disturb: (all: readonly Visit[]) => Promise<void>,
  ): Promise<void> {
    for (let round = 0; round < rounds; round += 1) {
      const all = await Promise.all(Array.from({ length: atOnce }, () => visit(path)));
      await disturb(all);
      await each(all, (one) => shows('Your payment has arrived.', one.page));
      await each(all, async (one) => {
        await one.page.getByRole('button', { name: 'Back to the shop' }).click();
        await one.page.close();
      });
    }
  }

  async function visit(path: string): Promise<Visit> {
    const own = await openPage();
    const reference = await buy(path, 'upi', own);
    return { page: own, reference };
  }

  /** Orders in the shop, and returns the provider's number of the order. */
  async function buy(path: string, wayId: string, on = page): Promise<string> {
    const way = ways.find(({ id }) => id === wayId);
    await on.goto(`${address}${path}`);
    await on.getByRole('radio', { name: way?.title ?? '' }).check();
    for (const field of way?.fields ?? []) {
      const text = field === 'phone' ? phones[wayId] : customer[field];
      await on.locator(`[name=${field}]`).fill(text ?? '');
    }
    await on.getByRole('button', { name: 'Order and pay' }).click();
    await shows('Please pay now.', on);
    return referenceOn(on);
  }

  /** The provider's number of the order that the page shows. */
  async function referenceOn(on: Page): Promise<string> {
    const stored = await on.evaluate(() => sessionStorage.getItem('shop.purchase'));
    const { orderId: id } = JSON.parse(stored ?? '{}') as { orderId?: string };
    const { data } = await testApp.post({
      query: `{ order(id: "${id}") { providerReference } }`,
    });
    return (data as { order: { providerReference: string } }).order.providerReference;
  }

  const shows = (words: string, on = page): Promise<void> =>
    on.getByRole('status').filter({ hasText: words }).waitFor({ timeout: 8_000 });

  function pay(wayId: string, reference: string): void {
    const provider = testApp.sandbox.provider(providerOf[wayId] ?? 'NEXAPAY');
    try {
      provider.pay(reference);
    } catch (error) {
      // NexaPay's sandbox pays by itself after a while.
      if (wayId !== 'pix') throw error;
    }
  }

  const payAndSeeThatTheLineIsDown = (all: readonly Visit[]) =>
    each(all, async ({ page: own, reference }) => {
      pay('upi', reference);
      await own.getByText('The line is down.').waitFor({ timeout: 60_000 });
    });

  async function violations(): Promise<unknown[]> {
    await page.evaluate(axe);
    return page.evaluate(async () => {
      const { axe: loaded } = globalThis as unknown as {
        axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      const { violations: found } = await loaded.run();
      return found.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    });
  }

  describe.each(['/', '/plain.html'])('%s', (path) => {
    /** The pages share what most of these try. */
    const isWhole = visits > 1 || path === '/';

    it.each(ways.map(({ id }) => id).filter((id) => isTried(id, path)))(
      'is paid by %s, live',
      async (wayId) => {
        const reference = await buy(path, wayId);
        expect(await violations()).toEqual([]);
        pay(wayId, reference);
        await shows('Your payment has arrived.');
        expect(complaints).toEqual([]);
        await page.getByRole('button', { name: 'Back to the shop' }).click();
        await page.getByRole('button', { name: 'Order and pay' }).waitFor();
      },
    );

    const across = { timeout: rounds * patience };

    it.skipIf(!isWhole)(
      'shows the same order after a reload, and is paid once',
      across,
      async () => {
        await disturbed(path, (all) =>
          each(all, async ({ page: own, reference }) => {
            await own.reload();
            await shows('Please pay now.', own);
            expect(await referenceOn(own)).toBe(reference);
            pay('upi', reference);
            await shows('Your payment has arrived.', own);
            await own.reload();
          }),
        );
      },
    );

    it.skipIf(!isWhole)('shows what happened while the server was away', across, async () => {
      await disturbed(path, async (all) => {
        await testApp.restart(async () => all.forEach(({ reference }) => pay('upi', reference)));
        // The provider notifies again.
        await testApp.advance(120_000);
      });
      expect(foreign).toEqual([]);
    });

    it.skipIf(!isWhole)(
      'shows what happened while the line was cut, within 8 s',
      across,
      async () => {
        await disturbed(path, async (all) => {
          await line.cut();
          await payAndSeeThatTheLineIsDown(all);
          await line.heal();
        });
        expect(foreign).toEqual([]);
      },
    );

    it.skipIf(!isWhole)(
      'shows what happened while the line was silent, within 8 s of its return',
      across,
      async () => {
        await disturbed(path, async (all) => {
          line.silence();
          await payAndSeeThatTheLineIsDown(all);
          await line.heal();
        });
        expect(foreign).toEqual([]);
      },
    );

    it.skipIf(!isWhole)(
      'says what has to be corrected, and orders once where an answer was lost',
      async () => {
        await page.goto(`${address}${path}`);
        await page.getByRole('radio', { name: '7-Eleven' }).check();
        for (const field of ['firstName', 'lastName', 'email', 'postcode', 'address']) {
          await page.locator(`[name=${field}]`).fill(customer[field] ?? '');
        }
        await page.locator('[name=phone]').fill(' ');
        await page.getByRole('button', { name: 'Order and pay' }).click();
        await page.getByRole('alert').filter({ hasText: /\S/ }).first().waitFor();
        await page.locator('[name=phone]').fill(phones['store'] ?? '');
        const before = await newestOrders();
        await page.route('**/api/orders', async (route) => {
          await route.fetch();
          await route.abort();
        });
        await page.getByRole('button', { name: 'Order and pay' }).click();
        await page.getByText('you pay only once').waitFor();
        await page.unroute('**/api/orders');
        await page.getByRole('button', { name: 'Order and pay' }).click();
        await shows('Please pay now.');
        const [, ...older] = await newestOrders();
        expect(older).toEqual(before.slice(0, 2));
      },
    );
  });

  async function newestOrders(): Promise<string[]> {
    const { orders } = await testApp.request(documents.orders, { first: 3 });
    return orders.edges.map(({ node }) => node.id);
  }
});
