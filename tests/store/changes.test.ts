import { describe, expect, it } from 'vitest';
import { changeOrder, createOrder } from '../../src/domain/aggregates/order.ts';
import type { Order } from '../../src/domain/aggregates/aggregate.ts';
import { observe } from '../../src/domain/aggregates/observe.ts';
import type { ReportedOrderStatus } from '../../src/domain/observation.ts';
import { KeyTakenError } from '../../src/store/aggregates/change.ts';
import type { Change, Claim } from '../../src/store/aggregates/change.ts';
import { readLog } from '../../src/store/queries/events.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { idempotencyKey } from '../../src/store/queries/idempotency.ts';
import { orderById, updateOrder } from '../../src/store/queries/orders.ts';
import { deliveryById } from '../../src/store/queries/webhooks.ts';
import type { Sql } from '../../src/store/sql.ts';
import { pushedAt } from '../support/core.ts';
import { deliveryRow, openWithMerchants, orderRow } from './rows.ts';

const source = pushedAt(2_000);

const creating = (order: Order, claim?: Claim): Change<string> => ({
  ...(claim === undefined ? {} : { claim }),
  keys: [],
  decide: (set) => ({ result: set.apply(createOrder(order, source)).order.id }),
});

/** An observation of the order with that provider reference, and its result. */
const observing = ({ providerReference }: Order, status: ReportedOrderStatus): Change<string> => ({
  keys: [{ kind: 'ORDER', accountId: 'acc_1', reference: providerReference }],
  decide(set) {
    const observation = { subject: 'ORDER', providerReference, status, occurredAt: null } as const;
    return { result: observe(set, source, { observation: observation, newId: { id: '', at: 0 } }) };
  },
});

/** Does everything that `change` does, and then refuses. */
const refusing = <T>(change: Change<T>): Change<T> => ({
  ...change,
  decide(set, stored) {
    change.decide(set, stored);
    throw new Error('no');
  },
});

const logOf = async (read: Sql): Promise<string[]> =>
  (await readLog(read, 'mer_1', 0, 100)).map(({ seq, type, to }) => `${seq} ${type} ${to}`);

const key = {
  merchantId: 'mer_1',
  mutation: 'createOrder',
  key: 'k',
  fingerprint: 'f',
  paths: {},
  objectId: 'ord_1',
  createdAt: 1,
};

describe('changes that arrive together', () => {
  it('see each the results of those before, and are written as one', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const order = orderRow('ord_1', { status: 'SUBMITTING' });
    const effects = await Promise.all([
      queue.change(observing(order, 'PAID')),
      queue.change(creating(order)),
      queue.change(observing(order, 'AWAITING_PAYMENT')),
      queue.change(observing(order, 'PAID')),
      queue.change(observing(order, 'PAID')),
    ]);
    expect(effects).toEqual(['UNMATCHED', 'ord_1', 'CHANGED', 'CHANGED', 'UNCHANGED']);
    expect(await orderById(database.reader, 'ord_1')).toMatchObject({
      status: 'PAID',
      version: 3,
      revision: 0,
    });
    expect(await logOf(database.reader)).toEqual([
      '1 ORDER_CREATED SUBMITTING',
      '2 ORDER_STATUS_CHANGED AWAITING_PAYMENT',
      '3 ORDER_STATUS_CHANGED PAID',
    ]);
    expect(opened.notified).toHaveLength(1);
  });

  it('are each refused without a trace, whatever their results', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const order = orderRow('ord_1', { status: 'SUBMITTING' });
    await queue.change(creating(order));
    const before = await orderById(database.reader, 'ord_1');
    const [refused, other] = await Promise.allSettled([
      queue.change(refusing(observing(order, 'PAID'))),
      queue.change(observing(order, 'AWAITING_PAYMENT')),
    ]);
    expect([refused.status, other]).toEqual([
      'rejected',
      { status: 'fulfilled', value: 'CHANGED' },
    ]);
    expect(await orderById(database.reader, 'ord_1')).toMatchObject({
      status: 'AWAITING_PAYMENT',
      version: 2,
      revision: (before?.revision ?? 0) + 1,
    });
    const page = { first: 10, after: null };
    const evidence = await evidenceOf(database.reader, 'ord_1', page);
    expect(evidence.map(({ to }) => to)).toEqual(['CREATED', 'AWAITING_PAYMENT']);
  });

  it('are decided again where one of them had been written past', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const order = orderRow('ord_1', { status: 'SUBMITTING' });
    await queue.change(creating(order));
    const stored = await orderById(database.reader, 'ord_1');
    if (stored === null) throw new Error('it is gone');
    const results = await Promise.all([
      queue.commit((tx) => updateOrder(tx, { ...stored, checks: 7 })),
      queue.change(observing(order, 'AWAITING_PAYMENT')),
    ]);
    expect(results[1]).toBe('CHANGED');
    expect(await orderById(database.reader, 'ord_1')).toMatchObject({
      status: 'AWAITING_PAYMENT',
      revision: 2,
    });
    expect(await logOf(database.reader)).toHaveLength(2);
  });

  it('do not treat as absent what was not loaded for them', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const order = orderRow('ord_1', { status: 'SUBMITTING' });
    const careless = { ...observing(order, 'PAID'), keys: [] };
    await expect(queue.change(careless)).rejects.toThrow('was not loaded');
    await queue.change(creating(order));
    const partial: Change<unknown> = {
      keys: [{ kind: 'ORDER', id: 'ord_1' }],
      decide: (set) => ({ result: set.wholeOrder({ id: 'ord_1' }) }),
    };
    await expect(queue.change(partial)).rejects.toThrow('without what belongs to it');
  });
});

/** Returns the id that was stored before. */
const receiving = (id: string): Change<string | undefined> => ({
  claim: { delivery: deliveryRow(id, { identity: 'the same' }) },
  keys: [],
  decide: (_set, stored) => ({ result: stored?.id }),
});

describe('what a change claims', () => {
  it('is a key that is taken once: the second is refused before it decides', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const twins = ['ord_1', 'ord_2'].map((id) =>
      queue.change(creating(orderRow(id), { key: { ...key, objectId: id } })),
    );
    const [first, second] = await Promise.allSettled(twins);
    expect(first).toEqual({ status: 'fulfilled', value: 'ord_1' });
    expect(second).toHaveProperty('reason', expect.any(KeyTakenError));
    expect(await orderById(database.reader, 'ord_2')).toBeNull();
  });

  it('is free again where the change is refused, for changes after its group', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const delivery = deliveryRow('whd_1');
    const refused = await Promise.allSettled([
      queue.change(refusing(creating(orderRow('ord_1'), { key }))),
      queue.change(refusing(creating(orderRow('ord_2'), { delivery }))),
    ]);
    expect(refused.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await idempotencyKey(database.reader, 'mer_1', 'createOrder', 'k')).toBeNull();
    expect(await deliveryById(database.reader, 'whd_1')).toBeNull();
    await queue.change(creating(orderRow('ord_1'), { key }));
    await queue.change(creating(orderRow('ord_2'), { delivery }));
    expect(await idempotencyKey(database.reader, 'mer_1', 'createOrder', 'k')).toMatchObject({
      objectId: 'ord_1',
    });
  });

  it('is a delivery that is stored once: the second change receives the first', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const together = ['whd_1', 'whd_2'].map((id) => queue.change(receiving(id)));
    expect(await Promise.all(together)).toEqual([undefined, 'whd_1']);
    expect(await queue.change(receiving('whd_3'))).toBe('whd_1');
  });
});

describe('a claim made twice in a group', () => {
  it('is made anew where the first is refused: the second does not receive what is gone', async () => {
    await using opened = await openWithMerchants();
    const { queue, database } = opened;
    const [first, second] = await Promise.allSettled([
      queue.change(refusing(receiving('whd_1'))),
      queue.change(receiving('whd_2')),
    ]);
    expect(first.status).toBe('rejected');
    expect(second).toEqual({ status: 'fulfilled', value: undefined });
    expect(await deliveryById(database.reader, 'whd_1')).toBeNull();
    expect(await deliveryById(database.reader, 'whd_2')).not.toBeNull();
  });

  it('is a key for the second where the first is refused', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const twins = await Promise.allSettled([
      queue.change(refusing(creating(orderRow('ord_1'), { key }))),
      queue.change(creating(orderRow('ord_2'), { key: { ...key, objectId: 'ord_2' } })),
    ]);
    expect(twins[1]).toEqual({ status: 'fulfilled', value: 'ord_2' });
  });

  it('is a delivery that the second receives as the first has left it', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const failed = { status: 'FAILED', attempts: 3, lastError: 'no', checkAt: 9 } as const;
    const noting: Change<undefined> = {
      ...receiving('whd_1'),
      decide(set, stored) {
        const ids = { id: 'whd_1', merchantId: 'mer_1', accountId: 'acc_1', at: 5 };
        const delivery = { ...ids, ...failed, awaited: new Set<string>() };
        receiving('whd_1').decide(set, stored);
        return { result: undefined, writes: { delivery } };
      },
    };
    const seeing: Change<unknown> = {
      ...receiving('whd_2'),
      decide: (_set, stored) => ({ result: stored }),
    };
    const [, seen] = await Promise.all([queue.change(noting), queue.change(seeing)]);
    expect(seen).toMatchObject({ id: 'whd_1', ...failed });
  });
});

const leaving = ({ submission }: Order): Change<void> => ({
  keys: [{ kind: 'ORDER', id: 'ord_1' }],
  decide(set) {
    const aggregate = set.order({ id: 'ord_1' });
    if (aggregate === null) throw new Error('it is gone');
    const account = { id: 'acc_2', provider: 'W_CHECKOUT', expiresAt: null, submission };
    set.apply(changeOrder(aggregate, { account }, source));
    return { result: undefined };
  },
});

describe('an order that has left an account', () => {
  it('is found by its reference there, in the same group too', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const order = orderRow('ord_1', { status: 'SUBMITTING' });
    await queue.change(creating(order));
    const [, together] = await Promise.all([
      queue.change(leaving(order)),
      queue.change(observing(order, 'PAID')),
    ]);
    expect([together, await queue.change(observing(order, 'PAID'))]).not.toContain('UNMATCHED');
  });

  it('is loaded as far as its next account needs it, in the same group too', async () => {
    await using opened = await openWithMerchants();
    const { queue } = opened;
    const order = orderRow('ord_1', { status: 'SUBMITTING' });
    await queue.change(creating(order));
    const reference = order.providerReference;
    const wanting: Change<unknown> = {
      keys: [{ kind: 'ORDER', accountId: 'acc_2', reference, whole: true }],
      decide: (set) => ({ result: set.wholeOrder({ accountId: 'acc_2', reference })?.refunds }),
    };
    const both = [queue.change(leaving(order)), queue.change(wanting)];
    expect(await Promise.all(both)).toEqual([undefined, []]);
  });
});
