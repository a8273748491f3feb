import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { failure as failed } from '../../src/domain/evidence.ts';
import { money } from '../../src/domain/money.ts';
import { noOrderEvidence } from '../../src/domain/order.ts';
import type { OrderRecord } from '../../src/store/records.ts';
import { masked } from '../../src/graphql/types/settlement/settlement.ts';
import { cursors } from '../support/cursors.ts';
import { executeAs, clientOf, follow, key, outcomeOf } from './execute.ts';
import { addOrder, addRefund, addEvent } from './rows.ts';
import { createFixture, startOfTime } from './fixture.ts';
import type { Fixture } from './fixture.ts';

let fixture: Fixture;
beforeAll(async () => {
  fixture = await createFixture();
});
afterAll(() => fixture.close());

const query = `query ($id: ID!) { order(id: $id) {
  status phase amount { amount currency network } payable { amount currency network }
  paid { amount } refunded { amount currency } refundable { amount currency }
  nextAction { __typename ... on DepositAddressAction { address amount { amount } expiresAt } }
  failure { code } resolution { since checks nextCheckAt needsAttention } availableActions expiresAt paidAt
} }`;

async function read(changes: Partial<OrderRecord>, refunded = false): Promise<unknown> {
  const order = await addOrder(fixture, fixture.merchant, changes);
  if (refunded) await addRefund(fixture, order);
  const answer = await executeAs(fixture, key(fixture.merchant, 'READ'), query, { id: order.id });
  expect(answer.errors).toBeUndefined();
  return answer.data?.['order'];
}

const usdt = (text: string) => money(text, 'USDT', 'TRON');
const paidEvidence = {
  ...noOrderEvidence,
  seen: {
    PAID: {
      recordedAt: startOfTime,
      firstAt: startOfTime - 1e3,
      lastAt: null,
    },
  },
  payable: usdt('100.5'),
  paid: usdt('100.5'),
};

describe('an order', () => {
  it('that waits for its payment shows where to pay, how much and until when', async () => {
    const expiresAt = startOfTime + 60_000;
    const instructions = { depositAddress: 'T123' };
    const evidence = { ...noOrderEvidence, payable: usdt('100.5'), instructions, expiresAt };
    expect(await read({ evidence })).toEqual({
      status: 'AWAITING_PAYMENT',
      phase: 'OPEN',
      amount: {
        amount: '100.00',
        currency: 'USD',
        network: null,
      },
      payable: {
        amount: '100.50',
        currency: 'USDT',
        network: 'TRON',
      },
      paid: null,
      refunded: {
        amount: '0.00',
        currency: 'USDT',
      },
      refundable: {
        amount: '0.00',
        currency: 'USDT',
      },
      nextAction: {
        __typename: 'DepositAddressAction',
        address: 'T123',
        amount: { amount: '100.50' },
        expiresAt: '2026-11-21T10:01:00.000Z',
      },
      failure: null,
      resolution: null,
      availableActions: ['CANCEL', 'REFRESH'],
      expiresAt: '2026-11-21T10:01:00.000Z',
      paidAt: null,
    });
  });

  it('that is paid shows what may still be refunded', async () => {
    const changes = { status: 'PAID', evidence: paidEvidence, refundable: usdt('100.5') } as const;
    expect(
      await read({ ...changes, refundsHeld: 30_000_000n, refunded: 10_000_000n }),
    ).toMatchObject({
      phase: 'SETTLED',
      paid: { amount: '100.50' },
      nextAction: null,
      refunded: {
        amount: '10.00',
        currency: 'USDT',
      },
      refundable: {
        amount: '70.50',
        currency: 'USDT',
      },
      availableActions: ['REFUND', 'REFRESH'],
      paidAt: '2026-11-21T09:59:59.000Z',
    });
  });

  it('offers no second refund while the provider takes one at a time', async () => {
    const changes = { status: 'PAID', evidence: paidEvidence, refundable: usdt('100.5') } as const;
    const order = await read({ ...changes, refundsHeld: 10_000_000n }, true);
    expect(order).toMatchObject({ availableActions: ['REFRESH'] });
  });

  it('whose outcome is unknown shows how it is being resolved', async () => {
    const checkAt = startOfTime + 5000;
    const changes = { status: 'UNKNOWN', unknownSince: startOfTime, checks: 2, checkAt } as const;
    expect(await read(changes)).toMatchObject({
      resolution: {
        since: '2026-11-21T10:00:00.000Z',
        checks: 2,
        needsAttention: false,
        nextCheckAt: '2026-11-21T10:00:05.000Z',
      },
      availableActions: ['CANCEL', 'REFRESH'],
    });
  });

  it('shows its failure only while it is FAILED', async () => {
    const failure = failed('DECLINED', 'no');
    const evidence = { ...noOrderEvidence, failure };
    expect(await read({ evidence, status: 'FAILED' })).toMatchObject({
      failure: { code: 'DECLINED' },
    });
    expect(await read({ evidence })).toMatchObject({ failure: null });
  });
});

interface Update {
  cursor: string;
  event: { id: string; cursor: string };
}

describe('orderUpdates', () => {
  const updates = `subscription ($id: ID!, $after: EventCursor) { orderUpdates(id: $id, after: $after) {
    kind cursor order { id status } event { id cursor } } }`;

  it('shows the payer the order as it is now, and each event once', async () => {
    const order = await addOrder(fixture, fixture.merchant);
    const stream = await follow(fixture, clientOf(order), updates, { id: order.id });
    if (!(Symbol.asyncIterator in stream)) throw new Error(outcomeOf(stream));
    const seen = [await stream.next(), await stream.next()].map(({ value }) => value?.data);
    expect(seen).toMatchObject([
      { orderUpdates: { kind: 'SNAPSHOT', order: { id: order.id }, event: null } },
      { orderUpdates: { kind: 'CAUGHT_UP' } },
    ]);
    const next = stream.next();
    const event = await addEvent(fixture, order);
    const data = (await next).value?.data as Record<'orderUpdates', Update> | undefined;
    const update = data?.orderUpdates;
    expect(update).toMatchObject({ kind: 'EVENT', event: { id: event } });
    expect(update?.event.cursor).toBe(update?.cursor);
    await stream.return();
    expect(fixture.deps.notifier.merchants()).toEqual([]);
  });

  it('resumes from the transport’s cursor rather than the document’s', async () => {
    const order = await addOrder(fixture, fixture.merchant);
    await addEvent(fixture, order);
    const last = await addEvent(fixture, order);
    const after = cursors.encode({ timeline: 'first', seq: 0 });
    const head = await fixture.deps.read.get<{ seq: number }>(
      'select seq from events where id = ?',
      last,
    );
    const later = cursors.encode({ timeline: 'first', seq: (head?.seq ?? 0) - 1 });
    const variables = { id: order.id, after };
    const stream = await follow(fixture, clientOf(order), updates, variables, later);
    if (!(Symbol.asyncIterator in stream)) throw new Error(outcomeOf(stream));
    const first = await stream.next();
    expect(first.value?.data).toMatchObject({ orderUpdates: { event: { id: last } } });
    await stream.return();
  });
});

it('a destination is masked except for its last four characters', () => {
  expect(masked('0x52908400098527886E0F7030069857D2E4169EE7')).toBe('••••9EE7');
  expect(masked('1234')).toBe('••••');
});
