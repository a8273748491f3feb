import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FollowError, followOrder } from '../../clients/typescript/src/index.ts';
import type { OrderItem } from '../../clients/typescript/src/index.ts';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import { created, mutate, newKey, orderInput } from '../support/operations.ts';
import * as documents from '../support/documents.ts';
import { lineTo, readAll, transports } from './following.ts';
import type { Reader } from './following.ts';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});

afterAll(async () => testApp.close());

/** A new order, with the token of its payer. */
async function newOrder() {
  const input = orderInput(testApp, 'W_CHECKOUT');
  const { order, clientToken } = await testApp.request(documents.createOrder, { input }).then(
    ({ createOrder }) => createOrder as unknown as { order: OrderItem['order']; clientToken: string },
  );
  return { id: order.id, token: clientToken };
}

describe.each(transports)('following an order by %s', (transport) => {
  it('smoke', async () => {
    const order = await newOrder();
    const line = await lineTo(testApp);
    const reader = readAll((opening) =>
      followOrder({ url: line.url, transport, ...order, ...opening }),
    );
    await reader.until(({ kind }) => kind === 'CAUGHT_UP');
    expect(reader.items.map(({ kind }) => kind)).toEqual(['SNAPSHOT', 'CAUGHT_UP']);
    expect(reader.connections).toEqual(['live']);
  });
});
