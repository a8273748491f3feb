import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  followEvents,
  followOrder,
  idempotencyKey,
  match,
} from '../../clients/typescript/src/index.ts';
import type {
  EventItem,
  FailureCode,
  NextAction,
  OrderItem,
  OrderStatus,
  Phase,
  SettlementItem,
  SettlementStatus,
  StreamItemKind,
  SubjectStatus,
} from '../../clients/typescript/src/index.ts';
import type * as schema from '../generated/graphql.ts';
import type {
  FollowEventsSubscription,
  FollowOrderSubscription,
  FollowSettlementSubscription,
} from '../generated/graphql.ts';
import { orderUpdates } from '../support/documents/subscriptions.ts';
import { memory } from './following.ts';

describe('idempotencyKey', () => {
  it('is the same after a reload, until it is done', () => {
    const storage = memory();
    const first = idempotencyKey(storage, 'order of basket 17');
    expect(first.key).toMatch(/^[\da-f]{32}$/);
    expect(idempotencyKey(storage, 'order of basket 17').key).toBe(first.key);
    expect(idempotencyKey(storage, 'order of basket 18').key).not.toBe(first.key);
    first.done();
    const next = idempotencyKey(storage, 'order of basket 17');
    expect(next.key).not.toBe(first.key);
    first.done();
    expect(idempotencyKey(storage, 'order of basket 17').key).toBe(next.key);
  });
});

type Result = { __typename: 'OrderSuccess'; id: string } | { __typename: 'NotFoundError' };

describe('match', () => {
  const result = { __typename: 'OrderSuccess', id: 'ord_1' } as Result;

  it('calls the handler of the member', () => {
    const found = match(result, { OrderSuccess: ({ id }) => id, NotFoundError: () => 'none' });
    expect(found).toBe('ord_1');
  });

  it('does not compile without a handler of each member', () => {
    // @ts-expect-error NotFoundError is missing.
    expect(match(result, { OrderSuccess: () => 1 })).toBe(1);
  });

  it('has a way for members that came later', () => {
    const later = { __typename: 'LaterError' } as unknown as Result;
    const handlers = { OrderSuccess: () => 1, NotFoundError: () => 2 };
    expect(match(later, handlers, () => 3)).toBe(3);
    expect(() => match(later, handlers)).toThrow('No handler for LaterError');
  });
});

describe('types', () => {
  const options = { url: 'http://127.0.0.1:9', token: '', id: '' };

  it('of the default documents are those that the schema gives', () => {
    type Items<Data> = Data extends object ? Data[keyof Data] : never;
    expectTypeOf<FollowOrderSubscription['orderUpdates']>().toExtend<OrderItem>();
    expectTypeOf<FollowEventsSubscription['events']>().toExtend<EventItem>();
    expectTypeOf<
      Items<Pick<FollowSettlementSubscription, 'settlementUpdates'>>
    >().toExtend<SettlementItem>();
  });

  it('have no value, action or field that the schema does not give', () => {
    expectTypeOf<StreamItemKind>().toEqualTypeOf<schema.StreamItemKind>();
    expectTypeOf<OrderStatus>().toEqualTypeOf<schema.OrderStatus>();
    expectTypeOf<SettlementStatus>().toEqualTypeOf<schema.SettlementStatus>();
    expectTypeOf<SubjectStatus>().toEqualTypeOf<schema.SubjectStatus>();
    expectTypeOf<Phase>().toEqualTypeOf<schema.Phase>();
    expectTypeOf<FailureCode>().toEqualTypeOf<schema.FailureCode>();
    type Given = FollowOrderSubscription['orderUpdates'];
    type Action = NonNullable<Given['order']['nextAction']>;
    expectTypeOf<NextAction['__typename']>().toEqualTypeOf<Action['__typename']>();
    expectTypeOf<keyof OrderItem>().toEqualTypeOf<keyof Given>();
    expectTypeOf<keyof OrderItem['order']>().toEqualTypeOf<keyof Given['order']>();
    type GivenSettlement = FollowSettlementSubscription['settlementUpdates']['settlement'];
    expectTypeOf<keyof SettlementItem['settlement']>().toEqualTypeOf<keyof GivenSettlement>();
  });

  it('of items follow from the document', () => {
    expectTypeOf(followOrder(options)).toExtend<AsyncIterable<OrderItem>>();
    expectTypeOf(followEvents(options)).toExtend<AsyncIterable<EventItem>>();
    const own = followOrder({ ...options, document: orderUpdates });
    type Own = typeof own extends AsyncIterable<infer Item> ? Item : never;
    expectTypeOf<Own['order']>().toHaveProperty('reference');
  });
});
