import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../support/app.ts';
import type { TestApp } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  mutate,
  created,
  footprint,
  newKey,
  orderInput,
  overpaid,
  paid,
  settlementInput,
} from '../support/operations.ts';
import type { Document, MutationResult } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
  for (let count = 0; count < 3; count += 1) await paid(testApp, provider);
});
afterAll(() => testApp.close());

const subjectOf = (result: MutationResult) => {
  const subject = result.order ?? result.refund ?? result.settlement;
  if (!subject) throw new Error(JSON.stringify(result));
  return subject;
};
const made = async (document: Document, input: object) =>
  subjectOf(await mutate(testApp, document, { input })).id;
const usdt = { currency: 'USDT', network: 'ETHEREUM' };

interface Case {
  name: string;
  document: Document;
  type: string;
  input(): Promise<object>;
  /** Another request with the same key. */
  other(): Promise<object> | object;
  differences: string[];
}

const refundInput = async () => ({
  order: (await paid(testApp, provider)).id,
  amount: { amount: '2', ...usdt },
  reason: 'broken',
});

const cases: readonly Case[] = [
  {
    name: 'createOrder',
    document: documents.createOrder,
    type: 'Order',
    input: async () => orderInput(testApp, provider),
    other: () => ({ amount: { amount: '101', currency: 'USD' }, expiresIn: 900 }),
    differences: ['amount.amount', 'expiresIn'],
  },
  {
    name: 'createRefund',
    document: documents.createRefund,
    type: 'Refund',
    input: refundInput,
    other: () => ({ amount: { amount: '2.01', ...usdt }, reason: null, reference: 'r' }),
    differences: ['amount.amount', 'reason', 'reference'],
  },
  {
    name: 'createRefund, of all instead of a part',
    document: documents.createRefund,
    type: 'Refund',
    input: refundInput,
    other: async () => ({ ...(await refundInput()), amount: null }),
    differences: ['amount.amount', 'amount.currency', 'amount.network', 'order'],
  },
  {
    name: 'refundAbnormalPayment',
    document: documents.refundAbnormalPayment,
    type: 'Refund',
    input: async () => ({ abnormalPayment: (await overpaid(testApp, provider)).id }),
    other: async () => ({
      abnormalPayment: (await overpaid(testApp, provider)).id,
      reason: 'too much',
    }),
    differences: ['abnormalPayment', 'reason'],
  },
  {
    name: 'createSettlement',
    document: documents.createSettlement,
    type: 'Settlement',
    input: async () => settlementInput(testApp, provider),
    other: () => ({
      account: testApp.accounts.ANEXPAY_XCHECKOUT,
      destination: { onChain: { address: '0x0000000000000000000000000000000000000001' } },
      reference: 'another',
    }),
    differences: ['account', 'destination.onChain.address', 'reference'],
  },
  {
    name: 'cancelOrder',
    document: documents.cancelOrder,
    type: 'Order',
    input: async () => ({ id: (await created(testApp, provider)).id }),
    other: async () => ({ id: (await created(testApp, provider)).id }),
    differences: ['id'],
  },
  {
    name: 'cancelRefund',
    document: documents.cancelRefund,
    type: 'Refund',
    input: async () => {
      const input = { idempotencyKey: newKey(), ...(await refundInput()) };
      return { id: await made(documents.createRefund, input) };
    },
    other: () => ({ id: 'rfd_another' }),
    differences: ['id'],
  },
  {
    name: 'cancelSettlement',
    document: documents.cancelSettlement,
    type: 'Settlement',
    input: async () => ({
      id: await made(documents.createSettlement, settlementInput(testApp, provider)),
    }),
    other: () => ({ id: 'stl_another' }),
    differences: ['id'],
  },
];

describe('a key that was used for something else', () => {
  it.each(cases)('reports what differs: $name', async (one) => {
    const input = { ...(await one.input()), idempotencyKey: newKey() };
    const subject = subjectOf(await mutate(testApp, one.document, { input }));
    const other = { ...input, ...(await one.other()) };
    await testApp.sandbox.provider(provider).webhooks.idle();
    const before = await footprint(testApp);
    const result = await mutate(testApp, one.document, { input: other });
    expect(result).toMatchObject({
      __typename: 'IdempotencyConflictError',
      existing: { __typename: one.type, id: subject.id },
      differences: one.differences,
      retry: 'NEW_KEY',
    });
    expect(await footprint(testApp)).toEqual(before);
    const again = await mutate(testApp, one.document, { input });
    expect(subjectOf(again).id).toBe(subject.id);
  });
});

describe('the object that a key has made', () => {
  const key = newKey();

  it('is found by it: an order, a refund, a settlement', async () => {
    const order = await paid(testApp, provider);
    const { idempotencyKey, ...input } = orderInput(testApp, provider);
    expect(idempotencyKey).not.toBe(key);
    const ordered = await made(documents.createOrder, { ...input, idempotencyKey: key });
    const refunded = await made(documents.createRefund, { idempotencyKey: key, order: order.id });
    const settlement = settlementInput(testApp, provider, { idempotencyKey: key });
    const settled = await made(documents.createSettlement, settlement);
    const found = await Promise.all([
      testApp.request(documents.orderByIdempotencyKey, { key }),
      testApp.request(documents.refundByIdempotencyKey, { key }),
      testApp.request(documents.settlementByIdempotencyKey, { key }),
    ]);
    expect(found).toMatchObject([
      { orderByIdempotencyKey: { id: ordered } },
      { refundByIdempotencyKey: { id: refunded } },
      { settlementByIdempotencyKey: { id: settled } },
    ]);
  });

  it('is found by it: the refund of an abnormal payment', async () => {
    const { id } = await overpaid(testApp, provider);
    const own = newKey();
    const refunded = await made(documents.refundAbnormalPayment, {
      idempotencyKey: own,
      abnormalPayment: id,
    });
    const { refundByIdempotencyKey } = await testApp.request(documents.refundByIdempotencyKey, {
      key: own,
    });
    expect(refundByIdempotencyKey?.id).toBe(refunded);
  });

  it('belongs to one merchant, and is null where the key is free', async () => {
    const owner = await mutate(
      testApp,
      documents.createMerchant,
      { input: { name: 'Another' } },
      testApp.adminKey,
    );
    const { id: merchant } = owner['merchant'] as { id: string };
    const input = { merchant, name: 'all', scopes: ['READ'] };
    const { secret } = await mutate(testApp, documents.createApiKey, { input }, testApp.adminKey);
    const found = (variables: { key: string }, as?: string) =>
      Promise.all([
        testApp.request(documents.refundByIdempotencyKey, variables, as),
        testApp.request(documents.settlementByIdempotencyKey, variables, as),
      ]);
    const nothing = [{ refundByIdempotencyKey: null }, { settlementByIdempotencyKey: null }];
    expect(await found({ key }, String(secret))).toEqual(nothing);
    expect(await found({ key: newKey() })).toEqual(nothing);
  });
});
