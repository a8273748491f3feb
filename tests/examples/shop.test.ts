import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderAnswer } from '../../examples/checkout/api.ts';
import { createShop } from '../../examples/checkout/server/shop.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { newKey } from '../support/operations.ts';

const asha = {
  firstName: 'Asha',
  lastName: 'Rao',
  email: 'asha@example.com',
  phone: '+919876543210',
};

async function send(address: string, body: unknown) {
  const response = await fetch(address, { method: 'POST', body: JSON.stringify(body) });
  return { status: response.status, answer: (await response.json()) as OrderAnswer };
}

describe("the shop's backend", () => {
  let testApp: TestApp;
  const shops: Server[] = [];

  beforeAll(async () => {
    testApp = await openTestApp();
  });

  afterAll(async () => {
    for (const shop of shops) {
      shop.close();
      shop.closeAllConnections();
    }
    await testApp?.close();
  });

  async function open(url = testApp.url, apiKey = testApp.key): Promise<string> {
    const shop = createShop({ url, apiKey }, (_req, res) => void res.writeHead(404).end());
    shops.push(shop);
    await once(shop.listen(0, '127.0.0.1'), 'listening');
    return `http://127.0.0.1:${(shop.address() as AddressInfo).port}/api/orders`;
  }

  it('orders at the price of the catalogue, and once for each key', async () => {
    const address = await open();
    const request = { key: newKey(), product: 'mill', way: 'upi', customer: asha };
    const first = await send(address, request);
    expect(first.status).toBe(201);
    const again = await send(address, request);
    if (first.answer.kind !== 'ORDERED' || again.answer.kind !== 'ORDERED') throw new Error('none');
    const { orderId, clientToken } = first.answer.purchase;
    expect(again.answer.purchase.orderId).toBe(orderId);
    const query = `{ order(id: "${orderId}") { amount { amount currency } } }`;
    expect((await testApp.post({ query }, clientToken)).data).toEqual({
      order: { amount: { amount: '7490.00', currency: 'INR' } },
    });
  });

  it('names the field that has to be corrected', async () => {
    const customer = { ...asha, postcode: '100' };
    const request = { key: newKey(), product: 'mill', way: 'store', customer };
    expect(await send(await open(), request)).toMatchObject({
      status: 422,
      answer: { kind: 'INVALID', issues: [{ field: 'phone' }, { field: 'address' }] },
    });
  });

  it('refuses what is not for sale, and a key that was used for something else', async () => {
    const address = await open();
    const request = { key: newKey(), product: 'mill', way: 'upi', customer: asha };
    expect((await send(address, { ...request, product: 'house' })).answer.kind).toBe('REFUSED');
    expect((await send(address, request)).answer.kind).toBe('ORDERED');
    const other = await send(address, { ...request, product: 'coffee' });
    expect(other).toMatchObject({ status: 409, answer: { kind: 'REFUSED' } });
  });

  it('asks for the same request again where nothing is known of the outcome', async () => {
    const request = { key: newKey(), product: 'mill', way: 'upi', customer: asha };
    for (const address of [
      await open('http://127.0.0.1:9/graphql'),
      await open(testApp.url, 'x'),
    ]) {
      const { status, answer } = await send(address, request);
      expect({ status, kind: answer.kind }).toEqual({ status: 503, kind: 'TRY_AGAIN' });
    }
  });

  it.each([
    ['an amount of their own', { amount: '0.01' }],
    ['a field that nobody asks for', { customer: { id: 'x' } }],
    ['a key that is too short', { key: 'x' }],
    ['more than 16 KiB', { product: 'x'.repeat(20_000) }],
  ])('takes no order with %s', async (_, changed) => {
    const request = { key: newKey(), product: 'mill', way: 'upi', customer: asha, ...changed };
    const outcome = await send(await open(), request).then(
      ({ status }) => status,
      () => 'cut off',
    );
    expect([400, 'cut off']).toContain(outcome);
  });
});
