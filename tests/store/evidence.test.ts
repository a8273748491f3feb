import { expect, it } from 'vitest';
import { changeOrder, createOrder } from '../../src/domain/aggregates/order.ts';
import type { OrderChange } from '../../src/domain/aggregates/order.ts';
import { judgeAll, orderRules } from '../../src/domain/judgement.ts';
import type { RecordedStatement, OrderFact } from '../../src/domain/judgement.ts';
import { ended, notSent, sent, unsent } from '../../src/domain/instructions/submission.ts';
import type { Change } from '../../src/store/aggregates/change.ts';
import { evidenceOf } from '../../src/store/queries/evidence.ts';
import { orderById } from '../../src/store/queries/orders.ts';
import type { EvidenceRecord } from '../../src/store/records.ts';
import { pushedAt } from '../support/core.ts';
import { openWithMerchants, orderRow } from './rows.ts';

const id = 'ord_1';
const submission = sent(unsent, 1_000);
const order = orderRow(id, { status: 'SUBMITTING', submission });
const queriedAt = (now: number) => ({ ...pushedAt(now), cause: 'PROVIDER_QUERY' as const });

const creating: Change<void> = {
  keys: [],
  decide: (set) => ({ result: void set.apply(createOrder(order, pushedAt(1_000))) }),
};

const changing = (now: number, change: OrderChange): Change<void> => ({
  keys: [{ kind: 'ORDER', id }],
  decide(set) {
    const known = set.order({ id });
    if (known === null) throw new Error('there is no order');
    return { result: void set.apply(changeOrder(known, change, queriedAt(now))) };
  },
});

/** The stored state after the changes, and the state that its evidence gives when it is judged again. */
async function after(...changes: readonly Change<void>[]) {
  await using opened = await openWithMerchants();
  const { queue, database } = opened;
  for (const change of [creating, ...changes]) await queue.change(change);
  const stored = await orderById(database.reader, id);
  if (stored === null) throw new Error('there is no order');
  const statements = await evidenceOf(database.reader, id, { first: 100, after: null });
  const recorded = statements as readonly (EvidenceRecord & RecordedStatement<OrderFact>)[];
  const { status, submission, evidence } = stored;
  const again = judgeAll(orderRules(stored), stored.request.amount, recorded);
  return { stored: { status, submission, evidence }, again, statements };
}

const wasNotSent = { submission: notSent(unsent, false) };

it('evidence gives what is stored where it was sent twice and did not leave either time', async () => {
  const { stored, again } = await after(
    changing(2_000, wasNotSent),
    changing(3_000, { submission: sent(unsent, 3_000) }),
    changing(4_000, wasNotSent),
  );
  expect(stored.status).toBe('CREATED');
  expect(again).toEqual(stored);
});

const no = {
  subject: 'ORDER',
  providerReference: order.providerReference,
  status: 'FAILED',
  occurredAt: null,
} as const;

it('evidence gives what is stored where two accounts have reported the same', async () => {
  const account = { id: 'acc_2', provider: 'W_CHECKOUT', expiresAt: null };
  const { stored, again } = await after(
    changing(2_000, { facts: [no] }),
    changing(3_000, { account: { ...account, submission: sent(unsent, 3_000) } }),
    changing(4_000, { facts: [no] }),
  );
  expect(stored.evidence.seen).toMatchObject({ FAILED: { recordedAt: 4_000 } });
  expect(again).toEqual(stored);
});

it('evidence counts repeated reports about the same sending', async () => {
  const { statements } = await after(
    changing(2_000, { facts: [no] }),
    changing(3_000, { facts: [no] }),
    changing(4_000, { facts: [no] }),
  );
  expect(statements.map(({ rule, times }) => [rule, times])).toEqual([
    ['SENT', 1],
    ['AWAITS_ANSWER', 1],
    ['REPEATS', 2],
  ]);
});

it('evidence gives what is stored where the clock is set back between repetitions', async () => {
  const { stored, again } = await after(
    changing(5_000, { facts: [no] }),
    changing(4_000, { facts: [no] }),
    changing(3_000, { facts: [no] }),
  );
  expect(stored.evidence.seen).toMatchObject({ FAILED: { recordedAt: 3_000 } });
  expect(again).toEqual(stored);
});

it('evidence stays in the order of arrival where the clock was set back before another process writes', async () => {
  await using opened = await openWithMerchants();
  const { queue, database } = opened;
  const another = await opened.another();
  const lost = { submission: ended(submission, 'LOST', 5_000) };
  const again = { submission: sent(lost.submission, 2_000) };
  for (const change of [creating, changing(5_000, lost)]) await queue.change(change);
  await another.change(changing(2_000, again));
  await queue.change(changing(3_000, { submission: ended(again.submission, 'LOST', 3_000) }));
  const statements = await evidenceOf(database.reader, id, { first: 100, after: null });
  expect(statements.map(({ recordedAt }) => recordedAt)).toEqual([1_000, 5_000, 2_000, 3_000]);
});
