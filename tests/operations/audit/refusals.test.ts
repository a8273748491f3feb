import { print } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Scope } from '../../../src/domain/principal.ts';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import {
  mutate,
  created,
  newKey,
  orderInput,
  paid,
  settlementInput,
  usdt,
} from '../../support/operations.ts';
import type { Document } from '../../support/operations.ts';
import { anotherMerchant, keyFor, leftBy, nodeOf, trailOf } from './trail.ts';

const provider = 'W_CHECKOUT';
/** The end of an id that no object has. */
const nobodys = '01ARZ3NDEKTSV4RRFFQ69G5FAV';

let testApp: TestApp;

beforeAll(async () => {
  testApp = await openTestApp();
});
afterAll(() => testApp.close());

const sent = (document: Document, variables: object, as?: string) => () =>
  testApp.post({ query: print(document), variables }, as);

describe('an attempt that a rule refuses', () => {
  it.each<[outcome: string, document: Document, input: () => Promise<object>]>([
    [
      'INVALID_STATE',
      documents.createRefund,
      async () => ({ order: (await created(testApp, provider)).id }),
    ],
    [
      'REFUND_EXCEEDS_REFUNDABLE',
      documents.createRefund,
      async () => ({
        order: (await paid(testApp, provider)).id,
        amount: { amount: '1000', ...usdt },
      }),
    ],
    ['NOT_FOUND', documents.cancelRefund, async () => ({ id: `rfd_${nobodys}` })],
    [
      'NO_ROUTE',
      documents.createOrder,
      async () => orderInput(testApp, provider, { amount: { amount: '1', currency: 'INR' } }),
    ],
  ])('leaves an entry with its code: %s', async (outcome, document, input) => {
    const variables = { input: { idempotencyKey: newKey(), ...(await input()) } };
    const left = await leftBy(testApp, sent(document, variables));
    expect(left).toMatchObject([{ outcome, source: '127.0.0.1' }]);
    // An object that was made for it and discarded is not a subject.
    const named = JSON.stringify(variables);
    for (const subject of left[0]?.subjects ?? []) expect(named).toContain(subject);
  });

  it('leaves an entry with the object of the key: a repetition, and a conflict', async () => {
    const input = orderInput(testApp, provider);
    const { order } = await mutate(testApp, documents.createOrder, { input });
    const other = { ...input, reference: 'another' };
    const left = await leftBy(testApp, async () => {
      await mutate(testApp, documents.createOrder, { input });
      await mutate(testApp, documents.createOrder, { input: other });
    });
    const subjects = expect.arrayContaining([order?.id]);
    expect(left).toMatchObject([
      { outcome: 'REPLAYED', subjects },
      { outcome: 'IDEMPOTENCY_CONFLICT', subjects },
    ]);
  });

  it('leaves an entry of an unexpected error', async () => {
    const unforeseen = vi.spyOn(testApp.app.deps.connections, 'of').mockImplementation(() => {
      throw new Error('unforeseen');
    });
    try {
      const input = orderInput(testApp, provider);
      const left = await leftBy(testApp, sent(documents.createOrder, { input }));
      expect(left).toMatchObject([{ outcome: 'FAILED' }]);
    } finally {
      unforeseen.mockRestore();
    }
  });

  it('leaves no entry where what is named cannot be an id', async () => {
    for (const id of ['', 'x', 'ord_1', `ord_${'X'.repeat(50_000)}`, `${nobodys}_ord`]) {
      expect(await leftBy(testApp, sent(documents.refreshOrder, { id }))).toEqual([]);
    }
  });
});

const order = () => orderInput(testApp, provider);

describe('a request that is no attempt', () => {
  let reader = '';

  beforeAll(async () => {
    reader = await keyFor(testApp, testApp.merchantId, ['READ']);
  });

  const cases: [string, () => [object, string?]][] = [
    ['without credentials', () => [{ input: order() }, 'nobody']],
    ['without the scope', () => [{ input: order() }, reader]],
    [
      "of the administrator, in a merchant's business",
      () => [{ input: order() }, testApp.adminKey],
    ],
    ['with wrong input', () => [{ input: { ...order(), reference: '' } }]],
    ['with something that is no decimal', () => [{ input: { ...order(), amount: { amount: 1 } } }]],
    ['with nothing', () => [{}]],
  ];

  it.each(cases)('leaves nothing: %s', async (_name, request) => {
    const [variables, as] = request();
    expect(await leftBy(testApp, sent(documents.createOrder, variables, as))).toEqual([]);
  });

  it('leaves nothing: a document that does not fit the schema, and one that cannot be read', async () => {
    const queries = ['mutation { refreshOrder(id: "ord_1") { nothing } }', 'mutation {'];
    const left = await leftBy(testApp, async () => {
      for (const query of queries) await testApp.post({ query });
    });
    expect(left).toEqual([]);
  });

  it('leaves nothing: a client token, which may call no mutation', async () => {
    const { clientToken = '', order: made } = await mutate(testApp, documents.createOrder, {
      input: order(),
    });
    const refresh = sent(documents.refreshOrder, { id: made?.id }, clientToken);
    expect(await leftBy(testApp, refresh)).toEqual([]);
  });
});

describe('the trail of a merchant', () => {
  it('cannot be seen by another, in the list, by id, by any filter', async () => {
    const other = await anotherMerchant(testApp);
    const { order } = await mutate(testApp, documents.createOrder, {
      input: orderInput(testApp, provider),
    });
    const [mine] = (await trailOf(testApp, { filter: { subject: order?.id } })).nodes;
    const id = mine?.id ?? '';
    expect(await nodeOf(testApp, id, testApp.key)).toMatchObject({ id, mutation: 'createOrder' });
    expect(await nodeOf(testApp, id, testApp.adminKey)).toMatchObject({ id });
    expect(await nodeOf(testApp, id, other.key)).toBeNull();
    const apiKey = mine?.principal.apiKey?.id;
    for (const filter of [{ subject: order?.id }, { apiKey }, { mutations: ['createOrder'] }]) {
      expect((await trailOf(testApp, { filter }, other.key)).nodes).toEqual([]);
    }
    const after = Buffer.from(id).toString('base64url');
    const { nodes } = await trailOf(testApp, { after }, other.key);
    expect(nodes.map(({ mutation }) => mutation)).toEqual(['createApiKey', 'createMerchant']);
  });

  it('has what the administrator did with it, and nobody has what was done with nothing', async () => {
    const other = await anotherMerchant(testApp);
    const as = testApp.adminKey;
    const input = { merchant: other.id, name: 'second', scopes: ['READ'] };
    const made = await mutate(testApp, documents.createApiKey, { input }, as);
    const { id } = made['apiKey'] as { id: string };
    await mutate(testApp, documents.revokeApiKey, { id }, as);
    const nobody = { ...input, merchant: `mer_${nobodys}` };
    const [entry] = await leftBy(testApp, sent(documents.createApiKey, { input: nobody }, as));
    expect(entry).toMatchObject({ outcome: 'NOT_FOUND' });
    const { nodes } = await trailOf(testApp, {}, other.key);
    expect(nodes.map(({ mutation }) => mutation)).toEqual([
      'revokeApiKey',
      'createApiKey',
      'createApiKey',
      'createMerchant',
    ]);
    for (const { principal, outcome } of nodes) {
      expect([principal.type, outcome]).toEqual(['ADMINISTRATOR', 'SUCCEEDED']);
    }
  });

  it('is for keys with MANAGE alone, and by id for the administrator', async () => {
    const others: Scope[] = ['READ', 'ORDERS_WRITE', 'REFUNDS_WRITE', 'SETTLEMENTS_WRITE'];
    const key = await keyFor(testApp, testApp.merchantId, others);
    const [entry] = (await trailOf(testApp, { first: 1 })).nodes;
    const refused = 'The credentials do not allow this.';
    await expect(trailOf(testApp, {}, key)).rejects.toThrow(refused);
    await expect(nodeOf(testApp, entry?.id ?? '', key)).rejects.toThrow(refused);
    await expect(trailOf(testApp, {}, testApp.adminKey)).rejects.toThrow(refused);
  });

  it('is shown newest first, page by page, and can be filtered', async () => {
    await testApp.sandbox.clock.advance(1_000);
    const since = new Date(testApp.sandbox.clock.now()).toISOString();
    const early = await created(testApp, provider);
    await testApp.sandbox.clock.advance(1_000);
    const settlement = settlementInput(testApp, provider, { orders: [early.id] });
    await mutate(testApp, documents.createSettlement, { input: settlement });
    await testApp.sandbox.clock.advance(1_000);
    const late = await created(testApp, provider);
    const all = (await trailOf(testApp, { filter: { since } })).nodes;
    expect(all.map(({ mutation }) => mutation)).toEqual([
      'createOrder',
      'createSettlement',
      'createOrder',
    ]);
    const ids = all.map(({ id }) => id);
    const first = await trailOf(testApp, { first: 2, filter: { since } });
    expect(first.nodes.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const { endCursor: after, hasNextPage } = first.pageInfo;
    expect(hasNextPage).toBe(true);
    const rest = await trailOf(testApp, { first: 2, after, filter: { since } });
    expect(rest.nodes.map(({ id }) => id)).toEqual(ids.slice(2));
    expect(rest.pageInfo.hasNextPage).toBe(false);

    const found = async (filter: object) =>
      (await trailOf(testApp, { filter: { since, ...filter } })).nodes.map(({ id }) => id);
    const [newest, middle, oldest] = all;
    expect(await found({ subject: early.id })).toEqual([middle?.id, oldest?.id]);
    expect(await found({ subject: late.id })).toEqual([newest?.id]);
    expect(await found({ mutations: ['createSettlement', 'none'] })).toEqual([middle?.id]);
    expect(await found({ mutations: [] })).toEqual([]);
    expect(await found({ since: middle?.at, until: middle?.at })).toEqual([middle?.id]);
    expect(await found({ principals: ['API_KEY'] })).toEqual(ids);
    expect(await found({ principals: ['ADMINISTRATOR'] })).toEqual([]);
    expect(await found({ principals: [] })).toEqual([]);
    expect(await found({ apiKey: all[0]?.principal.apiKey?.id })).toEqual(ids);
    expect(await found({ apiKey: 'key_unknown' })).toEqual([]);
  });
});
