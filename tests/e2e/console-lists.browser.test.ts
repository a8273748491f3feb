import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Param } from '../../src/store/sql.ts';
import { startReceiver, verified } from '../operations/event-endpoints/receiver.ts';
import { hasBrowser } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { openConsole } from '../support/console.ts';
import type { ConsoleScenario } from '../support/console.ts';
import { insert } from '../support/insert.ts';
import { created, paid } from '../support/operations.ts';

const provider = 'ANEXPAY_XCHECKOUT';

describe.skipIf(!hasBrowser)('the lists of the console, in a real browser', () => {
  let scenario: ConsoleScenario;
  let watched: Watched;
  beforeAll(async () => {
    scenario = await openConsole();
    watched = await scenario.signedIn();
  });
  afterAll(() => scenario?.close());

  const dialog = () => watched.page.getByRole('dialog');
  async function open(path: string): Promise<void> {
    await watched.page.goto(scenario.at(path));
    await watched.page.getByText('● Live').waitFor({ state: 'attached' });
  }
  /** The list of the orders of a status, once the filter is applied: it is without this other one. */
  async function ordersOf(status: string, without: string) {
    const { page } = watched;
    await open('/orders');
    const list = page.getByRole('table', { name: 'Orders' });
    await list.getByText(without).waitFor();
    await page.getByRole('combobox', { name: 'Statuses' }).click();
    await page.getByRole('option', { name: status, exact: true }).click();
    await list.getByText(without).waitFor({ state: 'detached' });
    return list;
  }

  it('take a row out that no longer matches the filter, and one in that comes to match it', async () => {
    const { testApp } = scenario;
    const pay = (order: { providerReference: string }) =>
      testApp.sandbox.provider(provider).pay(order.providerReference);
    const leaving = await created(testApp, provider, { reference: 'Leaves' });
    const coming = await created(testApp, provider, { reference: 'Comes' });
    pay(await created(testApp, provider, { reference: 'Was paid' }));
    await (await ordersOf('Paid', 'Leaves')).getByText('Was paid').waitFor();
    const waiting = await ordersOf('Awaiting payment', 'Was paid');
    await waiting.getByText('Leaves').waitFor();
    pay(leaving);
    await waiting.getByText('Leaves').waitFor({ state: 'detached' });
    const done = await ordersOf('Paid', 'Comes');
    await done.getByText('Leaves').waitFor();
    pay(coming);
    await done.getByText('Comes').waitFor();
    expect(await done.getByText('Was paid').count()).toBe(1);
  });

  it('read webhooks to the end', async () => {
    await paid(scenario.testApp, provider);
    const count = await copyWebhook(250);
    await open('/webhooks');
    const list = watched.page.getByRole('region', { name: 'Webhooks' });
    await expect
      .poll(
        async () => {
          await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
          return watched.page.getByText(`${count} in all`).count();
        },
        { timeout: 25_000, interval: 20 },
      )
      .toBe(1);
    expect(await list.getByRole('row').count()).toBeLessThan(100);
  });

  it('show an endpoint its secret once, send it events again, and rotate the secret', async () => {
    const { page } = watched;
    await using receiver = await startReceiver();
    await open('/endpoints');
    await page.getByRole('button', { name: 'Add an endpoint' }).click();
    await dialog().getByLabel('Address').fill('http://shop.example/');
    await dialog().getByRole('button', { name: 'Add an endpoint' }).click();
    await dialog().getByText('Something in it is not right.').waitFor();
    expect(await dialog().getByLabel('Address').getAttribute('aria-invalid')).toBe('true');
    await dialog().getByLabel('Address').fill(receiver.url);
    await dialog().getByRole('button', { name: 'Add an endpoint' }).click();
    const secret = await secretShown();
    await page.getByRole('link', { name: receiver.url }).click();
    const deliveries = page.getByRole('table', { name: 'Deliveries, newest first' });
    await created(scenario.testApp, provider);
    const [first] = await receiver.count(1);
    expect(first && verified(secret, first)).toBeDefined();
    const line = deliveries.getByRole('row', { name: /^Order created/ });
    await line.getByText('Delivered').waitFor();

    const before = receiver.messages.length;
    await line.getByRole('button', { name: 'Send again from here' }).click();
    await dialog().getByRole('button', { name: 'Send again from here' }).click();
    await receiver.count(before + 1);
    expect(receiver.messages[before]?.id).toBe(first?.id);

    await page.getByRole('button', { name: 'Rotate the secret' }).click();
    await dialog().getByLabel('The old secret signs too').selectOption('For an hour');
    await dialog().getByRole('button', { name: 'Rotate the secret' }).click();
    const rotated = await secretShown();
    expect(rotated).not.toBe(secret);
    const sent = receiver.messages.length;
    await created(scenario.testApp, provider);
    const messages = await receiver.count(sent + 1);
    const latest = messages.at(-1);
    for (const one of [secret, rotated]) {
      expect(latest && verified(one, latest)).toBeDefined();
    }
  });

  it('make no request to another host and leave the log of the browser empty', () => {
    expect([watched.foreign, watched.logged]).toEqual([[], []]);
  });

  /** What the page shows once. It is gone once it is said to be stored. */
  async function secretShown(): Promise<string> {
    const alert = watched.page.getByRole('alert', { name: 'Shown this once' });
    const shown = await alert.locator('.mono').first().innerText();
    await alert.getByRole('button', { name: 'It is stored' }).click();
    await alert.waitFor({ state: 'detached' });
    return shown.trim().split(/\s/)[0] ?? '';
  }

  /** Webhooks that differ in nothing but their names. Returns how many there are in all. */
  async function copyWebhook(times: number): Promise<number> {
    const { read, queue, ids } = scenario.testApp.app.deps;
    const row = await read.get<Record<string, Param>>('select * from webhook_deliveries limit 1');
    await queue.commit(async (tx) => {
      for (let at = 0; at < times; at += 1) {
        const id = ids.make('whd');
        await insert(tx, 'webhook_deliveries', { ...row, id, identity: id });
      }
    });
    const all = await read.get<{ count: number }>(
      'select count(*) as count from webhook_deliveries',
    );
    return all?.count ?? 0;
  }
});
