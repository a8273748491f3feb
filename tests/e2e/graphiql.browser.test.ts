import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';

const executable = process.env['CHROMIUM'] ?? '/usr/bin/chromium';

/** Skipped where there is no Chromium: story.test.ts covers the same story over sockets. */
describe.skipIf(!existsSync(executable))('the story in GraphiQL, in a real browser', () => {
  let testApp: TestApp;
  let browser: Browser;
  let page: Page;
  let orderNo = '';
  const foreign: string[] = [];
  const complaints: string[] = [];

  beforeAll(async () => {
    testApp = await openTestApp();
    browser = await chromium.launch({
      executablePath: executable,
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    });
    page = await browser.newPage({ viewport: { width: 1500, height: 900 } });
    page.setDefaultTimeout(25_000);
    await page.route('**/*', (route) => {
      if (isLocal(route.request().url())) return route.continue();
      foreign.push(route.request().url());
      return route.abort();
    });
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(new URL('/graphql', testApp.url).href);
    await page.getByRole('tab', { name: 'Step1CreateOrder' }).waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await testApp?.close();
  });

  async function run(tab: string): Promise<void> {
    await page.locator('.graphiql-tab-button', { hasText: tab }).click();
    await page.getByRole('button', { name: /Execute query/ }).click();
  }

  /** Waits until the answer shows `text`, wherever the editor wraps its lines. */
  async function shows(text: string): Promise<string> {
    const result = page.locator('.result-window');
    const seen = async (): Promise<string> => (await result.innerText()).replaceAll(/\s+/g, '');
    await expect.poll(seen, { timeout: 10_000 }).toContain(text);
    return seen();
  }

  it('creates an order with the key that is preset', async () => {
    await run('Step1CreateOrder');
    const answer = await shows('"status":"AWAITING_PAYMENT"');
    expect(answer).toContain('/pay/');
  });

  it('follows it over a WebSocket while it is paid on the cashier page', async () => {
    await run('Step2FollowOrder');
    const answer = await shows('"kind":"CAUGHT_UP"');
    const cashier = await browser.newPage();
    await cashier.goto(/http:\/\/127[^"]+\/pay\/OR\d+/.exec(answer)?.[0] ?? 'about:blank');
    orderNo = (await cashier.innerText('body')).match(/\b[0-9a-f]{32}\b/)?.[0] ?? '';
    await cashier.getByRole('button', { name: 'Pay exactly' }).click();
    expect(await shows('"toStatus":"PAID"')).toContain('"cause":"WEBHOOK"');
    await cashier.close();
  });

  it('refunds a part, settles another, and reads the log', async () => {
    await run('Step3Pay');
    await shows('"status":"PAID"');
    await run('Step4Refund');
    await shows('"status":"PENDING"');
    await run('Step5Settle');
    await shows('"settlement":{');
    await shows('"status":"PENDING"');
    await run('Step6Log');
    await shows('"kind":"CAUGHT_UP"');
    testApp.sandbox.provider('ANEXPAY_XCHECKOUT').pay(orderNo, { amount: '1' });
    expect(await shows('"type":"ABNORMAL_PAYMENT_RECEIVED"')).toContain('"cause":"WEBHOOK"');
  });

  it('shows support the reason, the work that is left, and the comparison with the provider', async () => {
    await run('Why');
    // The editor holds only the visible part of a long answer.
    const why = await shows('"rule":"SENT"');
    expect(why).toMatch(/"decisive":\{"says":"PAID,[^"]*","cause":"WEBHOOK"/);
    await run('AbnormalPayments');
    await shows('"availableActions":["REFUND","ACCEPT","DISMISS"]');
    await run('Reconcile');
    await shows('"complete":true');
    await run('Webhooks');
    await shows('"webhookDeliveries":{"nodes":[]}');
  });

  it('shows what was received of the log as a list that grows, the newest first', async () => {
    await run('Step6Log');
    const before = await shows('"kind":"CAUGHT_UP"');
    const received = Number(/"received":(\d+)/.exec(before)?.[1]);
    testApp.sandbox.provider('ANEXPAY_XCHECKOUT').pay(orderNo, { amount: '2' });
    const after = await shows(`"received":${received + 1},"newestFirst":[{"kind":"EVENT"`);
    expect(after).toContain('"kind":"CAUGHT_UP"');
  });

  it('finds the order, and shows accounts and keys', async () => {
    await run('Search');
    await shows('"__typename":"Order"');
    await run('Refresh');
    await shows('"refreshOrder":{"order":{');
    await run('Accounts');
    await shows('"provider":"VEXORA"');
    await run('Keys');
    expect(await shows('"scopes":[')).toContain('"name":');
  });

  it('says in a sentence what is missing, and why an order cannot be canceled', async () => {
    await run('Replay');
    const missing = await shows('LAST_WEBHOOKstandsforawebhook');
    expect(missing).not.toContain('"stack"');
    await run('Cancel');
    await shows('"errorCode":"INVALID_STATE"');
  });

  it('says in a sentence that the server cannot be reached', async () => {
    await page.route('**/graphql', (route) => route.abort());
    await run('Keys');
    expect(await shows('Theservercannotbereached')).not.toContain('"stack"');
    await page.unroute('**/graphql');
    complaints.length = 0;
  });

  it('keeps a history, without any key, that also a later session runs', async () => {
    await run('Keys');
    await shows('"scopes":[');
    expect(await page.evaluate('JSON.stringify({ ...localStorage })')).not.toContain('Bearer');
    await page.evaluate('sessionStorage.clear()');
    await page.reload();
    await page.getByRole('button', { name: 'Show History' }).click();
    const item = page.locator('.graphiql-history-item-label', { hasText: 'Keys' }).first();
    await item.click();
    await page.getByRole('button', { name: /Execute query/ }).click();
    await shows('"scopes":[');
  });

  it('makes requests to no other host and logs no error', () => {
    expect(foreign).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

const isLocal = (address: string): boolean =>
  /^(data|blob):/.test(address) || new URL(address).hostname === '127.0.0.1';
