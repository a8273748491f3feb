import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, openTestApp, providersOfSandbox } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  newKey,
  orderOf,
  paid,
  pathOf,
  refundAddress,
  usdt,
} from '../../support/operations.ts';
import { emptyDatabase, isServerThere } from './server.ts';
import type { EmptyDatabase } from './server.ts';

describe.skipIf(!(await isServerThere()))('the story of an order on PostgreSQL', () => {
  let empty: EmptyDatabase;
  let testApp: TestApp;
  beforeAll(async () => {
    empty = await emptyDatabase();
    testApp = await openTestApp({ environment: { DATABASE_URL: empty.url } });
  });
  afterAll(async () => {
    await testApp.close();
    await empty[Symbol.asyncDispose]();
  });

  it.each(providersOfSandbox)('at %s: it is paid by a webhook, and refunded', async (provider) => {
    const order = await paid(testApp, provider);
    const input = {
      idempotencyKey: newKey(),
      order: order.id,
      amount: { amount: '60', ...usdt },
      ...refundAddress(provider),
    };
    const { refund } = await mutate(testApp, documents.createRefund, { input });
    if (!refund) throw new Error('not refunded');
    testApp.sandbox.provider(provider).advanceRefund(refund.providerReference, 'REFUNDED');
    await eventually(async () => (await pathOf(testApp, refund.id)).at(-1) === 'SUCCEEDED');
    expect(await orderOf(testApp, order.id)).toMatchObject({
      status: 'PAID',
      refunded: { amount: '60.00' },
      refundable: { amount: '41.00' },
    });
    const again = await mutate(testApp, documents.createRefund, { input });
    expect(again).toMatchObject({ replayed: true, refund: { id: refund.id } });
  });
});
