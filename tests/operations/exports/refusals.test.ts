import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMerchant, storeApiKey } from '../../../src/operations/merchants/merchants.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { created, newKey, orderInput } from '../../support/operations.ts';
import { ask, download, keyWith, rowsOfCsv } from './files.ts';

let testApp: TestApp;
let cursor: string;
beforeAll(async () => {
  testApp = await openTestApp();
  await created(testApp, 'W_CHECKOUT');
  ({ cursor } = await download(testApp, 'events.csv'));
});
afterAll(() => testApp.close());

const answerTo = async (path: string, init?: RequestInit) => {
  const response = await ask(testApp, path, init);
  return { status: response.status, body: (await response.json()) as unknown };
};
const authorized = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });

const wrong = async (query: string) => answerTo(`orders.csv?${query}`);
const problem = (error: string, parameter: string) => ({
  status: 400,
  body: { error, parameter },
});

/** Another merchant of the same installation, with a key. */
async function otherMerchant() {
  const { app } = testApp;
  const merchant = await createMerchant(app.deps, { name: 'Another' });
  const secret = `pgk_test_${app.deps.ids.secret()}`;
  const id = app.deps.ids.make('key');
  const key = { id, merchantId: merchant.id, name: 'its own', scopes: ['READ'] as const, secret };
  await storeApiKey(app.deps, key);
  return secret;
}

describe('an export is refused', () => {
  it('without credentials, with a wrong key, and to whoever has no key with READ', async () => {
    const refused = { error: 'Missing or wrong credentials' };
    expect(await answerTo('orders.csv', { headers: {} })).toEqual({ status: 401, body: refused });
    expect(await answerTo('orders.csv', authorized('pgk_nobody'))).toEqual({
      status: 401,
      body: refused,
    });
    const { createOrder } = await testApp.request(documents.createOrder, {
      input: orderInput(testApp, 'W_CHECKOUT', { idempotencyKey: newKey() }) as never,
    });
    const token = 'clientToken' in createOrder ? createOrder.clientToken : '';
    const without = await keyWith(testApp, ['ORDERS_WRITE', 'MANAGE']);
    for (const key of [token, testApp.adminKey, without]) {
      // oxlint-disable-next-line no-await-in-loop
      expect(await answerTo('orders.csv', authorized(key))).toEqual({
        status: 403,
        body: { error: 'Exports need an API key with the scope READ' },
      });
    }
  });

  it.each(['orders.xml', 'orders', 'payers.csv', 'orders.csv/', '', 'toString.csv'])(
    'where there is none: /exports/%s',
    async (path) => {
      expect(await answerTo(path)).toEqual({ status: 404, body: { error: 'Not found' } });
    },
  );

  it('for a parameter that is unknown, given twice or no cursor, which is named', async () => {
    expect(await wrong('from=1')).toEqual(problem('Unknown parameter', 'from'));
    expect(await wrong(`to=${cursor}&limit=3`)).toEqual(problem('Unknown parameter', 'limit'));
    expect(await wrong(`to=${cursor}&to=${cursor}`)).toEqual(problem('Given more than once', 'to'));
    const noCursor = 'Not a cursor of this event log';
    expect(await wrong('after=')).toEqual(problem(noCursor, 'after'));
    expect(await wrong('to=1')).toEqual(problem(noCursor, 'to'));
    expect(await wrong(`after=${cursor.slice(0, -1)}`)).toEqual(problem(noCursor, 'after'));
  });

  it('for the cursor of another log, and shows nothing of it', async () => {
    const key = await otherMerchant();
    expect(await answerTo(`events.csv?after=${cursor}`, authorized(key))).toEqual({
      status: 400,
      body: { error: 'Not a cursor of this event log', parameter: 'after' },
    });
    const own = await download({ url: testApp.url, key }, 'orders.csv');
    expect(rowsOfCsv(own.text)).toEqual([]);
  });

  it('for a beginning behind the end', async () => {
    await created(testApp, 'W_CHECKOUT');
    const later = await download(testApp, 'events.csv');
    expect(await answerTo(`orders.csv?after=${later.cursor}&to=${cursor}`)).toEqual({
      status: 400,
      body: { error: 'Later than the other end', parameter: 'after' },
    });
  });

  it('for other methods than GET and HEAD, and HEAD gets what GET does, without the file', async () => {
    const posted = await ask(testApp, 'orders.csv', { method: 'POST' });
    expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
    const path = `orders.csv?to=${cursor}`;
    const head = await ask(testApp, path, { method: 'HEAD', ...authorized(testApp.key) });
    const full = await ask(testApp, path);
    expect([head.status, await head.text()]).toEqual([200, '']);
    for (const name of ['content-type', 'x-paygraph-cursor']) {
      expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)]);
    }
    expect(full.headers.get('x-paygraph-cursor')).toBe(cursor);
    expect(await full.text()).not.toBe('');
  });
});

it('nothing that happened since a cursor is a file with a head and no line', async () => {
  const { cursor: end } = await download(testApp, 'orders.csv');
  const after = { after: end };
  expect(rowsOfCsv((await download(testApp, 'orders.csv', after)).text)).toEqual([]);
  expect((await download(testApp, 'orders.csv', after)).text).toMatch(/^order,reference,/);
  expect((await download(testApp, 'orders.ndjson', after)).text).toBe('');
});
