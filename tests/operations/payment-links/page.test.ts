import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate } from '../../support/operations.ts';
import {
  at,
  formOn,
  linkOf,
  look,
  madeLink,
  ordersThere,
  pix,
  stablecoin,
  submit,
} from './payer.ts';
import type { Link } from './payer.ts';

let testApp: TestApp;
let link: Link;

beforeAll(async () => {
  testApp = await openTestApp({ environment: { PAYGRAPH_LIMITS: 'ordersPerLink=2' } });
  link = await madeLink(testApp, {
    description: '<script>alert("1")</script> & "two"',
    methods: [stablecoin, { stablecoin: { currency: 'USDT', network: 'TRON' } }],
    maximumUses: 10,
  });
});
afterAll(() => testApp.close());

const make = () => ({ intent: crypto.randomUUID().replaceAll('-', ''), method: '0' });

describe('the page of a payment link', () => {
  it('shows merchant, amount, description and methods, and runs no script', async () => {
    const answer = await look(testApp, link);
    const html = await answer.text();
    expect(html).toContain('Payment to Test merchant');
    expect(html).toContain('$100.00');
    expect(html).not.toContain('<script');
    expect(html).toContain(
      '&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62; &#38; &#34;two&#34;',
    );
    expect(html.match(/type="radio"/g)).toHaveLength(2);
    expect(html).toContain('USDT (Tron)');
    expect(answer.headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; base-uri 'none'; form-action 'self' http:\/\/localhost:\d+; frame-ancestors 'none'$/,
    );
    expect(answer.headers.get('referrer-policy')).toBe('no-referrer');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(html).not.toContain(new URL(link.url).pathname);
  });

  it('has another random key each time', async () => {
    const [one, other] = await Promise.all([look(testApp, link), look(testApp, link)]);
    expect((await formOn(one))['intent']).not.toBe((await formOn(other))['intent']);
  });

  it.each([
    ['pt-BR', 'Como você quer pagar?', 'US$ 100,00'],
    ['zh-TW,en;q=0.5', '請選擇付款方式', 'US$100.00'],
    ['hi', 'आप कैसे भुगतान करना चाहेंगे?', '$100.00'],
    ['fr', 'How would you like to pay?', '$100.00'],
  ])('speaks the language of the payer: %s', async (language, question, amount) => {
    const html = await (await look(testApp, link, { 'accept-language': language })).text();
    expect(html).toContain(question);
    expect(html.replaceAll('\u00a0', ' ')).toContain(amount);
  });

  it('speaks the language that the address names, and so does the page that it leads to', async () => {
    const once = await madeLink(testApp);
    const page = await look(testApp, once, {}, '?lang=pt-BR');
    expect(page.headers.get('content-language')).toBe('pt-BR');
    const answer = await fetch(at(testApp, once, '?lang=pt-BR'), {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams(await formOn(page)),
    });
    expect(answer.headers.get('location')).toMatch(/\?lang=pt-BR$/);
  });

  it.each([
    ['BRL', '100.50', pix, 'pt-BR', 'R$ 100,50'],
    ['TWD', '300', { eWallet: { wallet: 'LINEPAY' } }, 'zh-Hant', '$300'],
    ['INR', '1234567.00', { upi: { flow: 'HOSTED_PAGE' } }, 'hi', '₹12,34,567.00'],
  ])('shows %s as the payer writes it', async (currency, amount, method, language, shown) => {
    const money = { amount, currency };
    const made = await madeLink(testApp, { amount: money, methods: [method] });
    const html = await (await look(testApp, made, { 'accept-language': language })).text();
    expect(html.replaceAll('\u00a0', ' ')).toContain(shown);
  });

  it('is the same for a wrong token as for one that was never made', async () => {
    const unknown = { ...link, url: `${link.url.slice(0, -64)}${'0'.repeat(64)}` };
    const malformed = { ...link, url: `${link.url}0` };
    const answers = await Promise.all([unknown, malformed].map((one) => look(testApp, one)));
    const posted = await submit(testApp, unknown, { intent: '0'.repeat(64), method: '0' });
    const seen = await Promise.all(
      [...answers, posted].map(async (one) => [one.status, await one.text()]),
    );
    expect(seen[0]?.[0]).toBe(404);
    expect(seen).toEqual(seen.map(() => seen[0]));
  });

  it('refuses what is no form of ours, and makes nothing', async () => {
    const before = await ordersThere(testApp);
    const values = await formOn(await look(testApp, link));
    const of: Record<string, string> = { ...values, method: '0' };
    const post = (body: string, type = 'application/x-www-form-urlencoded') =>
      fetch(at(testApp, link), { method: 'POST', headers: { 'content-type': type }, body });
    expect((await submit(testApp, link, { ...of, intent: 'short' })).status).toBe(400);
    expect((await post('')).status).toBe(400);
    expect((await post('{}', 'application/json')).status).toBe(415);
    expect((await post(`intent=${'a'.repeat(40_000)}`)).status).toBe(413);
    expect((await submit(testApp, link, of, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    expect((await submit(testApp, link, { intent: of['intent'] ?? '' })).status).toBe(422);
    expect((await submit(testApp, link, { ...of, method: '7' })).status).toBe(422);
    expect((await fetch(at(testApp, link), { method: 'PUT' })).status).toBe(405);
    expect(await ordersThere(testApp)).toBe(before);
  });

  it('takes no more orders within an hour than the limit, and then again', async () => {
    const tries = [make(), make(), make()];
    const answers = await Promise.all(tries.map((values) => submit(testApp, link, values)));
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([303, 303, 429]);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('60');
    expect(await refused?.text()).toContain('Too many payments at once');
    await testApp.advance(3_600_000);
    expect((await submit(testApp, link, make())).status).toBe(303);
    expect((await linkOf(testApp, link)).uses).toBe(3);
  });

  it('says that it cannot be paid while no account can do it, and makes nothing', async () => {
    const { NEXAPAY } = testApp.accounts;
    const customer = {
      firstName: 'Maria',
      email: 'maria@example.com',
      phone: '+5511987654321',
      document: '123.456.789-00',
    };
    const amount = { amount: '10.00', currency: 'BRL' };
    const made = await madeLink(testApp, { amount, methods: [pix], account: NEXAPAY, customer });
    const values = await formOn(await look(testApp, made));
    await mutate(testApp, documents.updateProviderAccount, {
      input: { id: NEXAPAY, enabled: false },
    });
    expect((await look(testApp, made)).status).toBe(503);
    const answer = await submit(testApp, made, values);
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('This cannot be paid at the moment');
    await mutate(testApp, documents.updateProviderAccount, {
      input: { id: NEXAPAY, enabled: true },
    });
    expect((await submit(testApp, made, values)).status).toBe(303);
  });

  it('takes a limited number of forms a minute from one source', async () => {
    const made = await madeLink(testApp);
    const answers = await Promise.all(
      Array.from({ length: 40 }, () => submit(testApp, made, { intent: '' })),
    );
    expect(answers.some(({ status }) => status === 429)).toBe(true);
    expect((await look(testApp, made)).status).toBe(200);
  });
});
