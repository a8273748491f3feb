import { describe, expect, it } from 'vitest';
import {
  giveUpAbsent,
  isUnsent,
  loseSend,
  sendAgain,
  withdraw,
} from '../../src/domain/instructions/life-cycle.ts';
import { observe } from '../../src/domain/aggregates/observe.ts';
import { WorkingSet } from '../../src/domain/aggregates/working-set.ts';
import type { Observation } from '../../src/domain/observation.ts';
import { sent, unsent } from '../../src/domain/instructions/submission.ts';
import { orderRow } from '../store/rows.ts';
import { pushedAt } from '../support/core.ts';

const subject = { kind: 'ORDER', id: 'ord_1' } as const;
const minute = 60_000;
const spanMs = 15_000;

const order = orderRow('ord_1', { status: 'SUBMITTING', submission: sent(unsent, 0) });
const { providerReference } = order;

const setOf = (known = order): WorkingSet => {
  const set = new WorkingSet();
  set.put({ kind: 'ORDER', order: known, refunds: null, abnormalPayments: null });
  return set;
};

const record = (set: WorkingSet, now: number, observation: Observation) =>
  observe(set, pushedAt(now), { observation: observation, newId: { id: '', at: 0 } });

/** Its answer was lost, and in two queries the provider did not have it. */
function absent(): WorkingSet {
  const set = setOf();
  loseSend(set, pushedAt(1_000), subject);
  for (const queriedAt of [minute, 2 * minute]) {
    record(set, queriedAt, { subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt });
  }
  return set;
}

const awaiting = {
  subject: 'ORDER',
  providerReference,
  status: 'AWAITING_PAYMENT',
  occurredAt: null,
} as const;

const now = (set: WorkingSet) => set.order(subject)?.order;
const eventsOf = (set: WorkingSet) =>
  set.recorded.flatMap(({ events }) => events.map(({ to }) => to));

describe('an order that was lost and is absent at its provider', () => {
  it('is given up, and FAILED', () => {
    const set = absent();
    giveUpAbsent(set, pushedAt(3 * minute), subject, spanMs);
    expect(now(set)).toMatchObject({ status: 'FAILED', submission: { state: 'GIVEN_UP' } });
    expect(eventsOf(set)).toEqual(['UNKNOWN', 'FAILED']);
  });

  it('is not given up once it was reported: nothing is concluded, and nothing recorded', () => {
    const set = absent();
    record(set, 3 * minute, awaiting);
    const before = now(set);
    const recorded = set.recorded.length;
    giveUpAbsent(set, pushedAt(4 * minute), subject, spanMs);
    expect(now(set)).toBe(before);
    expect(set.recorded).toHaveLength(recorded);
  });

  it('is not given up after one absence, nor after two that are too close together', () => {
    const set = setOf();
    loseSend(set, pushedAt(1_000), subject);
    for (const queriedAt of [minute, minute + spanMs - 1]) {
      record(set, queriedAt, { subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt });
      giveUpAbsent(set, pushedAt(queriedAt), subject, spanMs);
      expect(now(set)).toMatchObject({ status: 'UNKNOWN', submission: { state: 'LOST' } });
    }
  });

  it('is sent again with the same request, and not once it was reported', () => {
    const set = absent();
    const next = sendAgain(set, pushedAt(3 * minute), subject, 'UNKNOWN');
    expect(next).toMatchObject({
      again: true,
      record: { status: 'SUBMITTING', submission: { firstSentAt: 0, lastSentAt: 3 * minute } },
    });
    const answered = absent();
    record(answered, 3 * minute, awaiting);
    expect(sendAgain(answered, pushedAt(4 * minute), subject, 'UNKNOWN')).toBeNull();
    expect(now(answered)?.status).toBe('AWAITING_PAYMENT');
  });
});

it('only what has never been sent is unsent, and can be voided without a query', () => {
  const fresh = { ...order, status: 'CREATED', submission: unsent } as const;
  expect(isUnsent('ORDER', fresh)).toBe(true);
  const back = { ...fresh, submission: { ...unsent, firstSentAt: 0 } };
  expect(isUnsent('ORDER', back)).toBe(false);
  expect(isUnsent('ORDER', order)).toBe(false);
  const set = setOf(fresh);
  expect(withdraw(set, pushedAt(minute), subject)).toMatchObject({
    status: 'CANCELED',
    submission: { state: 'WITHDRAWN' },
  });
});
