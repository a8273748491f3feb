import { describe, expect, it } from 'vitest';
import type { Answer, Changes, TestSandbox } from './client.ts';
import { BRAND_NAMES, Merchant, newOrder, NOON, openTestSandbox, send } from './client.ts';

const INFO = '/checkout/order/info?orderNo=T1';
const CREATE = '/checkout/order/create';
const right = JSON.stringify(newOrder('T1'));

const bare = (text: string): string => text.replace('?', '');
const post =
  (changes: Changes, target = CREATE) =>
  ({ merchant }: TestSandbox): Promise<Answer> =>
    merchant.post(target, newOrder('T1'), changes);
const order =
  (fields: object) =>
  ({ merchant }: TestSandbox): Promise<Answer> =>
    merchant.createOrder({ ...fields });
const get =
  (target: string, changes: Changes = {}) =>
  ({ merchant }: TestSandbox): Promise<Answer> =>
    merchant.get(target, changes);

describe.each(BRAND_NAMES)('%s refuses a call', (name) => {
  const cases: [string, string, Changes][] = [
    ['no SIGNATURE', '00006', { headers: { signature: undefined } }],
    ['no TIMESTAMP', '00006', { headers: { timestamp: undefined } }],
    ['a TIMESTAMP that is no number', '00006', { timestamp: 'now' }],
    ['a TIMESTAMP too old by a millisecond', '00006', { timestamp: String(NOON - 120_001) }],
    ['a TIMESTAMP too new by a millisecond', '00006', { timestamp: String(NOON + 120_001) }],
    ['another key', '00006', { signKey: 'another' }],
    ['a signature of another body', '00006', { signed: (text) => `${text} ` }],
    ['a token nobody has', '90401', { token: 'unknown' }],
    ['no token', '90401', { headers: { authorization: undefined } }],
    ['a token without its scheme', '90401', { headers: { authorization: 'abc' } }],
    ['a stale call before its wrong signature', '00006', { timestamp: '1', signKey: 'x' }],
    ['a wrong signature before its unknown token', '00006', { signKey: 'x', token: 'x' }],
    ['an unknown token before its broken JSON', '90401', { token: 'x', body: '{' }],
  ];

  it.each(cases)('with %s: %s, and nothing happens', async (_, retcode, changes) => {
    const { merchant, provider } = await openTestSandbox(name);
    const answer = await merchant.createOrder({}, changes);
    expect(answer.retcode).toBe(retcode);
    expect(answer.http.status).toBe(retcode === '90401' ? 401 : 200);
    expect(provider.effects().ordersCreated).toBe(0);
  });

  it('with the documented message for a missing header', async () => {
    const { merchant } = await openTestSandbox(name);
    const answer = await merchant.createOrder({}, { headers: { signature: undefined } });
    expect(answer.retmsg).toBe('Access denied: Missing header [SIGNATURE]');
  });

  it('except at both ends of the window, and with the same signature again', async () => {
    const { merchant } = await openTestSandbox(name);
    for (const timestamp of [NOON - 120_000, NOON + 120_000, NOON, NOON]) {
      const answer = await merchant.get(INFO, { timestamp: String(timestamp) });
      expect(answer.retcode).toBe('90404');
    }
  });

  it('by the names of older platform pages, on W Checkout only', async () => {
    const { merchant } = await openTestSandbox(name);
    const expected = name === 'W_CHECKOUT' ? '00006' : '90404';
    for (const header of ['D-SIGNATURE', 'D-TIMESTAMP']) {
      expect((await merchant.get(INFO, { headers: { [header]: 'x' } })).retcode).toBe(expected);
    }
  });

  it('for a query signed without its question mark; with queryPrefix "" for the other form', async () => {
    const usual = await openTestSandbox(name);
    expect((await usual.merchant.get(INFO, { signed: bare })).retcode).toBe('00006');
    const other = await openTestSandbox(name, { switches: { [name]: { queryPrefix: '' } } });
    expect((await other.merchant.get(INFO)).retcode).toBe('00006');
    expect((await other.merchant.get(INFO, { signed: bare })).retcode).toBe('90404');
  });

  it('for a wrong method with 405 and for an unknown path with 404', async () => {
    const { provider } = await openTestSandbox(name);
    const wrong = await send(`${provider.baseUrl}${CREATE}`, 'GET', {});
    expect([wrong.status, wrong.headers.allow]).toEqual([405, 'POST']);
    expect((await send(`${provider.baseUrl}/checkout/order`, 'POST', {})).status).toBe(404);
  });

  it('for one merchant who signs for another, and shows nobody the orders of others', async () => {
    const { merchant, provider, clock } = await openTestSandbox(name);
    const other = new Merchant(provider, clock);
    await merchant.createOrder();
    expect((await other.get(INFO)).retcode).toBe('90404');
    expect((await other.get(INFO, { token: await merchant.token() })).retcode).toBe('00006');
    expect((await other.createOrder()).retcode).toBe('200');
  });
});

describe.each(BRAND_NAMES)('%s is strict about', (name) => {
  const cases: [string, (testSandbox: TestSandbox) => Promise<Answer>][] = [
    ['the content type', post({ headers: { 'content-type': 'text/plain' } })],
    ['broken JSON', post({ body: `${right},` })],
    ['a body that is no object', post({ body: '[]' })],
    ['no body', post({ body: '' })],
    ['bytes that are a byte order mark', post({ body: `\ufeff${right}` })],
    ['repeated members', post({ body: right.replace('{', '{"orderNo":"T0",') })],
    ['whitespace between tokens', post({ body: right.replace(',', ', ') })],
    ['a query on POST', post({}, `${CREATE}?a=1`)],
    ['a body on GET', get(INFO, { body: '{}' })],
    ['an unknown query parameter', get(`${INFO}&verbose=1`)],
    ['a repeated query parameter', get(`${INFO}&orderNo=T1`)],
    ['a missing query parameter', get('/checkout/order/info')],
    ['a plus sign, which is no space', get('/checkout/order/info?orderNo=T+1')],
    ['unknown fields', order({ note: 'x' })],
    ['null for an optional field', order({ fiat: null })],
    ['null for a required field', order({ customerId: null })],
    ['letters and digits in a number', order({ orderNo: 'T-1' })],
    ['the length of a number', order({ orderNo: 'T'.repeat(65) })],
    ['an empty customerId', order({ customerId: '' })],
    ['the length of merchantId', order({ merchantId: 'm'.repeat(65) })],
    ['an orderAmount that is a string', order({ orderAmount: '123.45' })],
    ['an orderAmount of nothing', order({ orderAmount: 0 })],
    ['an orderAmount above a million', order({ orderAmount: 1_000_000.01 })],
    ['three decimals', order({ orderAmount: 1.005 })],
    ['an unknown token', order({ token: 'TRON_USDT' })],
    ['WUSD elsewhere than on Ethereum', order({ token: 'TRX_WUSD' })],
    ['an expiredIn below a minute', order({ expiredIn: 59 })],
    ['an expiredIn above a day', order({ expiredIn: 86_401 })],
    ['half a second', order({ expiredIn: 60.5 })],
    ['another fiat', order({ fiat: 'EUR' })],
    ['a callback over plain http, even on loopback', order({ pcCallbackUrl: 'http://127.0.0.1/' })],
    ['a relative callback', order({ appCallbackUrl: '/back' })],
  ];

  it.each(cases)('%s: 00008', async (_, call) => {
    const testSandbox = await openTestSandbox(name);
    const { retcode, http } = await call(testSandbox);
    expect([retcode, http.status]).toEqual(['00008', 200]);
    expect(testSandbox.provider.effects().ordersCreated).toBe(0);
  });

  it('the field that the other brand leaves optional', async () => {
    const { merchant } = await openTestSandbox(name);
    const needed = name === 'W_CHECKOUT' ? 'merchantId' : 'expiredIn';
    const spared = name === 'W_CHECKOUT' ? 'expiredIn' : 'merchantId';
    expect((await merchant.createOrder({ [needed]: undefined })).retcode).toBe('00008');
    const { retdata } = await merchant.createOrder({ [spared]: undefined });
    expect(retdata).toMatchObject({
      expiredIn: 1800,
      merchantId: spared === 'merchantId' ? null : 'm1',
    });
  });

  it('neither when its strictness is switched off', async () => {
    const { merchant } = await openTestSandbox(name, { switches: { [name]: { strict: false } } });
    const body = JSON.stringify({ ...newOrder('T1'), fiat: null, note: 'x' }, null, 2);
    const headers = { 'content-type': 'text/plain' };
    expect((await merchant.createOrder({}, { body, headers })).retcode).toBe('200');
    expect((await merchant.get(`${INFO}&verbose=1`)).retcode).toBe('200');
  });
});
