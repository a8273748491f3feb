import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld } from '../support/app.ts';
import type { World } from '../support/app.ts';
import * as documents from '../support/documents.ts';
import {
  ask,
  created,
  footprint,
  newKey,
  orderInput,
  overpaid,
  paid,
  settlementInput,
} from '../support/operations.ts';
import type { Document, Told } from '../support/operations.ts';

const provider = 'W_CHECKOUT';
let world: World;

beforeAll(async () => {
  world = await openWorld();
  for (let count = 0; count < 3; count += 1) await paid(world, provider);
});
afterAll(() => world.close());

const subjectOf = (told: Told) => {
  const subject = told.order ?? told.refund ?? told.settlement;
  if (!subject) throw new Error(JSON.stringify(told));
  return subject;
};
const made = async (document: Document, input: object) =>
  subjectOf(await ask(world, document, { input })).id;
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
  order: (await paid(world, provider)).id,
  amount: { amount: '2', ...usdt },
  reason: 'broken',
});

const cases: readonly Case[] = [
  {
    name: 'createOrder',
    document: documents.createOrder,
    type: 'Order',
    input: async () => orderInput(world, provider),
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
    input: async () => ({ abnormalPayment: (await overpaid(world, provider)).id }),
    other: async () => ({
      abnormalPayment: (await overpaid(world, provider)).id,
      reason: 'too much',
    }),
    differences: ['abnormalPayment', 'reason'],
  },
  {
    name: 'createSettlement',
    document: documents.createSettlement,
    type: 'Settlement',
    input: async () => settlementInput(world, provider),
    other: () => ({
      account: world.accounts.ANEXPAY_XCHECKOUT,
      destination: { onChain: { address: '0x0000000000000000000000000000000000000001' } },
      reference: 'another',
    }),
    differences: ['account', 'destination.onChain.address', 'reference'],
  },
  {
    name: 'cancelOrder',
    document: documents.cancelOrder,
    type: 'Order',
    input: async () => ({ id: (await created(world, provider)).id }),
    other: async () => ({ id: (await created(world, provider)).id }),
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
      id: await made(documents.createSettlement, settlementInput(world, provider)),
    }),
    other: () => ({ id: 'stl_another' }),
    differences: ['id'],
  },
];

describe('a key that was used for something else', () => {
  it.each(cases)('names what differs: $name', async (one) => {
    const input = { ...(await one.input()), idempotencyKey: newKey() };
    const subject = subjectOf(await ask(world, one.document, { input }));
    const other = { ...input, ...(await one.other()) };
    await world.sandbox.provider(provider).webhooks.idle();
    const before = await footprint(world);
    const told = await ask(world, one.document, { input: other });
    expect(told).toMatchObject({
      __typename: 'IdempotencyConflictError',
      existing: { __typename: one.type, id: subject.id },
      differences: one.differences,
      retry: 'NEW_KEY',
    });
    expect(await footprint(world)).toEqual(before);
    const again = await ask(world, one.document, { input });
    expect(subjectOf(again).id).toBe(subject.id);
  });
});

describe('what a key has made', () => {
  const key = newKey();

  it('is found by it: an order, a refund, a settlement', async () => {
    const order = await paid(world, provider);
    const { idempotencyKey, ...input } = orderInput(world, provider);
    expect(idempotencyKey).not.toBe(key);
    const ordered = await made(documents.createOrder, { ...input, idempotencyKey: key });
    const refunded = await made(documents.createRefund, { idempotencyKey: key, order: order.id });
    const settlement = settlementInput(world, provider, { idempotencyKey: key });
    const settled = await made(documents.createSettlement, settlement);
    const found = await Promise.all([
      world.request(documents.orderByIdempotencyKey, { key }),
      world.request(documents.refundByIdempotencyKey, { key }),
      world.request(documents.settlementByIdempotencyKey, { key }),
    ]);
    expect(found).toMatchObject([
      { orderByIdempotencyKey: { id: ordered } },
      { refundByIdempotencyKey: { id: refunded } },
      { settlementByIdempotencyKey: { id: settled } },
    ]);
  });

  it('is found by it: the refund of an abnormal payment', async () => {
    const { id } = await overpaid(world, provider);
    const own = newKey();
    const refunded = await made(documents.refundAbnormalPayment, {
      idempotencyKey: own,
      abnormalPayment: id,
    });
    const { refundByIdempotencyKey } = await world.request(documents.refundByIdempotencyKey, {
      key: own,
    });
    expect(refundByIdempotencyKey?.id).toBe(refunded);
  });

  it('is nobody else’s, and nothing where the key is free', async () => {
    const owner = await ask(
      world,
      documents.createMerchant,
      { input: { name: 'Another' } },
      world.adminKey,
    );
    const { id: merchant } = owner['merchant'] as { id: string };
    const input = { merchant, name: 'all', scopes: ['READ'] };
    const { secret } = await ask(world, documents.createApiKey, { input }, world.adminKey);
    const found = (variables: { key: string }, as?: string) =>
      Promise.all([
        world.request(documents.refundByIdempotencyKey, variables, as),
        world.request(documents.settlementByIdempotencyKey, variables, as),
      ]);
    const nothing = [{ refundByIdempotencyKey: null }, { settlementByIdempotencyKey: null }];
    expect(await found({ key }, String(secret))).toEqual(nothing);
    expect(await found({ key: newKey() })).toEqual(nothing);
  });
});
