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
/** How often each disturbance is tried: `npm run test:browser` tries more. */
const rounds = Number(process.env['TEST_BROWSER_TIMES'] ?? 1);
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In the normal run: a code to scan with both kinds of pages, an address with one. */
const isTried = (way: string, path: string): boolean =>
  rounds > 1 || way === 'pix' || (way === 'usdt' && path === '/');

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
    page = await browser.newPage();
    page.setDefaultTimeout(10_000);
    await page.route('**/*', (route) => {
      const { hostname } = new URL(route.request().url());
      if (hostname === '127.0.0.1') return route.continue();
      foreign.push(hostname);
      return route.abort();
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });

  afterEach(async () => {
    await page.close();
  });

  /** Orders in the shop, and returns the provider's number of the order. */
  async function buy(path: string, wayId: string): Promise<string> {
    const way = ways.find(({ id }) => id === wayId);
    await page.goto(`${address}${path}`);
    await page.getByRole('radio', { name: way?.title ?? '' }).check();
    for (const field of way?.fields ?? []) {
      const text = field === 'phone' ? phones[wayId] : customer[field];
      await page.locator(`[name=${field}]`).fill(text ?? '');
    }
    await page.getByRole('button', { name: 'Order and pay' }).click();
    await shows('Please pay now.');
    return newestReference();
  }

  async function newestReference(): Promise<string> {
    const { data } = await testApp.post({
      query: '{ orders(first: 1) { edges { node { providerReference } } } }',
    });
    const { orders } = data as { orders: { edges: { node: { providerReference: string } }[] } };
    return orders.edges[0]?.node.providerReference ?? '';
  }

  const shows = (words: string): Promise<void> =>
    page.getByRole('status').filter({ hasText: words }).waitFor({ timeout: 8_000 });

  function pay(wayId: string, reference: string): void {
    const provider = testApp.sandbox.provider(providerOf[wayId] ?? 'NEXAPAY');
    try {
      provider.pay(reference);
    } catch (error) {
      // NexaPay's sandbox pays by itself after a while.
      if (wayId !== 'pix') throw error;
    }
  }

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
    const isWhole = rounds > 1 || path === '/';

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

    it.skipIf(!isWhole)('shows the same order after a reload, and is paid once', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const reference = await buy(path, 'upi');
        await page.reload();
        await shows('Please pay now.');
        expect(await newestReference()).toBe(reference);
        pay('upi', reference);
        await shows('Your payment has arrived.');
        await page.reload();
        await shows('Your payment has arrived.');
        await page.getByRole('button', { name: 'Back to the shop' }).click();
      }
    });

    it.skipIf(!isWhole)('shows what happened while the server was away', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const reference = await buy(path, 'upi');
        await testApp.restart(async () => pay('upi', reference));
        // The provider notifies again.
        await testApp.advance(120_000);
        await shows('Your payment has arrived.');
        expect(foreign).toEqual([]);
        await page.getByRole('button', { name: 'Back to the shop' }).click();
      }
    });

    it.skipIf(!isWhole)('shows what happened while the line was cut, within 8 s', async () => {
      for (let round = 0; round < rounds; round += 1) {
        const reference = await buy(path, 'upi');
        await line.cut();
        pay('upi', reference);
        await page.getByText('The line is down.').waitFor();
        await line.heal();
        await shows('Your payment has arrived.');
        expect(foreign).toEqual([]);
        await page.getByRole('button', { name: 'Back to the shop' }).click();
      }
    });

    it.skipIf(!isWhole)(
      'shows what happened while the line was silent, within 8 s of its return',
      async () => {
        for (let round = 0; round < rounds; round += 1) {
          const reference = await buy(path, 'upi');
          line.silence();
          pay('upi', reference);
          await page.getByText('The line is down.').waitFor({ timeout: 60_000 });
          await line.heal();
          await shows('Your payment has arrived.');
          expect(foreign).toEqual([]);
          await page.getByRole('button', { name: 'Back to the shop' }).click();
        }
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
        const before = await orderCount();
        await page.route('**/api/orders', async (route) => {
          await route.fetch();
          await route.abort();
        });
        await page.getByRole('button', { name: 'Order and pay' }).click();
        await page.getByText('you pay only once').waitFor();
        await page.unroute('**/api/orders');
        await page.getByRole('button', { name: 'Order and pay' }).click();
        await shows('Please pay now.');
        expect(await orderCount()).toBe(before + 1);
      },
    );
  });

  async function orderCount(): Promise<number> {
    const { orders } = await testApp.request(documents.orders, { first: 100 });
    return orders.edges.length;
  }
});
