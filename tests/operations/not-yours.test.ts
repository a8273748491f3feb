import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { print } from 'graphql';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  footprint,
  orderInput,
  overpaid,
  paid,
  settlementInput,
} from '../support/operations.ts';
import type { Document } from '../support/operations.ts';

let testApp: TestApp;
let targets: { order: string; payment: string; paid: string };

beforeAll(async () => {
  testApp = await openTestApp();
  const { id: paidId } = await paid(testApp, 'ANEXPAY_XCHECKOUT');
  const { id } = await created(testApp, 'W_CHECKOUT');
  const payment = await overpaid(testApp, 'W_CHECKOUT');
  await testApp.sandbox.provider('W_CHECKOUT').webhooks.idle();
  targets = { order: id, paid: paidId, payment: payment.id };
});

afterAll(() => testApp.close());

describe('an object that does not exist and an object of another merchant', () => {
  const notFound = { __typename: 'NotFoundError', code: 'NOT_FOUND', retry: 'DO_NOT' };
  let strange: string;

  beforeAll(async () => {
    const as = testApp.adminKey;
    const input = { name: 'Another merchant' };
    const { merchant } = await mutate(testApp, documents.createMerchant, { input }, as);
    const key = { merchant: (merchant as { id: string }).id, name: 'all', scopes: allScopes };
    const result = await mutate(testApp, documents.createApiKey, { input: key }, as);
    strange = String(result['secret']);
  });

  const allScopes = ['READ', 'ORDERS_WRITE', 'REFUNDS_WRITE', 'SETTLEMENTS_WRITE', 'MANAGE'];

  it('get the same answer, to the byte', async () => {
    const key = 'not-yours-1';
    const wrongIds = [
      '',
      ' ',
      'ord_',
      'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV',
      "' or 1=1 --",
      '\u0000',
      'x'.repeat(5000),
    ];
    const { order, paid: paidId, payment } = targets;
    const account = testApp.accounts.W_CHECKOUT;
    const rows: [Document, string, (id: string) => object][] = [
      [documents.cancelOrder, order, (id) => ({ input: { idempotencyKey: key, id } })],
      [documents.cancelRefund, order, (id) => ({ input: { idempotencyKey: key, id } })],
      [documents.cancelSettlement, order, (id) => ({ input: { idempotencyKey: key, id } })],
      [documents.refreshOrder, order, (id) => ({ id })],
      [documents.refreshRefund, order, (id) => ({ id })],
      [documents.refreshSettlement, order, (id) => ({ id })],
      [documents.replayWebhook, order, (id) => ({ id })],
      [documents.createRefund, paidId, (id) => ({ input: { idempotencyKey: key, order: id } })],
      [
        documents.refundAbnormalPayment,
        payment,
        (id) => ({ input: { idempotencyKey: key, abnormalPayment: id } }),
      ],
      [
        documents.resolveAbnormalPayment,
        payment,
        (id) => ({
          input: { idempotencyKey: key, abnormalPayment: id, resolution: 'DISMISS', note: 'Ours' },
        }),
      ],
      [
        documents.createSettlement,
        account,
        (id) => ({ input: settlementInput(testApp, 'W_CHECKOUT', { account: id }) }),
      ],
      [
        documents.createOrder,
        account,
        (id) => ({ input: orderInput(testApp, 'W_CHECKOUT', { account: id }) }),
      ],
      [documents.updateProviderAccount, account, (id) => ({ input: { id, name: 'Mine' } })],
    ];
    const before = await footprint(testApp);
    for (const [document, id, variables] of rows) {
      for (const wrong of [id, ...wrongIds]) {
        const result = await mutate(testApp, document, variables(wrong), strange);
        expect(result, `${print(document)} ${wrong.slice(0, 40)}`).toMatchObject(notFound);
      }
    }
    expect(await footprint(testApp)).toEqual(before);
  });

  it('get the same answer as orders of a settlement', async () => {
    const before = await footprint(testApp);
    const orders = [targets.paid, 'ord_01ARZ3NDEKTSV4RRFFQ69G5FAV'];
    const input = settlementInput(testApp, 'W_CHECKOUT', { orders });
    expect(await mutate(testApp, documents.createSettlement, { input })).toMatchObject(notFound);
    expect(await footprint(testApp)).toEqual(before);
  });

  it('are null in a query', async () => {
    const { order } = targets;
    expect(await testApp.request(documents.order, { id: order }, strange)).toEqual({ order: null });
    expect(await testApp.request(documents.order, { id: 'ord_' }, strange)).toEqual({
      order: null,
    });
  });
});
