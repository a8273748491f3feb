import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeEndpoint } from '../operations/event-endpoints/receiver.ts';
import { madeLink } from '../operations/payment-links/payer.ts';
import { axeFindings, hasBrowser } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { openConsole } from '../support/console.ts';
import type { ConsoleScenario } from '../support/console.ts';
import { insert } from '../support/insert.ts';
import * as documents from '../support/documents.ts';
import {
  created,
  mutate,
  newKey,
  nowhere,
  overpaid,
  paid,
  settlementInput,
  usdt,
} from '../support/operations.ts';
import { deliveriesOf } from '../support/webhooks.ts';
import type { TestApp } from '../support/app.ts';
import type { Param } from '../../src/store/sql.ts';

const provider = 'W_CHECKOUT';
const overflow = 'document.documentElement.scrollWidth - innerWidth';

/** Every page of the console: a path that is not here is not held against anything. */
const paths = [
  '/',
  '/search',
  '/orders',
  '/orders/:order',
  '/refunds',
  '/refunds/:refund',
  '/abnormal-payments',
  '/abnormal-payments/:abnormal',
  '/payment-links',
  '/payment-links/:link',
  '/settlements',
  '/settlements/new',
  '/settlements/:settlement',
  '/accounts',
  '/webhooks',
  '/webhooks/:webhook',
  '/endpoints',
  '/endpoints/:endpoint',
  '/keys',
  '/audit',
  '/charts',
  '/exports',
  '/nowhere',
];

/** Something for each page to show. */
async function fill(testApp: TestApp): Promise<Record<string, string>> {
  const { order, id: abnormal } = await overpaid(testApp, provider);
  const link = await madeLink(testApp);
  const paidOrder = await paid(testApp, provider);
  const amount = { amount: '1', ...usdt };
  const refundInput = { order: paidOrder.id, idempotencyKey: newKey(), amount };
  const { refund } = await mutate(testApp, documents.createRefund, { input: refundInput });
  const payout = settlementInput(testApp, provider);
  const { settlement } = await mutate(testApp, documents.createSettlement, { input: payout });
  const endpoint = await makeEndpoint(testApp, { url: nowhere });
  await created(testApp, provider);
  const [webhook] = await deliveriesOf(testApp, provider, ['APPLIED']);
  return {
    order: order.id,
    abnormal,
    link: link.id,
    refund: refund?.id ?? '',
    settlement: settlement?.id ?? '',
    webhook: webhook?.id ?? '',
    endpoint: endpoint.id,
  };
}

describe.skipIf(!hasBrowser)('the pages of the console, in a real browser', () => {
  let scenario: ConsoleScenario;
  let watched: Watched;
  let shown: Readonly<Record<string, string>>;
  beforeAll(async () => {
    scenario = await openConsole();
    shown = await fill(scenario.testApp);
    watched = await scenario.signedIn();
  });
  afterAll(() => scenario?.close());

  async function open(path: string): Promise<void> {
    const { page } = watched;
    await page.goto(scenario.at(path.replace(/:(\w+)/, (_all, name: string) => shown[name] ?? '')));
    await page.getByText('● Live').waitFor({ state: 'attached' });
    await page.locator('main h1').waitFor();
    await page.waitForLoadState('networkidle');
  }

  it.each(paths)('%s is accessible in light and dark colours, and fits a phone', async (path) => {
    const { page } = watched;
    await open(path);
    for (const width of [1300, 390]) {
      await page.setViewportSize({ width, height: 844 });
      await expect.poll(() => page.evaluate(overflow)).toBe(0);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        expect(await axeFindings(page)).toEqual([]);
      }
    }
    await page.setViewportSize({ width: 1300, height: 844 });
  });

  it('has dialogs that are accessible and are left by Escape', async () => {
    const { page } = watched;
    await open('/');
    const button = page.getByRole('button', { name: 'Dismiss' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page)).toEqual([]);
    }
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const hasFocus = () => button.evaluate((element) => element === document.activeElement);
    await expect.poll(hasFocus).toBe(true);
  });

  it('goes from page to page by the menu of a phone', async () => {
    const { page } = watched;
    await page.setViewportSize({ width: 390, height: 844 });
    await open('/');
    await page.getByRole('button', { name: 'Menu' }).click();
    await page.getByRole('link', { name: 'Orders' }).click();
    await page.getByRole('heading', { name: 'Orders' }).waitFor();
    expect(await page.evaluate(overflow)).toBe(0);
    await page.setViewportSize({ width: 1300, height: 844 });
  });

  it('scrolls through 10,000 orders, of which few are in the page, and has a new one at once', async () => {
    const { testApp } = scenario;
    const { page } = watched;
    await copyOrder(10_000);
    await open('/orders');
    const list = page.getByRole('region', { name: 'Orders' });
    await expect
      .poll(
        async () => {
          await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
          return page.getByText(/ in all$/).count();
        },
        { timeout: 25_000, interval: 20 },
      )
      .toBe(1);
    const count = parseInt(await page.getByText(/ in all$/).innerText(), 10);
    expect(count).toBeGreaterThan(10_000);
    expect(await list.getByRole('row').count()).toBeLessThan(100);
    await list.evaluate((element) => element.scrollTo(0, 0));
    await created(testApp, provider, { reference: 'The newest' });
    await list.getByText('The newest').waitFor({ timeout: 2_000 });
  });

  it('makes no request to another host and leaves the log of the browser empty', () => {
    expect([watched.foreign, watched.logged]).toEqual([[], []]);
  });

  /** Orders that differ in nothing but their names. */
  async function copyOrder(times: number): Promise<void> {
    const { read, queue, ids } = scenario.testApp.app.deps;
    const row = await read.get<Record<string, Param>>(
      'select * from orders where id = ?',
      shown['order'] ?? '',
    );
    await queue.commit(async (tx) => {
      for (let at = 0; at < times; at += 1) {
        const id = ids.make('ord');
        await insert(tx, 'orders', { ...row, id, provider_reference: id, reference: id });
      }
    });
  }
});
