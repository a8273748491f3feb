import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Principal } from '../../src/domain/principal.ts';
import type { OrderRecord, RefundRecord } from '../../src/store/records.ts';
import { administrator, executeAs, clientOf, follow, key, outcomeOf } from './execute.ts';
import { addOrder, addRefund, addEvent } from './rows.ts';
import { createFixture } from './fixture.ts';
import type { Fixture } from './fixture.ts';

let fixture: Fixture;
let order: OrderRecord;
let sibling: OrderRecord;
let foreign: OrderRecord;
let refund: RefundRecord;
let event: string;

beforeAll(async () => {
  fixture = await createFixture();
  const other = await fixture.addMerchant('other');
  order = await addOrder(fixture, fixture.merchant);
  sibling = await addOrder(fixture, fixture.merchant);
  foreign = await addOrder(fixture, other);
  refund = await addRefund(fixture, order);
  event = await addEvent(fixture, order);
});
afterAll(() => fixture.close());

const queries = {
  order: 'query ($id: ID!) { order(id: $id) { id } }',
  node: 'query ($id: ID!) { node(id: $id) { id __typename } }',
};

const input = { idempotencyKey: 'key-12345', id: 'ord_1' };

/** An allowed operation may fail for reasons of its own: there is no such order. It is not FORBIDDEN. */
const matrix: [string, string, Record<string, unknown>, Record<string, boolean>][] = [
  ['orders', '{ orders { nodes { id } } }', {}, { READ: true }],
  ['viewer', '{ viewer { id } }', {}, { READ: true, MANAGE: true, ADMINISTRATOR: true }],
  ['providers', '{ providers { name } }', {}, { READ: true, ADMINISTRATOR: true }],
  ['events', '{ events { nodes { id } } }', {}, { READ: true }],
  [
    'reconciliation',
    'query ($from: DateTime!) { reconciliation(account: "acc_1", from: $from, to: $from) { checked } }',
    { from: '2026-11-21T10:00:00Z' },
    { MANAGE: true },
  ],
  ['webhookDeliveries', '{ webhookDeliveries { nodes { id } } }', {}, { MANAGE: true }],
  [
    'cancelOrder',
    'mutation ($input: CancelOrderInput!) { cancelOrder(input: $input) { __typename } }',
    { input },
    { ORDERS_WRITE: true },
  ],
  ['refreshOrder', 'mutation { refreshOrder(id: "ord_1") { __typename } }', {}, { READ: true }],
  [
    'cancelRefund',
    'mutation ($input: CancelRefundInput!) { cancelRefund(input: $input) { __typename } }',
    { input },
    { REFUNDS_WRITE: true },
  ],
  [
    'resolveAbnormalPayment',
    `mutation ($input: ResolveAbnormalPaymentInput!) {
      resolveAbnormalPayment(input: $input) { __typename }
    }`,
    {
      input: {
        idempotencyKey: 'key-12345',
        abnormalPayment: 'abn_1',
        resolution: 'DISMISS',
        note: 'x',
      },
    },
    { REFUNDS_WRITE: true },
  ],
  [
    'eraseCustomer',
    'mutation ($input: EraseCustomerInput!) { eraseCustomer(input: $input) { __typename } }',
    { input: { idempotencyKey: 'key-12345', customerId: 'nobody', note: 'x' } },
    { MANAGE: true },
  ],
  ['search', '{ search(text: "x") { __typename } }', {}, { READ: true }],
  [
    'cancelSettlement',
    'mutation ($input: CancelSettlementInput!) { cancelSettlement(input: $input) { __typename } }',
    { input },
    { SETTLEMENTS_WRITE: true },
  ],
  ['replayWebhook', 'mutation { replayWebhook(id: "whd_1") { __typename } }', {}, { MANAGE: true }],
  [
    'revokeApiKey',
    'mutation { revokeApiKey(id: "key_1") { __typename } }',
    {},
    { MANAGE: true, ADMINISTRATOR: true },
  ],
  [
    'createMerchant',
    'mutation { createMerchant(input: { name: "Shop" }) { __typename } }',
    {},
    { ADMINISTRATOR: true },
  ],
];

const scopes = ['READ', 'ORDERS_WRITE', 'REFUNDS_WRITE', 'SETTLEMENTS_WRITE', 'MANAGE'] as const;

describe('the matrix of principals and operations', () => {
  it.each(matrix)('%s', async (_field, query, variables, allowed) => {
    const callers: [string, Principal][] = [
      ...scopes.map((scope): [string, Principal] => [scope, key(fixture.merchant, scope)]),
      ['ADMINISTRATOR', administrator],
      ['CLIENT', clientOf(order)],
    ];
    const admitted: Record<string, boolean> = {};
    for (const [name, principal] of callers) {
      const answer = await executeAs(fixture, principal, query, variables);
      if (!outcomeOf(answer).includes('FORBIDDEN')) admitted[name] = true;
    }
    expect(admitted).toEqual(allowed);
  });
});

describe('another caller’s object', () => {
  it.each(['order', 'node'] as const)('is null for %s, as if it did not exist', async (field) => {
    const reader = key(fixture.merchant, 'READ');
    for (const [principal, id] of [
      [reader, foreign.id],
      [reader, 'ord_nothing'],
      [clientOf(order), sibling.id],
      [clientOf(order), 'ord_nothing'],
    ] as const) {
      expect(await executeAs(fixture, principal, queries[field], { id })).toEqual({
        data: { [field]: null },
      });
    }
  });

  it('is NOT_FOUND for a stream', async () => {
    const query = 'subscription ($id: ID!) { orderUpdates(id: $id) { cursor } }';
    for (const [principal, id] of [
      [key(fixture.merchant, 'READ'), foreign.id],
      [key(fixture.merchant, 'READ'), 'ord_nothing'],
      [clientOf(order), sibling.id],
    ] as const) {
      const answer = await follow(fixture, principal, query, { id });
      expect(outcomeOf(answer as never)).toBe('NOT_FOUND');
    }
  });

  it('can be read by the administrator through node', async () => {
    const answer = await executeAs(fixture, administrator, queries.node, { id: foreign.id });
    expect(answer.data).toEqual({ node: { id: foreign.id, __typename: 'Order' } });
  });
});

it('names the type of every id that it finds', async () => {
  for (const [id, type] of [
    [fixture.merchant.id, 'Merchant'],
    [fixture.merchant.account, 'ProviderAccount'],
    [order.id, 'Order'],
    [refund.id, 'Refund'],
    [event, 'Event'],
  ]) {
    const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), queries.node, { id });
    expect(answer.data).toEqual({ node: { id, __typename: type } });
  }
});

it('keeps webhook deliveries from keys that may not manage', async () => {
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), queries.node, {
    id: 'whd_1',
  });
  expect(outcomeOf(answer)).toBe('FORBIDDEN');
});

describe('a client token', () => {
  it('reads its order and what belongs to it', async () => {
    const query = `query ($id: ID!, $refund: ID!) {
      order(id: $id) { id status refunds { nodes { id amount { amount } } } events { nodes { id } } }
      node(id: $refund) { __typename id ... on Refund { status } }
    }`;
    const answer = await executeAs(fixture, clientOf(order), query, {
      id: order.id,
      refund: refund.id,
    });
    expect(answer).toMatchObject({
      data: {
        order: { refunds: { nodes: [{ id: refund.id }] }, events: { nodes: [{ id: event }] } },
        node: { __typename: 'Refund', status: 'PENDING' },
      },
    });
  });

  it.each([
    'account { id }',
    'providerCalls { request }',
    'metadata { key }',
    'resolution { checks }',
    'providerReference',
    'failure { providerMessage }',
    'abnormalPayments { resolution { note } }',
    'abnormalPayments { availableActions }',
    '... on Node { ... on Order { metadata { key } } }',
  ])('is refused the whole document when it selects %s', async (selection) => {
    const query = `query ($id: ID!) { order(id: $id) { id ${selection} } }`;
    const answer = await executeAs(fixture, clientOf(order), query, { id: order.id });
    expect(outcomeOf(answer)).toBe('FORBIDDEN');
    expect(answer.data).toBeUndefined();
  });

  it('is refused introspection', async () => {
    const answer = await executeAs(fixture, clientOf(order), '{ __schema { types { name } } }');
    expect(outcomeOf(answer)).toBe('FORBIDDEN');
  });

  it('sees nothing of events, accounts and merchants by node', async () => {
    for (const id of [event, fixture.merchant.account, fixture.merchant.id]) {
      expect(await executeAs(fixture, clientOf(order), queries.node, { id })).toEqual({
        data: { node: null },
      });
    }
  });
});

it('refuses streams to those who may not follow them, before anything is listened to', async () => {
  for (const query of [
    'subscription { events { cursor } }',
    'subscription { settlementUpdates(id: "stl_1") { cursor } }',
  ]) {
    for (const principal of [
      administrator,
      clientOf(order),
      key(fixture.merchant, 'ORDERS_WRITE'),
    ]) {
      const answer = await follow(fixture, principal, query);
      expect(outcomeOf(answer as never)).toBe('FORBIDDEN');
    }
  }
  expect(fixture.deps.notifier.merchants()).toEqual([]);
});
