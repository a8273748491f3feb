import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDocs } from '../../src/docs/docs.ts';
import { renderSite } from '../../src/docs/site.ts';
import { describeSchema } from '../../src/graphql/description/describe-schema.ts';
import { schema } from '../support/schema.ts';
import { startToy } from '../graphql/transports/toy.ts';
import type { Toy } from '../graphql/transports/toy.ts';
import { startServer } from '../support/http-server.ts';
import type { TestServer } from '../support/http-server.ts';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';
const root = join(import.meta.dirname, '..', '..');
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const input = { root, schema: describeSchema(schema) };

interface Violation {
  id: string;
  nodes: { html: string }[];
}

/** As `npm run docs` writes it, below another address than the server's. */
async function startStaticHost(): Promise<TestServer> {
  const files = await renderSite(input);
  return startServer(({ target }, response) => {
    const file = files.get(target.replace(/^\/some\/where\//, ''));
    response.writeHead(file ? 200 : 404, { 'content-type': file?.contentType ?? 'text/plain' });
    response.end(file?.content);
  });
}

describe.skipIf(!existsSync(executable))('the documentation, in a real browser', () => {
  let toy: Toy;
  let elsewhere: TestServer;
  let browser: Browser;
  let page: Page;
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    const docs = createDocs(() => input);
    await docs.file('index.html');
    toy = await startToy({}, { docs });
    elsewhere = await startStaticHost();
    browser = await chromium.launch({
      executablePath: executable,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    const context = await browser.newContext({
      viewport: { width: 1300, height: 900 },
      permissions: ['clipboard-read', 'clipboard-write'],
    });
    page = await context.newPage();
    page.setDefaultTimeout(10_000);
    page.on('request', (request) => {
      if (new URL(request.url()).hostname !== '127.0.0.1') foreign.push(request.url());
    });
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterAll(async () => {
    await browser?.close();
    await toy?.drain();
    await elsewhere?.[Symbol.asyncDispose]();
  });

  const open = (path: string) => page.goto(`${toy.url}/docs/${path}`);

  const search = async (text: string): Promise<void> => {
    await page.keyboard.press('/');
    await page.keyboard.type(text);
    await page.locator('[role=option][aria-selected=true]').waitFor();
  };

  /** The policy of the page keeps scripts of others out, so axe is evaluated and not loaded. */
  async function violations(): Promise<string[]> {
    if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
    const run = 'axe.run(document).then(({ violations }) => violations)';
    const found = (await page.evaluate(run)) as Violation[];
    return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  it.each(['cookbook/refund.html', 'reference/subscriptions.html'])(
    'is accessible in light and dark colours: %s',
    async (path) => {
      await open(path);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await violations()).toEqual([]);
      }
    },
  );

  it('is searched by keyboard alone', async () => {
    await search('createRefund');
    expect(await violations()).toEqual([]);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowUp');
    expect(await page.locator('[aria-selected=true] strong').innerText()).toBe('createRefund');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/docs/reference/mutations.html#createRefund');
    expect(await page.locator('#createRefund').isVisible()).toBe(true);
  });

  it('says that nothing was found, and closes with Escape', async () => {
    await search('order');
    await page.keyboard.type('zzqqxxy');
    await page.getByText('Nothing found for “orderzzqqxxy”').waitFor();
    await page.fill('#site-search', 'order');
    await page.locator('[role=option]').first().waitFor();
    await page.keyboard.press('Escape');
    expect(await page.locator('#site-results').isVisible()).toBe(false);
    expect(await page.locator('#site-search').getAttribute('aria-expanded')).toBe('false');
  });

  it('copies code', async () => {
    await open('quick-start.html');
    await page.locator('.code', { hasText: 'git clone' }).hover();
    await page.getByRole('button', { name: 'Copy' }).first().click();
    await page.getByText('Copied').waitFor();
    expect(await page.evaluate('navigator.clipboard.readText()')).toContain('npm start');
  });

  it('fits a phone, with a menu, and keeps the colours that were chosen', async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.emulateMedia({ colorScheme: 'light' });
    await open('running.html');
    const overflow = 'document.documentElement.scrollWidth - innerWidth';
    expect(await page.evaluate(overflow)).toBe(0);
    const ground = 'getComputedStyle(document.body).backgroundColor';
    const light = await page.evaluate(ground);
    await page.getByRole('button', { name: 'Dark' }).click();
    const dark = await page.evaluate(ground);
    expect(dark).not.toBe(light);
    expect(await page.locator('#site-pages').isVisible()).toBe(false);
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.locator('#site-pages').getByRole('link', { name: 'Quick start' }).click();
    await page.waitForURL('**/quick-start.html');
    expect([await page.evaluate(overflow), await page.evaluate(ground)]).toEqual([0, dark]);
    expect(await violations()).toEqual([]);
    await page.setViewportSize({ width: 1300, height: 900 });
  });

  it('works as files of another server, under another address', async () => {
    await page.goto(`${elsewhere.url}/some/where/reference/scalars.html`);
    await search('quick start');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/some/where/quick-start.html**');
    await page.locator('a[rel=next]').click();
    await page.waitForURL('**/some/where/sandbox.html');
    const outside = elsewhere.received.filter(({ target }) => !target.startsWith('/some/where/'));
    expect(outside).toEqual([]);
  });

  it('makes requests to no other host and writes nothing to the console', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
