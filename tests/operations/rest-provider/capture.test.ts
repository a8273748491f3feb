import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addCapture } from '../../../src/domain/capture/capture.ts';
import { money } from '../../../src/domain/money.ts';
import { step } from '../../../src/operations/instructions/change.ts';
import * as documents from '../../support/documents.ts';
import { mutate, newKey, pathOf } from '../../support/operations.ts';
import { verified } from '../../support/verified.ts';
import { openTestbed } from './testbed.ts';
import type { AuthorizedOrder, CaptureResult, Testbed } from './testbed.ts';

/** Of `repeating`, the provider answers a repetition as it answered the first; of `querying`, nobody knows. */
let repeating: Testbed;
let querying: Testbed;

beforeAll(async () => {
  [repeating, querying] = await Promise.all([
    openTestbed(),
    openTestbed({ repeatableForMs: 0, partialCapture: false }),
  ]);
});
beforeEach(() => {
  for (const { api } of [repeating, querying]) api.captures.length = 0;
});
afterAll(() => Promise.all([repeating.close(), querying.close()]));

const brl = (amount: string) => ({ amount, currency: 'BRL' });
const captureIn = ({ order }: CaptureResult) => order?.capture?.status;
/** Waits until the outcome of a capture is known, each time twice as long. */
async function settle(bed: Testbed, { id }: AuthorizedOrder): Promise<void> {
  for (let count = 0; count < 8; count += 1) {
    const { capture } = await bed.order(id);
    if (capture?.status === 'SUCCEEDED' || capture?.status === 'FAILED') return;
    await bed.testApp.advance(12_000 * 2 ** count);
  }
}
/** What an export of the log has of the money that the order moved. */
async function movementsOf({ id }: AuthorizedOrder): Promise<string[]> {
  const { testApp } = repeating;
  const response = await fetch(new URL('/exports/movements.ndjson', testApp.url), {
    headers: { authorization: `Bearer ${testApp.key}` },
  });
  const rows = (await response.text()).split('\n').filter((line) => line.includes(id));
  return rows.map((row) => {
    const { type, amount } = JSON.parse(row) as { type: string; amount: string };
    return `${type} ${amount}`;
  });
}
const saysOf = async ({ testApp }: Testbed, id: string): Promise<string[]> => {
  const query = `query ($id: ID!) { order(id: $id) { explanation { evidence(first: 50) { says rule } } } }`;
  const { data } = await testApp.post({ query, variables: { id } });
  const { order } = data as {
    order: { explanation: { evidence: { says: string; rule: string }[] } };
  };
  return order.explanation.evidence
    .filter(({ says }) => says.startsWith('CAPTURE'))
    .map(({ rule }) => rule);
};

describe('an order with capture MANUAL', () => {
  it('is AUTHORIZED once its payer has authorised it, and nothing has moved', async () => {
    const order = await repeating.authorized();
    expect(order).toMatchObject({
      status: 'AUTHORIZED',
      phase: 'OPEN',
      captureMode: 'MANUAL',
      authorized: brl('25.00'),
      paid: null,
      refundable: brl('0.00'),
      capture: null,
      nextAction: null,
      availableActions: ['CANCEL', 'CAPTURE', 'REFRESH'],
    });
    expect(await movementsOf(order)).toEqual([]);
  });

  it('is captured whole, and is PAID', async () => {
    const order = await repeating.authorized();
    const captured = await repeating.capture(order.id);
    expect(captured).toMatchObject({
      __typename: 'CaptureOrderSuccess',
      replayed: false,
      order: {
        status: 'PAID',
        paid: brl('25.00'),
        refundable: brl('25.00'),
        authorized: null,
        capture: { status: 'SUCCEEDED', amount: brl('25.00'), failure: null },
      },
    });
    expect(await pathOf(repeating.testApp, order.id)).toEqual([
      'SUBMITTING',
      'AWAITING_PAYMENT',
      'AUTHORIZED',
      'PAID',
    ]);
    expect(await saysOf(repeating, order.id)).toEqual(['SENT', 'ANSWERED']);
  });

  it('is captured in part: that is paid, can be refunded, and needs nobody', async () => {
    const order = await repeating.authorized();
    const captured = await repeating.capture(order.id, { amount: brl('10') });
    expect(captured.order).toMatchObject({
      status: 'PAID',
      amount: brl('25.00'),
      paid: brl('10.00'),
      refundable: brl('10.00'),
      capture: { status: 'SUCCEEDED', amount: brl('10.00') },
    });
    const attention = 'select reason from attention_items where order_id = ?';
    expect(await repeating.testApp.app.deps.read.all(attention, order.id)).toEqual([]);
    expect(await movementsOf(order)).toEqual(['PAID 10.00']);
  });

  it('is let go by a cancel, and cannot be captured any more', async () => {
    const order = await repeating.authorized();
    expect((await repeating.cancel(order.id)).order).toMatchObject({ status: 'CANCELED' });
    expect(repeating.sessionOf(order).status).toBe('canceled');
    expect(await repeating.capture(order.id)).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'CANCELED',
    });
    expect((await repeating.order(order.id)).capture).toBeNull();
  });

  it('ends as the provider says where the authorisation lapses', async () => {
    const order = await repeating.authorized();
    repeating.sessionOf(order).status = 'expired';
    await repeating.testApp.advance(31_000);
    expect(await repeating.order(order.id)).toMatchObject({
      status: 'EXPIRED',
      authorized: null,
      availableActions: ['REFRESH'],
    });
  });

  it('that was captured in the portal is PAID with what was taken there', async () => {
    const order = await repeating.authorized();
    Object.assign(repeating.sessionOf(order), { status: 'paid', captured: '7.00' });
    await mutate(repeating.testApp, documents.refreshOrder, { id: order.id });
    expect(await repeating.order(order.id)).toMatchObject({ status: 'PAID', paid: brl('7.00') });
  });

  it('is not mistaken for another request under the same key', async () => {
    const idempotencyKey = newKey();
    const first = await repeating.create({ idempotencyKey });
    const again = await repeating.create({ idempotencyKey, capture: 'AUTOMATIC' });
    expect(again).toMatchObject({
      __typename: 'IdempotencyConflictError',
      differences: ['capture'],
      existing: { id: first.order?.id },
    });
  });
});

describe('an order with capture AUTOMATIC', () => {
  it('is the same request whether that is given or left out', async () => {
    const idempotencyKey = newKey();
    const first = await repeating.create({ idempotencyKey, capture: 'AUTOMATIC' });
    const again = await repeating.create({ idempotencyKey, capture: null });
    expect(again).toMatchObject({ replayed: true, order: { id: first.order?.id } });
  });

  it('cannot be captured from here, even while it is authorised', async () => {
    const order = await repeating.authorized({ capture: null });
    expect(order).toMatchObject({ status: 'AUTHORIZED', captureMode: 'AUTOMATIC' });
    expect(order.availableActions).toEqual(['CANCEL', 'REFRESH']);
    expect(await repeating.capture(order.id)).toMatchObject({ __typename: 'InvalidStateError' });
    expect(repeating.requestsOf(order)).toBe(0);
  });
});

describe('an account that cannot capture later', () => {
  it('has no route for an order with capture MANUAL, and says why', async () => {
    const { testApp } = repeating;
    const refused = await repeating.create({
      account: testApp.accounts.ANEXPAY_XCHECKOUT,
      amount: { amount: '100', currency: 'USD' },
      method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
    });
    expect(refused).toMatchObject({ __typename: 'NoRouteError' });
    expect(JSON.stringify(refused)).toContain('cannot capture later');
  });

  it('says so among its capabilities', async () => {
    const query = '{ providers { provider captureOrder partialCapture } }';
    const { data } = await querying.testApp.post({ query });
    const { providers } = data as { providers: { provider: string }[] };
    const of = (name: string) => providers.find(({ provider }) => provider === name);
    expect(of('NEXAPAY')).toMatchObject({ captureOrder: true, partialCapture: false });
    expect(of('VEXORA')).toMatchObject({ captureOrder: false, partialCapture: false });
  });

  it('refuses to capture what it has made', async () => {
    const made = await mutate(repeating.testApp, documents.createOrder, {
      input: {
        idempotencyKey: newKey(),
        reference: 'basket',
        account: repeating.testApp.accounts.ANEXPAY_XCHECKOUT,
        amount: { amount: '100', currency: 'USD' },
        method: { stablecoin: { currency: 'USDT', network: 'ETHEREUM' } },
      },
    });
    expect(await repeating.capture(made.order?.id ?? '')).toMatchObject({
      __typename: 'UnsupportedOperationError',
    });
  });
});

describe('a capture that may not be made', () => {
  it.each([
    [
      { amount: brl('25.01') },
      {
        __typename: 'CaptureExceedsAuthorizedError',
        retry: 'NEW_KEY',
        authorized: brl('25.00'),
      },
    ],
    [{ amount: brl('0') }, { __typename: 'ValidationError' }],
    [{ amount: { amount: '10', currency: 'AUD' } }, { __typename: 'ValidationError' }],
    [{ id: 'ord_nobody' }, { __typename: 'NotFoundError' }],
  ])('with %j is refused by its name, nothing is sent, and its key is free', async (input, as) => {
    const order = await repeating.authorized();
    const idempotencyKey = newKey();
    const refused = await repeating.capture(order.id, { idempotencyKey, ...input });
    expect(refused).toMatchObject(as);
    expect(repeating.requestsOf(order)).toBe(0);
    expect((await repeating.capture(order.id, { idempotencyKey })).order?.status).toBe('PAID');
  });

  it('is refused while the payer has authorised nothing', async () => {
    const { order } = await repeating.create();
    expect(await repeating.capture(order?.id ?? '')).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'AWAITING_PAYMENT',
    });
  });

  it('is refused for a part where the provider takes all or nothing', async () => {
    const order = await querying.authorized();
    expect(await querying.capture(order.id, { amount: brl('10') })).toMatchObject({
      __typename: 'ValidationError',
      issues: [{ path: ['amount', 'amount'] }],
    });
    expect(await querying.capture(order.id, { amount: brl('25') })).toMatchObject({
      order: { status: 'PAID' },
    });
  });
});

describe('the same key', () => {
  it('captures once, and shows what became of it', async () => {
    const order = await repeating.authorized();
    const input = { idempotencyKey: newKey(), amount: brl('10') };
    await repeating.capture(order.id, input);
    const again = await repeating.capture(order.id, { ...input, amount: brl('10.00') });
    expect(again).toMatchObject({ replayed: true, order: { status: 'PAID', paid: brl('10.00') } });
    expect(await repeating.capture(order.id, { ...input, amount: brl('11') })).toMatchObject({
      __typename: 'IdempotencyConflictError',
      differences: ['amount.amount'],
    });
    expect(repeating.requestsOf(order)).toBe(1);
  });

  it('takes nothing twice, however many requests come at once', async () => {
    const order = await repeating.authorized();
    const input = { idempotencyKey: newKey() };
    const same = Array.from({ length: 5 }, () => repeating.capture(order.id, input));
    const others = Array.from({ length: 5 }, () => repeating.capture(order.id));
    const all = (await Promise.all([...same, ...others])).map((one) => one.__typename);
    expect(all.filter((one) => one === 'CaptureOrderSuccess').length).toBeGreaterThan(0);
    for (const one of all) {
      expect(['CaptureOrderSuccess', 'OperationInProgressError', 'InvalidStateError']).toContain(
        one,
      );
    }
    expect(repeating.requestsOf(order)).toBe(1);
    expect(repeating.api.taken.filter((id) => id === order.providerOrderId)).toHaveLength(1);
  });
});

describe('a capture whose answer is lost', () => {
  it.each(['LOST', 'UNSEEN'] as const)(
    'is repeated under its key where that takes nothing twice (%s)',
    async (fault) => {
      const order = await repeating.authorized();
      repeating.api.captures.push(fault, fault);
      const captured = await repeating.capture(order.id, { amount: brl('10') });
      expect(captured.order).toMatchObject({
        status: 'AUTHORIZED',
        paid: null,
        capture: { status: 'UNKNOWN' },
        availableActions: ['CANCEL', 'REFRESH'],
      });
      // Whether it took money is not known, so no other may take any.
      expect(await repeating.capture(order.id)).toMatchObject({
        __typename: 'InvalidStateError',
        status: 'AUTHORIZED',
      });
      await settle(repeating, order);
      expect(await repeating.order(order.id)).toMatchObject({
        status: 'PAID',
        paid: brl('10.00'),
        capture: { status: 'SUCCEEDED' },
      });
      expect(repeating.requestsOf(order)).toBe(3);
      expect(repeating.api.taken.filter((id) => id === order.providerOrderId)).toHaveLength(1);
      expect((await saysOf(repeating, order.id)).slice(0, 4)).toEqual([
        'SENT',
        'ANSWER_LOST',
        'SENT_AGAIN',
        'ANSWER_LOST',
      ]);
    },
  );

  it('is found out by a query where it arrived, and never repeated where that is not safe', async () => {
    const order = await querying.authorized();
    querying.api.captures.push('LOST');
    expect(captureIn(await querying.capture(order.id))).toBe('UNKNOWN');
    await querying.testApp.advance(5_000);
    expect(await querying.order(order.id)).toMatchObject({
      status: 'PAID',
      capture: { status: 'SUCCEEDED' },
    });
    expect(querying.requestsOf(order)).toBe(1);
  });

  it('is given up where it is proven not to have arrived, and may then be requested anew', async () => {
    const order = await querying.authorized();
    querying.api.captures.push('UNSEEN');
    await querying.capture(order.id);
    // An answer this soon proves nothing.
    await querying.testApp.advance(10_000);
    expect((await querying.order(order.id)).capture?.status).toBe('UNKNOWN');
    await settle(querying, order);
    expect(await querying.order(order.id)).toMatchObject({
      status: 'AUTHORIZED',
      capture: { status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE' } },
      availableActions: ['CANCEL', 'CAPTURE', 'REFRESH'],
    });
    expect(querying.requestsOf(order)).toBe(1);
    expect(await saysOf(querying, order.id)).toEqual([
      'SENT',
      'ANSWER_LOST',
      'NOT_CAPTURED',
      'NOT_CAPTURED',
      'GIVEN_UP',
    ]);
    expect((await querying.capture(order.id)).order?.status).toBe('PAID');
  });

  it('needs a person where the provider has told nothing that is known for hours', async () => {
    const order = await querying.authorized();
    const reasons = async () => {
      const text = 'select reason from attention_items where order_id = ?';
      const items = await querying.testApp.app.deps.read.all<{ reason: string }>(text, order.id);
      return items.map(({ reason }) => reason);
    };
    querying.api.captures.push('UNSEEN');
    await querying.capture(order.id);
    querying.sessionOf(order).status = 'held';
    for (let count = 0; count < 12; count += 1) await querying.testApp.advance(300_000);
    expect(await reasons()).toEqual([]);
    for (let count = 0; count < 16; count += 1) await querying.testApp.advance(3_600_000);
    expect(await reasons()).toEqual(['UNKNOWN_OUTCOME']);
    expect(await querying.order(order.id)).toMatchObject({ capture: { status: 'UNKNOWN' } });
    querying.sessionOf(order).status = 'authorized';
    for (let count = 0; count < 3; count += 1) await querying.testApp.advance(3_600_000);
    expect(await querying.order(order.id)).toMatchObject({ capture: { status: 'FAILED' } });
    expect(await reasons()).toEqual([]);
  });

  it('that was given up counts where it arrives after all', async () => {
    const order = await querying.authorized();
    querying.api.captures.push('UNSEEN');
    await querying.capture(order.id);
    await settle(querying, order);
    querying.sessionOf(order).status = 'paid';
    await mutate(querying.testApp, documents.refreshOrder, { id: order.id });
    expect(await querying.order(order.id)).toMatchObject({
      status: 'PAID',
      capture: { status: 'SUCCEEDED', failure: null },
    });
  });

  it('loses to a cancel that came first, and is not sent again', async () => {
    const order = await repeating.authorized();
    repeating.api.captures.push('UNSEEN');
    await repeating.capture(order.id);
    expect((await repeating.cancel(order.id)).order).toMatchObject({ status: 'CANCELED' });
    await repeating.testApp.advance(60_000);
    expect(await repeating.order(order.id)).toMatchObject({
      status: 'CANCELED',
      capture: { status: 'FAILED' },
    });
    expect(repeating.requestsOf(order)).toBe(1);
  });

  it('wins against a cancel that came later', async () => {
    const order = await repeating.authorized();
    repeating.api.captures.push('LOST');
    await repeating.capture(order.id);
    expect(await repeating.cancel(order.id)).toMatchObject({
      __typename: 'InvalidStateError',
      status: 'PAID',
    });
    expect(await repeating.order(order.id)).toMatchObject({ capture: { status: 'SUCCEEDED' } });
  });
});

describe('a capture that the provider refuses', () => {
  it('is FAILED with its reason, leaves the order AUTHORIZED, and another may be requested', async () => {
    const order = await repeating.authorized();
    repeating.api.captures.push('REFUSED');
    const idempotencyKey = newKey();
    const refused = await repeating.capture(order.id, { idempotencyKey });
    expect(refused.order).toMatchObject({
      status: 'AUTHORIZED',
      capture: { status: 'FAILED', failure: { code: 'REJECTED', providerCode: 'declined' } },
    });
    expect(await repeating.capture(order.id, { idempotencyKey })).toMatchObject({
      replayed: true,
      order: { capture: { status: 'FAILED' } },
    });
    expect((await repeating.capture(order.id)).order).toMatchObject({
      status: 'PAID',
      capture: { status: 'SUCCEEDED' },
    });
  });

  it('because it was captured otherwise shows what the provider has', async () => {
    const order = await repeating.authorized();
    Object.assign(repeating.sessionOf(order), { status: 'paid', captured: '7.00' });
    expect((await repeating.capture(order.id)).order).toMatchObject({
      status: 'PAID',
      paid: brl('7.00'),
      capture: { status: 'FAILED', amount: brl('25.00') },
    });
  });

  it('because an attempt under its key is under way counts as lost, and is repeated', async () => {
    const order = await repeating.authorized();
    repeating.api.captures.push('IN_USE');
    expect(captureIn(await repeating.capture(order.id))).toBe('UNKNOWN');
    await settle(repeating, order);
    expect((await repeating.order(order.id)).status).toBe('PAID');
  });
});

describe('a capture that surely was not sent', () => {
  it('is tried again until it leaves', async () => {
    const order = await repeating.authorized();
    repeating.api.captures.push('BUSY', 'BUSY');
    const captured = await repeating.capture(order.id);
    expect(captured.order).toMatchObject({
      status: 'AUTHORIZED',
      capture: { status: 'REQUESTED' },
      availableActions: ['CANCEL', 'REFRESH'],
    });
    await settle(repeating, order);
    expect((await repeating.order(order.id)).status).toBe('PAID');
    expect(repeating.requestsOf(order)).toBe(3);
    const rules = await saysOf(repeating, order.id);
    expect([rules[0], rules[1], rules.at(-1)]).toEqual(['SENT', 'NOT_SENT', 'ANSWERED']);
  });

  it('is given up after a day', async () => {
    const order = await repeating.authorized();
    repeating.api.captures.push(...Array<'BUSY'>(60).fill('BUSY'));
    await repeating.capture(order.id);
    for (let hours = 0; hours < 26; hours += 1) await repeating.testApp.advance(3_600_000);
    expect(await repeating.order(order.id)).toMatchObject({
      status: 'AUTHORIZED',
      capture: { status: 'FAILED', failure: { code: 'PROVIDER_UNAVAILABLE' } },
    });
  });
});

/** Stores a capture as a process does that dies before it has sent it, or before it knows the answer. */
async function storeUnsent({ testApp }: Testbed, id: string): Promise<void> {
  const { deps } = testApp.app;
  const subject = { kind: 'ORDER' as const, id };
  const capture = { amount: money('25.00', 'BRL'), providerReference: `c${id}` };
  await step(deps, subject, 'MUTATION', (set, source) => addCapture(set, source, subject, capture));
}

describe('a process that ends between storing and sending a capture', () => {
  it('has it continued where a repetition takes nothing twice', async () => {
    const order = await repeating.authorized();
    await storeUnsent(repeating, order.id);
    await repeating.testApp.restart();
    expect((await repeating.order(order.id)).capture?.status).toBe('SUBMITTING');
    await repeating.testApp.advance(61_000);
    await settle(repeating, order);
    expect((await repeating.order(order.id)).status).toBe('PAID');
    expect(repeating.requestsOf(order)).toBe(1);
  });

  it('has it given up where nobody knows, once it is proven not to have arrived', async () => {
    const order = await querying.authorized();
    await storeUnsent(querying, order.id);
    await querying.testApp.restart();
    await querying.testApp.advance(61_000);
    expect((await querying.order(order.id)).capture?.status).toBe('UNKNOWN');
    await settle(querying, order);
    expect((await querying.order(order.id)).capture?.status).toBe('FAILED');
    expect(querying.requestsOf(order)).toBe(0);
  });

  it('has it found out where it arrived', async () => {
    const order = await querying.authorized();
    await storeUnsent(querying, order.id);
    querying.sessionOf(order).status = 'paid';
    await querying.testApp.restart();
    await querying.testApp.advance(61_000);
    expect(await querying.order(order.id)).toMatchObject({
      status: 'PAID',
      capture: { status: 'SUCCEEDED' },
    });
  });
});

it('a payer sees the status, and nothing of how it is captured', async () => {
  const { clientToken = '', order } = await repeating.create();
  const { providerOrderId } = await repeating.order(order?.id ?? '');
  repeating.sessionOf({ providerOrderId }).status = 'authorized';
  await mutate(repeating.testApp, documents.refreshOrder, { id: order?.id });
  const ask = (fields: string) =>
    repeating.testApp.post(
      { query: `query ($id: ID!) { order(id: $id) { ${fields} } }`, variables: { id: order?.id } },
      clientToken,
    );
  expect((await ask('status phase nextAction { __typename }')).data).toEqual({
    order: { status: 'AUTHORIZED', phase: 'OPEN', nextAction: null },
  });
  for (const field of [
    'captureMode',
    'authorized { amount }',
    'authorizedUntil',
    'capture { status }',
  ]) {
    const { errors } = await ask(field);
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  }
});

it('leaves orders that follow from their evidence, and keys that lead to what they did', async () => {
  const found = await Promise.all(
    [repeating, querying].map(({ testApp }) => verified(testApp.databaseUrl)),
  );
  expect(found.flat()).toEqual([]);
});
