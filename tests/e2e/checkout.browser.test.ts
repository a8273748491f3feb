import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { hasBrowser, launchBrowser, watchedPage } from '../support/browser.ts';
import type { Watched } from '../support/browser.ts';
import { openOrder, payables } from '../support/checkout.ts';
import type { OpenOrder, PayableName } from '../support/checkout.ts';
import * as documents from '../support/documents.ts';
import { mutate, newKey } from '../support/operations.ts';

describe.skipIf(!hasBrowser)('the checkout page of real orders', () => {
  let testApp: TestApp;
  let browser: Browser;
  let watched: Watched;
  beforeAll(async () => {
    [testApp, browser] = await Promise.all([openTestApp(), launchBrowser()]);
    // Paid by hand, so that the test decides the pace.
    testApp.sandbox.provider('NEXAPAY').switch({ autoPay: false });
    watched = await watchedPage(browser, { locale: 'en-US' });
  });
  afterAll(async () => {
    await browser?.close();
    await testApp?.close();
  });

  const addressOf = ({ path }: OpenOrder): string => new URL(path, testApp.url).href;
  const show = async (order: OpenOrder): Promise<Page> => {
    await watched.page.goto(addressOf(order));
    return watched.page;
  };
  const shows = (heading: string | RegExp) =>
    watched.page.getByRole('heading', { level: 1, name: heading }).waitFor();

  it.each(Object.keys(payables).filter((name) => !/page|Vexora/.test(name)) as PayableName[])(
    'shows how to pay by %s, and that it was paid, live',
    async (name) => {
      const order = await openOrder(testApp, name);
      const page = await show(order);
      await shows(name.includes('request') ? /^Approve the request/ : /^Pay /);
      const images = await page.getByRole('img', { name: /QR code/ }).count();
      expect(images).toBe(name.includes('request') ? 0 : 1);
      await order.pay();
      await shows('Paid. Thank you!');
      expect(await page.title()).toBe('Paid. Thank you! · Test merchant');
      expect(await page.locator('#announcement').textContent()).toContain('Paid. Thank you!');
      expect(await page.locator('#continue').count()).toBe(0);
    },
  );

  it.each(Object.keys(payables).filter((name) => /page|Vexora/.test(name)) as PayableName[])(
    'leads to the cashier of %s, and knows afterwards that it was paid',
    async (name) => {
      const order = await openOrder(testApp, name);
      const page = await show(order);
      await shows(/^Pay /);
      await page.getByRole('link', { name: 'Continue to payment' }).click();
      await page.locator('button.main').waitFor();
      expect(page.url()).not.toContain(order.path);
      await order.pay();
      await page.goBack();
      await shows('Paid. Thank you!');
    },
  );

  it('shows what became of an order that was not paid', async () => {
    const canceled = await openOrder(testApp, 'USDT at W Checkout');
    await show(canceled);
    await shows(/^Pay /);
    const input = { id: canceled.id, idempotencyKey: newKey() };
    await mutate(testApp, documents.cancelOrder, { input });
    await shows('This payment was canceled');

    const expired = await openOrder(testApp, 'USDT at XCheckout');
    await show(expired);
    await shows(/^Pay /);
    testApp.sandbox.provider('ANEXPAY_XCHECKOUT').expire(expired.number);
    await shows('The time to pay is over');
    await expired.pay();
    await watched.page.locator('main').getByText('arrived after this payment was over').waitFor();

    const declined = await openOrder(testApp, 'a UPI link at ExamplePay');
    await show(declined);
    await shows(/^Pay /);
    testApp.sandbox.provider('EXAMPLEPAY').decline(declined.number);
    await testApp.advance(31_000);
    await shows('The payment was declined');

    const partly = await openOrder(testApp, 'a bank transfer at Vexora');
    await show(partly);
    await shows(/^Pay /);
    testApp.sandbox.provider('VEXORA').pay(partly.number, { amount: '250' });
    await testApp.advance(2000);
    await shows('Too little was paid');
    const detail = await watched.page.locator('h1 + p').textContent();
    expect(detail).toContain('NT$250 of NT$300 has arrived');
  });

  it('shows an unknown outcome as one, until the provider knows', async () => {
    const provider = testApp.sandbox.provider('ANEXPAY_XCHECKOUT');
    provider.faults.arm({ fault: 'cut-after', operation: 'createOrder' });
    const order = await openOrder(testApp, 'USDT at XCheckout');
    await show(order);
    await shows('We are asking the payment provider');
    await testApp.advance(6000);
    await shows(/^Pay /);
    expect(await watched.page.locator('h1').textContent()).toBe('Pay 101.00\u00a0USDT');
  });

  it('shows surplus money and refunds, and that the payer may go back', async () => {
    const returnUrl = 'https://shop.example/thanks?order=1';
    const order = await openOrder(testApp, 'USDT at W Checkout', { returnUrl });
    const page = await show(order);
    await shows(/^Pay /);
    testApp.sandbox.provider('W_CHECKOUT').pay(order.number, { amount: '111' });
    await shows('Paid. Thank you!');
    await page.locator('main').getByText('You paid 10.00 USDT more than was due.').waitFor();
    const back = page.getByRole('link', { name: 'Back to Test merchant' });
    expect(await back.getAttribute('href')).toBe(returnUrl);
    const amount = { amount: '40', currency: 'USDT', network: 'ETHEREUM' };
    const input = { idempotencyKey: newKey(), order: order.id, amount };
    const { refund } = await mutate(testApp, documents.createRefund, { input });
    await page.locator('main').getByText('On its way to you').waitFor();
    testApp.sandbox
      .provider('W_CHECKOUT')
      .advanceRefund(String(refund?.providerReference), 'REFUNDED');
    await page.locator('main').getByText('Refunded').waitFor();
  });

  it('keeps the focus where it was, and moves it to the status where that is gone', async () => {
    const order = await openOrder(testApp, 'USDT at W Checkout', {
      returnUrl: 'https://shop.example/',
    });
    const page = await show(order);
    const focused = () => page.evaluate(() => document.activeElement?.id);
    await page.locator('#return').focus();
    testApp.sandbox.provider('W_CHECKOUT').pay(order.number);
    await shows('Paid. Thank you!');
    expect(await focused()).toBe('return');

    const another = await openOrder(testApp, 'USDT at W Checkout');
    await show(another);
    await page.locator('#copy-address').focus();
    await another.pay();
    await shows('Paid. Thank you!');
    expect(await focused()).toBe('status');
  });

  it('says so once its token has expired', async () => {
    const order = await openOrder(testApp, 'a UPI request at ExamplePay');
    await show(order);
    await shows(/^Approve/);
    await testApp.advance(40 * 86_400_000);
    const answer = await watched.page.goto(addressOf(order));
    expect(answer?.status()).toBe(410);
    await shows('This page has expired');
    watched.logged.splice(0);
  });

  it('made no request to another host, and logged nothing', () => {
    expect(watched.foreign).toEqual([]);
    expect(watched.logged).toEqual([]);
  });
});
