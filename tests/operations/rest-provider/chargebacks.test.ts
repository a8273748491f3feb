import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestApp } from '../../support/app.ts';
import type { TestApp } from '../../support/app.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey } from '../../support/operations.ts';
import { hour } from '../../support/reconciliation.ts';
import { verified } from '../../support/verified.ts';
import { acknowledge, attentionOf, itemsOf } from '../attention/attention.ts';
import { openCheckout, orderAt } from './orders.ts';
import type { Checkout } from './orders.ts';
import { withRestProvider } from './provider.ts';

let testApp: TestApp;
let checkout: Checkout;

beforeAll(async () => {
  testApp = await openTestApp({ modules: withRestProvider });
  checkout = await openCheckout(testApp);
});
afterAll(async () => {
  await testApp.close();
  await checkout.api[Symbol.asyncDispose]();
});

const brl = (amount: string) => ({ amount, currency: 'BRL' });

/** An order of 25 BRL, and what becomes of it. `pay`: whether it is paid, and known to be. */
async function newOrder({ pay = true } = {}) {
  const order = await orderAt(testApp, checkout);
  if (pay) await order.pay();
  return { ...order, now: () => orderNow(order.id) };
}

interface OrderNow {
  status: string;
  phase: string;
  paid: { amount: string } | null;
  refundable: { amount: string };
  chargedBack: { amount: string };
  chargebacks: Record<string, unknown>[];
  availableActions: string[];
  resolution: { needsAttention: boolean } | null;
  explanation: { evidence: { says: string; rule: string }[] };
  events: { nodes: { type: string; toStatus: string }[] };
}

async function orderNow(id: string): Promise<OrderNow> {
  const query = `query One($id: ID!) { order(id: $id) {
    status phase paid { amount } refundable { amount } chargedBack { amount currency }
    chargebacks { providerChargebackId status amount { amount currency } occurredAt createdAt updatedAt }
    availableActions resolution { needsAttention }
    explanation { evidence(first: 100) { says rule } }
    events(first: 100) { nodes { type toStatus } }
  } }`;
  const { data, errors } = await testApp.post({ query, variables: { id } });
  if (errors) throw new Error(JSON.stringify(errors));
  return (data as { order: OrderNow }).order;
}

const moneyOf = ({ status, paid, refundable, chargedBack }: OrderNow) =>
  [status, paid?.amount, refundable.amount, chargedBack.amount].join(' ');

/** "PAID 25.00": every movement of an order, oldest first. */
async function movementsOf(id: string): Promise<string[]> {
  const response = await fetch(new URL('/exports/movements.ndjson', testApp.url), {
    headers: { authorization: `Bearer ${testApp.key}` },
  });
  return (await response.text())
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { order: string; type: string; amount: string })
    .filter(({ order }) => order === id)
    .map(({ type, amount }) => `${type} ${amount}`);
}

const chargebackItems = () => itemsOf(testApp, { reasons: ['CHARGEBACK'] });

describe('a charge-back of a part', () => {
  it('needs a person while it is open, and gives the money back where it is won', async () => {
    const order = await newOrder();
    order.dispute('dp_1', 'open', '10.00', '2026-01-02T00:00:00Z');
    await order.notify();
    const opened = await order.now();
    expect(moneyOf(opened)).toBe('PAID 25.00 15.00 10.00');
    expect(opened.chargebacks).toMatchObject([
      {
        providerChargebackId: 'dp_1',
        status: 'OPEN',
        amount: brl('10.00'),
        occurredAt: '2026-01-02T00:00:00.000Z',
      },
    ]);
    expect(opened.resolution).toMatchObject({ needsAttention: true });
    expect(opened.explanation.evidence.at(-1)).toMatchObject({ rule: 'ADDS' });
    expect(opened.explanation.evidence.at(-1)?.says).toContain('charge-back dp_1 OPEN, 10.00 BRL');
    expect(await chargebackItems()).toEqual([`CHARGEBACK ${order.id}`]);
    const { nodes } = await attentionOf(testApp, { reasons: ['CHARGEBACK'] });
    expect(nodes[0]?.summary).toContain('dp_1 of 10.00 BRL');
    order.dispute('dp_1', 'won', '10.00', '2026-01-09T00:00:00Z');
    await order.notify();
    const won = await order.now();
    expect(moneyOf(won)).toBe('PAID 25.00 25.00 0.00');
    expect(won.resolution).toBeNull();
    expect(await chargebackItems()).toEqual([]);
    expect(await movementsOf(order.id)).toEqual([
      'PAID 25.00',
      'CHARGED_BACK -10.00',
      'CHARGED_BACK 10.00',
    ]);
  });

  it('is one event in the feed, however often it is stated', async () => {
    const order = await newOrder();
    order.dispute('dp_2', 'open');
    await order.notify();
    await order.notify();
    await order.refresh();
    const { events, explanation } = await order.now();
    const types = events.nodes.map(({ type }) => type);
    expect(types.filter((type) => type === 'ORDER_UPDATED')).toHaveLength(1);
    const rules = explanation.evidence.filter(({ says }) => says.includes('dp_2'));
    expect(rules.map(({ rule }) => rule).toSorted()).toEqual(['ADDS', 'REPEATS', 'REPEATS']);
    order.dispute('dp_2', 'lost');
    await order.notify();
    const lost = await order.now();
    expect(moneyOf(lost)).toBe('PAID 25.00 15.00 10.00');
    expect(await chargebackItems()).toEqual([]);
    expect(await movementsOf(order.id)).toEqual(['PAID 25.00', 'CHARGED_BACK -10.00']);
  });

  it('needs nobody any more once somebody has answered it, until another one opens', async () => {
    const order = await newOrder();
    order.dispute('dp_11', 'open', '1.00');
    await order.notify();
    await acknowledge(testApp, order.id, 'CHARGEBACK');
    await order.notify();
    expect([await chargebackItems(), (await order.now()).resolution]).toEqual([[], null]);
    order.dispute('dp_12', 'open', '2.00');
    await order.notify();
    expect(await chargebackItems()).toEqual([`CHARGEBACK ${order.id}`]);
    for (const number of ['dp_11', 'dp_12']) order.dispute(number, 'lost', '1.00');
    await order.notify();
    expect(await chargebackItems()).toEqual([]);
  });

  it('leaves to refunds what it does not take, and makes what was refunded before an overdraft', async () => {
    const order = await newOrder();
    const refund = (amount: string) =>
      mutate(testApp, documents.createRefund, {
        input: { idempotencyKey: newKey(), order: order.id, amount: brl(amount) },
      });
    order.dispute('dp_3', 'open');
    await order.notify();
    expect(await refund('15.01')).toMatchObject({
      __typename: 'RefundExceedsRefundableError',
      refundable: { amount: '15.00' },
    });
    expect(await refund('15.00')).toMatchObject({ refund: { status: 'SUCCEEDED' } });
    expect((await order.now()).availableActions).not.toContain('REFUND');
    order.dispute('dp_4', 'lost', '4.00');
    await order.notify();
    expect(await itemsOf(testApp, { reasons: ['OVER_REFUNDED'] })).toEqual([
      `OVER_REFUNDED ${order.id}`,
    ]);
    const [item] = (await attentionOf(testApp, { reasons: ['OVER_REFUNDED'] })).nodes;
    expect(item?.summary).toContain('(4.00 BRL)');
    order.dispute('dp_3', 'won');
    await order.notify();
    expect(await itemsOf(testApp)).toEqual([]);
    expect(moneyOf(await order.now())).toBe('PAID 25.00 6.00 4.00');
  });
});

describe('charge-backs of all that was paid', () => {
  it('reverse the order where they are lost, and a later one that is won corrects it', async () => {
    const order = await newOrder();
    order.dispute('dp_5', 'lost', '10.00', '2026-01-02T00:00:00Z');
    order.dispute('dp_6', 'open', '15.00', '2026-01-03T00:00:00Z');
    await order.notify();
    expect(moneyOf(await order.now())).toBe('PAID 25.00 0.00 25.00');
    order.dispute('dp_6', 'lost', '15.00', '2026-01-04T00:00:00Z');
    await order.notify();
    const reversed = await order.now();
    expect(moneyOf(reversed)).toBe('REVERSED 25.00 0.00 25.00');
    expect(reversed.phase).toBe('SETTLED');
    order.dispute('dp_6', 'won', '15.00', '2026-01-05T00:00:00Z');
    await order.notify();
    expect(moneyOf(await order.now())).toBe('PAID 25.00 15.00 10.00');
    // A message from before: it was delivered late.
    order.dispute('dp_6', 'lost', '15.00', '2026-01-04T00:00:00Z');
    await order.notify();
    expect(moneyOf(await order.now())).toBe('PAID 25.00 15.00 10.00');
    expect(await movementsOf(order.id)).toEqual([
      'PAID 25.00',
      'CHARGED_BACK -25.00',
      'CHARGED_BACK 15.00',
    ]);
  });

  it('wait for the payment where they are reported before it', async () => {
    const order = await newOrder({ pay: false });
    order.dispute('dp_7', 'lost', '25.00');
    await order.notify();
    expect(moneyOf(await order.now())).toBe('AWAITING_PAYMENT  0.00 25.00');
    expect(await movementsOf(order.id)).toEqual([]);
    order.session.status = 'paid';
    await order.notify();
    const { events, ...now } = await order.now();
    expect(moneyOf({ events, ...now })).toBe('REVERSED 25.00 0.00 25.00');
    expect(events.nodes.at(-1)).toMatchObject({ toStatus: 'REVERSED' });
    expect(await movementsOf(order.id)).toEqual(['PAID 25.00', 'CHARGED_BACK -25.00']);
  });
});

describe('a charge-back', () => {
  it('of an order that was stored before there were charge-backs is joined to what is known', async () => {
    const order = await newOrder();
    const { read, queue } = testApp.app.deps;
    const select = 'select evidence from orders where id = ?';
    const row = await read.get<{ evidence: string }>(select, order.id);
    const { chargebacks: _, ...before } = JSON.parse(row?.evidence ?? '') as Record<
      string,
      unknown
    >;
    const text = 'update orders set evidence = ? where id = ?';
    await queue.commit(async (tx) => {
      await tx.run(text, JSON.stringify(before), order.id);
    });
    expect(moneyOf(await order.now())).toBe('PAID 25.00 25.00 0.00');
    order.dispute('dp_10', 'lost');
    await order.notify();
    expect(moneyOf(await order.now())).toBe('PAID 25.00 15.00 10.00');
  });

  it('in another currency counts for nothing and needs a person', async () => {
    const order = await newOrder();
    order.session.disputes.push({
      id: 'dp_8',
      status: 'open',
      amount: '5.00',
      currency: 'USD',
      at: null,
    });
    await order.notify();
    const now = await order.now();
    expect([moneyOf(now), now.chargebacks]).toEqual(['PAID 25.00 25.00 0.00', []]);
    expect(await itemsOf(testApp)).toEqual([`OTHER_AMOUNT ${order.id}`]);
    await acknowledge(testApp, order.id, 'OTHER_AMOUNT');
  });

  it('that only a list of the provider has is found by reconciliation, without a finding', async () => {
    const order = await newOrder();
    order.dispute('dp_9', 'lost', '25.00');
    const now = testApp.sandbox.clock.now();
    const { reconciliation } = await testApp.request(documents.reconciliation, {
      account: checkout.account,
      from: new Date(now - hour).toISOString(),
      to: new Date(now).toISOString(),
    });
    expect(moneyOf(await order.now())).toBe('REVERSED 25.00 0.00 25.00');
    expect(reconciliation.findings).toEqual([]);
    expect(await itemsOf(testApp)).toEqual([]);
  });

  it('is in no document of a client token', async () => {
    const { id, clientToken } = await orderAt(testApp, checkout);
    const variables = { id };
    for (const field of ['chargebacks { status }', 'chargedBack { amount }']) {
      const query = `query One($id: ID!) { order(id: $id) { ${field} } }`;
      const { errors } = await testApp.post({ query, variables }, clientToken);
      expect(errors?.[0]?.extensions?.['code']).toBe('FORBIDDEN');
    }
  });
});

it('all that this has left in the database fits the rules', async () => {
  expect(await verified(testApp.databaseUrl)).toEqual([]);
});
