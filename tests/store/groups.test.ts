import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { paymentIn, resolvePayment } from '../../src/domain/aggregates/abnormal-payment.ts';
import { apply, applyAgain, usualAttempt } from '../../src/domain/aggregates/delivery.ts';
import { keysOf } from '../../src/domain/aggregates/observe.ts';
import { changeOrder } from '../../src/domain/aggregates/order.ts';
import { assertRefundable, assertResolvable } from '../../src/domain/aggregates/refund-rules.ts';
import { addRefund } from '../../src/domain/aggregates/refund.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import type { Observation } from '../../src/domain/observation.ts';
import type { Change } from '../../src/store/aggregates/change.ts';
import { insertOrder } from '../../src/store/queries/orders.ts';
import { pushedAt, writing } from '../support/core.ts';
import type { TestDatabase } from '../support/database.ts';
import { onPostgres } from '../support/own-database.ts';
import { deliveryRow, openWithMerchants, orderRow, paidOrderRow, refundRow, usdt } from './rows.ts';

const source = pushedAt(2_000);
const orders = ['ord_1', 'ord_2', 'ord_3'];

const orderId = fc.constantFrom(...orders);
const reference = orderId.map((id) => `P-${id}`);
const paymentId = fc.constantFrom('AP1', 'AP2');
const refundId = fc.constantFrom('rfd_a', 'rfd_b');
const occurredAt = fc.constant(null);

const observation: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({
    subject: fc.constant('ORDER' as const),
    providerReference: reference,
    status: fc.constantFrom('PAID', 'FAILED', 'EXPIRED'),
    occurredAt,
  }),
  fc.record(
    {
      subject: fc.constant('REFUND' as const),
      providerReference: fc.constantFrom('P-rfd_a', 'P-rfd_b', 'PORTAL'),
      status: fc.constantFrom('PENDING', 'SUCCEEDED', 'FAILED'),
      occurredAt,
      orderProviderReference: reference,
      providerAbnormalPaymentId: paymentId,
      amount: fc.constantFrom(usdt('30'), usdt('60')),
    },
    { requiredKeys: ['subject', 'providerReference', 'status', 'occurredAt'] },
  ) as fc.Arbitrary<Observation>,
  fc.record({
    subject: fc.constant('ABNORMAL_PAYMENT' as const),
    providerAbnormalPaymentId: paymentId,
    orderProviderReference: fc.option(reference, { freq: 4 }),
    type: fc.constantFrom('OVERPAID', 'UNCLASSIFIED'),
    handled: fc.boolean(),
    received: fc.constant(usdt('10')),
    pending: fc.constantFrom(usdt('10'), usdt('0')),
    occurredAt,
  }) as fc.Arbitrary<Observation>,
);

/** `at`: the change's place among all, from which its ids are made. */
type Make = (at: number) => Change<unknown>;

/** Stored as webhooks are; those of one identity are one delivery. */
const receiving = fc
  .record({
    observation: observation,
    identity: fc.constantFrom('one', 'two', null),
    isNotice: fc.boolean(),
    fails: fc.boolean(),
  })
  .map(({ observation, identity, isNotice, fails }): Make => (at) => {
    const delivery = deliveryRow(`whd_${at}`, { identity: identity ?? `of ${at}` });
    const usual = { ...delivery, ...usualAttempt() };
    const observations = [
      { observation: observation, newId: { id: `new_${String(at).padStart(3, '0')}`, at: 2_000 } },
    ];
    return {
      claim: { delivery: usual },
      keys: (stored) => (stored === null || isNotice ? keysOf(observation, 'acc_1') : []),
      decide(set, stored) {
        if (stored !== null && !isNotice) return { result: 'kept' };
        const from = { ...source, deliveryId: (stored ?? delivery).id };
        const attempted =
          stored === null
            ? apply(set, from, delivery, observations)
            : applyAgain(set, from, stored, observations);
        if (fails && at % 3 === 0) throw new Error('a bug');
        const isUsual =
          attempted === undefined || (stored === null && attempted.status === 'APPLIED');
        const { id, merchantId, accountId } = stored ?? delivery;
        const ids = { id, merchantId, accountId, at: 2_000 };
        const result = attempted?.status;
        return { result, writes: isUsual ? {} : { delivery: { ...ids, ...attempted } } };
      },
    };
  });

const refunding = fc
  .record({ id: refundId, order: orderId, amount: fc.constantFrom(usdt('30'), usdt('60')) })
  .map(({ id, order, amount }): Make => () => ({
    keys: [
      { kind: 'ORDER', id: order, whole: true },
      { kind: 'REFUND', id },
    ],
    decide(set) {
      const whole = set.wholeOrder({ id: order });
      if (whole === null || set.refund({ id }) !== null) throw new Error('not this one');
      assertRefundable(whole, amount, true);
      const submission = sent(unsent, 2_000);
      const refund = refundRow(id, { orderId: order, amount, status: 'SUBMITTING', submission });
      set.apply(addRefund(whole, refund, source));
      return { result: set.refund({ id })?.refund.status };
    },
  }));

const resolving = fc
  .record({ reference: paymentId, kind: fc.constantFrom('ACCEPT', 'DISMISS') })
  .map(({ reference: called, kind }): Make => () => ({
    keys: [{ kind: 'ABNORMAL_PAYMENT', accountId: 'acc_1', reference: called }],
    decide(set) {
      const found = set.payment({ accountId: 'acc_1', reference: called });
      if (found === null) throw new Error('not this one');
      const { aggregate, payment } = found;
      assertResolvable(aggregate, payment, kind);
      const by = { note: 'note', keyId: 'key_1', by: 'somebody', at: 2_000 };
      const resolution = { kind, amount: payment.pending, ...by };
      const resolved = set.apply(resolvePayment(aggregate, payment.id, resolution, source));
      return { result: paymentIn(resolved, payment.id).status };
    },
  }));

/** The refund that is being sent is sent with another account. */
const leaving = fc.constant<Make>(() => ({
  keys: [{ kind: 'ORDER', id: 'ord_3' }],
  decide(set) {
    const found = set.order({ id: 'ord_3' });
    if (found?.order.status !== 'SUBMITTING') throw new Error('not this one');
    const id = found.order.accountId === 'acc_1' ? 'acc_2' : 'acc_1';
    const submission = sent(unsent, 2_000);
    const account = { id, provider: 'W_CHECKOUT', expiresAt: null, submission };
    return { result: set.apply(changeOrder(found, { account }, source)).order.accountId };
  },
}));

/** It cannot be saved, so its group is run one by one. */
const failing = fc.constant<Make>(() => writing(() => Promise.reject(new Error('not saved'))));

const change = fc.oneof(
  { weight: 8, arbitrary: receiving },
  { weight: 3, arbitrary: refunding },
  { weight: 2, arbitrary: resolving },
  { weight: 1, arbitrary: leaving },
  { weight: 1, arbitrary: failing },
);

async function begin(): Promise<TestDatabase> {
  const opened = await openWithMerchants();
  const submission = sent(unsent, 1_000);
  await opened.queue.commit(async (tx) => {
    await insertOrder(tx, paidOrderRow('ord_1'));
    await insertOrder(tx, paidOrderRow('ord_2'));
    await insertOrder(tx, orderRow('ord_3', { status: 'SUBMITTING', submission }));
  });
  return opened;
}

/** Everything that is stored, except write counters and random values. */
async function storedIn({ database }: TestDatabase) {
  const rows = async (text: string): Promise<Record<string, unknown>[]> =>
    (await database.reader.all<Record<string, unknown>>(text)).map((row) => ({
      ...row,
      ...('revision' in row && { revision: null }),
      // What it waits for may have come in the same group: then it is due at once.
      ...(row['status'] === 'UNMATCHED' && { check_at: null }),
    }));
  return {
    orders: await rows('select * from orders order by id'),
    refunds: await rows('select * from refunds order by id'),
    payments: await rows('select * from abnormal_payments order by id'),
    left: await rows('select * from left_accounts order by order_id, account_id'),
    deliveries: await rows('select * from webhook_deliveries order by id'),
    awaited: await rows('select * from awaited_subjects order by delivery_id, reference'),
    events: (await rows('select * from events order by seq')).map((row) => ({ ...row, id: null })),
    evidence: (await rows('select * from evidence order by subject_id, id')).map((row) => ({
      ...row,
      id: null,
    })),
  };
}

const outcomeOf = (how: PromiseSettledResult<unknown>): unknown =>
  how.status === 'fulfilled' ? how.value : String(how.reason);

it('changes have the same result, in a group and one after the other', async () => {
  const groups = fc.array(fc.array(change, { minLength: 1, maxLength: 8 }), { maxLength: 4 });
  const property = fc.asyncProperty(groups, async (all) => {
    await using together = await begin();
    await using apart = await begin();
    let count = 0;
    for (const makes of all) {
      const first = count;
      count += makes.length;
      const group = makes.map((make, at) => together.queue.change(make(first + at)));
      const results = (await Promise.allSettled(group)).map(outcomeOf);
      const expected: unknown[] = [];
      for (const [at, make] of makes.entries()) {
        const [how] = await Promise.allSettled([apart.queue.change(make(first + at))]);
        expected.push(outcomeOf(how));
      }
      expect(results).toEqual(expected);
      expect(await storedIn(together)).toEqual(await storedIn(apart));
    }
  });
  // A copy of a database takes longer on PostgreSQL than a group.
  await fc.assert(property, { numRuns: onPostgres ? 8 : 25 });
}, 60_000);
