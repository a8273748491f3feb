import jsQR from 'jsqr';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CreateOrderInput } from '../generated/graphql.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { axeFindings, hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import * as documents from '../support/documents.ts';
import { newKey, usdt } from '../support/operations.ts';

const customer = { id: 'c1', firstName: 'Asha', lastName: 'Rao', email: 'asha@example.test' };
const stablecoin = { amount: { amount: '100', currency: 'USD' }, method: { stablecoin: usdt } };
const orders = {
  ANEXPAY_XCHECKOUT: { ...stablecoin, customer },
  W_CHECKOUT: { ...stablecoin, customer },
  VEXORA: {
    amount: { amount: '300', currency: 'TWD' },
    method: { eWallet: { wallet: 'LINEPAY' } },
    customer: { ...customer, firstName: '小明', phone: '0912345678', ipAddress: '203.0.113.7' },
  },
  NEXAPAY: {
    amount: { amount: '100', currency: 'BRL' },
    method: { pix: { presentation: 'HOSTED_PAGE' } },
    customer: { ...customer, phone: '+5511987654321', document: '12345678909' },
  },
  EXAMPLEPAY: {
    amount: { amount: '100', currency: 'INR' },
    method: { upi: { flow: 'HOSTED_PAGE' } },
    customer: { ...customer, phone: '+919876543210' },
  },
} satisfies Record<string, Partial<CreateOrderInput>>;

/** The button that pays in full. */
const paying = {
  ANEXPAY_XCHECKOUT: 'exact',
  W_CHECKOUT: 'exact',
  VEXORA: 'exact',
  NEXAPAY: 'pay',
  EXAMPLEPAY: 'confirm',
} as const;

/** Decodes what is seen on the page, as a phone's camera does. */
async function scan(page: Page): Promise<string | null> {
  const picture = await page.locator('.qr').screenshot();
  const { data, width, height } = await page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes]));
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    const context = canvas.getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const pixels = context?.getImageData(0, 0, bitmap.width, bitmap.height);
    // As text: a list of a million numbers takes seconds to get here.
    const rows = Array.from({ length: bitmap.height }, (_, row) =>
      String.fromCodePoint(
        ...(pixels?.data.subarray(row * bitmap.width * 4, (row + 1) * bitmap.width * 4) ?? []),
      ),
    );
    return { data: btoa(rows.join('')), width: bitmap.width, height: bitmap.height };
  }, picture.toString('base64'));
  return (
    jsQR.default(new Uint8ClampedArray(Buffer.from(data, 'base64')), width, height)?.data ?? null
  );
}

describe.skipIf(!hasBrowser)('cashier pages of the sandbox, in a real browser', () => {
  let testApp: TestApp;
  let browser: Browser;
  let watched: Watched;
  let page: Page;

  beforeAll(async () => {
    testApp = await openTestApp();
    browser = await launchBrowser();
    watched = await watchedPage(browser, { viewport: { width: 390, height: 1400 } });
    ({ page } = watched);
  });
  afterAll(async () => {
    await watched?.close();
    await browser?.close();
    await testApp?.close();
  });

  async function open(name: keyof typeof orders): Promise<string> {
    const { createOrder } = await testApp.request(documents.createOrder, {
      input: {
        idempotencyKey: newKey(),
        reference: 'basket 1',
        account: testApp.accounts[name],
        description: 'Two tickets',
        ...orders[name],
      },
    });
    const [url = ''] = /http:\/\/127[^"]+/.exec(JSON.stringify(createOrder)) ?? [];
    await page.goto(url);
    await page.getByText('Waiting for your payment').waitFor();
    return url;
  }

  const names = Object.keys(orders) as (keyof typeof orders)[];
  it.each(names)('are accessible and fit a phone, in both colours: %s', async (name) => {
    await open(name);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      expect(await axeFindings(page)).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
    }
  });

  it.each(names)('have a code that a scanner reads, in both colours: %s', async (name) => {
    await open(name);
    const text = await page.locator('[data-copy]').first().getAttribute('data-copy');
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await scan(page)).toBe(text);
    }
  });

  it.each(names)('say by themselves that it was paid, in words: %s', async (name) => {
    const url = await open(name);
    await page.evaluate('globalThis.sameDocument = true');
    const body = new URLSearchParams({ action: paying[name] });
    await fetch(url, { method: 'POST', body, redirect: 'manual' });
    await page.locator('#status', { hasText: /^Paid$/ }).waitFor();
    expect(await page.locator('.qr').count()).toBe(0);
    expect(await page.title()).toBe('Paid');
    expect(await page.evaluate('globalThis.sameDocument')).toBe(true);
    expect(await page.innerText('main')).not.toMatch(/\b(?:[A-Z]+_[A-Z_]+|PAID|0000|S:)\b/);
  });

  it('leave alone what the payer is typing, while the time goes on', async () => {
    await open('ANEXPAY_XCHECKOUT');
    await page.getByLabel('Amount').fill('12.5');
    const before = await page.locator('#more').innerText();
    await testApp.advance(2_000);
    await expect.poll(() => page.locator('#more').innerText()).not.toBe(before);
    expect(await page.getByLabel('Amount').inputValue()).toBe('12.5');
    await page.getByRole('button', { name: 'Pay this amount' }).click();
    await page.getByText('Received 12.50 USDT, waiting for the rest').waitFor();
  });

  it('make requests to no other host and write nothing to the browser’s log', () => {
    expect(watched.foreign).toEqual([]);
    expect(watched.logged).toEqual([]);
  });
});
