import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { RefundUnderWay } from '../../../src/providers/provider.ts';
import { refundVerdict } from '../../../src/providers/examplepay/mapping.ts';
import { order, paymentNo, refundToSend, underWay } from './requests.ts';
import { ok, refusal, startStub, vectorTime } from './stub.ts';
import type { ScriptedReply, Stub } from './stub.ts';
import { bodies } from './vectors.ts';

const brl = (text: string) => money(text, 'BRL');
const refund = refundToSend();
const { providerReference } = refund;
const about = { subject: 'REFUND', providerReference } as const;

const data = {
  refundNo: 'R20240515090000000001',
  paymentNo,
  merchantRefundNo: providerReference,
  amount: '40.05',
  currency: 'BRL',
};

const create = ({ connection, call }: Stub) => connection.createRefund?.(refund, call);

describe('createRefund', () => {
  test('reports an accepted refund as pending, because the answer has no status', async () => {
    await using stub = await startStub({ replies: [ok(data)] });
    expect(await create(stub)).toEqual({
      observations: [
        {
          ...about,
          orderProviderReference: order.providerReference,
          status: 'PENDING',
          occurredAt: null,
          requested: brl('40.05'),
          amount: brl('40.05'),
          providerRefundId: data.refundNo,
        },
      ],
      refused: null,
    });
    expect(stub.received[0]).toMatchObject({ target: '/pg/v2/refund/create' });
    expect(JSON.parse(String(stub.received[0]?.body))).toEqual({
      merchantRefundNo: providerReference,
      paymentNo,
      amount: '40.05',
      description: 'Refund',
    });
  });

  test('treats a duplicate as the acceptance of the first one', async () => {
    await using stub = await startStub({ replies: [refusal('Common.DuplicateOrder')] });
    expect(await create(stub)).toMatchObject({
      observations: [{ ...about, status: 'PENDING' }],
      refused: null,
    });
  });

  test.each(['Refund.Common.NotPaid', 'Refund.Common.ExceedAmount'])(
    'proves FAILED by %s',
    async (code) => {
      await using stub = await startStub({ replies: [refusal(code)] });
      expect(await create(stub)).toMatchObject({
        observations: [{ ...about, status: 'FAILED', failure: { code: 'REJECTED' } }],
        refused: { providerCode: code },
      });
    },
  );

  test.each([
    ['another refund', { merchantRefundNo: 'RF-0002' }],
    ['another payment', { paymentNo: 'P2' }],
    ['no number', { refundNo: null }],
  ])('ends an answer with %s as an unknown outcome', async (_what, changes) => {
    await using stub = await startStub({ replies: [ok({ ...data, ...changes })] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test.each([{ amount: '40.06' }, { currency: 'INR' }])(
    'reports what is echoed: %o',
    async (of) => {
      const echo = { ...data, ...of };
      await using stub = await startStub({ replies: [ok(echo)] });
      const requested = money(echo.amount, echo.currency);
      expect(await create(stub)).toMatchObject({ observations: [{ requested }] });
    },
  );

  test('sends nothing while the number of the payment is not known', async () => {
    await using stub = await startStub();
    const { connection, call } = stub;
    const unknown = refundToSend({ order: { ...order, providerOrderId: null } });
    await expect(connection.createRefund?.(unknown, call)).rejects.toBeInstanceOf(NotSent);
    expect(stub.received).toEqual([]);
  });
});

const query = ({ connection, call }: Stub) =>
  connection.queryRefund?.({ providerReference, providerRefundId: null, order }, call);

const found = (changes: Record<string, unknown>): ScriptedReply =>
  ok({ ...data, status: 'PROCESSING', description: 'Refund', refundedTime: null, ...changes });

describe('queryRefund by the refund’s own number', () => {
  const config = { refundQueryEnabled: true };
  test('reports how the refund ended and when', async () => {
    const refundedTime = '2024-05-15T09:00:02.500-03:00';
    const reply = found({ status: 'REFUNDED', refundedTime });
    await using stub = await startStub({ config, replies: [reply] });
    expect(await query(stub)).toEqual({
      observations: [
        {
          ...about,
          orderProviderReference: order.providerReference,
          status: 'SUCCEEDED',
          occurredAt: Date.parse('2024-05-15T12:00:02.500Z'),
          requested: brl('40.05'),
          amount: brl('40.05'),
          providerRefundId: data.refundNo,
        },
      ],
      refused: null,
    });
    expect(stub.received[0]).toMatchObject({ target: '/pg/v2/refund/query' });
    expect(String(stub.received[0]?.body)).toBe(`{"merchantRefundNo":"${providerReference}"}`);
  });

  test.each([
    ['PROCESSING', 'PROCESSING'],
    ['FAILED', 'FAILED'],
    ['LOST', null],
  ])('reports %s as %s', async (code, status) => {
    const reply = found({ status: code, errorCode: 'Refund.Common.Rejected' });
    await using stub = await startStub({ config, replies: [reply] });
    const { observations } = (await query(stub)) ?? { observations: [] };
    expect(observations).toMatchObject([{ status }]);
    const failure = Object(observations[0]).failure?.code;
    expect(failure).toBe(code === 'FAILED' ? 'DECLINED' : undefined);
  });

  test('reports an absence for "not found"', async () => {
    await using stub = await startStub({ config, replies: [refusal('Common.OrderNotFound')] });
    expect(await query(stub)).toMatchObject({
      observations: [{ subject: 'ABSENCE', of: 'REFUND', providerReference }],
    });
  });

  test.each([{ merchantRefundNo: 'RF-2' }, { paymentNo: 'P2' }])(
    'ends an answer about %o as an unknown outcome',
    async (changes) => {
      await using stub = await startStub({ config, replies: [found(changes)] });
      await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    },
  );
});

const payment = (refundStatus: unknown): ScriptedReply =>
  ok({ ...JSON.parse(bodies.E5).data, refundStatus });

const queryRefund = (known: RefundUnderWay | undefined, { connection, call }: Stub) => {
  const handle = { providerReference, providerRefundId: null, order };
  const withKnown = known === undefined ? handle : { ...handle, underWay: known };
  return connection.queryRefund?.(withKnown, call);
};

describe('queryRefund through the payment', () => {
  test('queries the payment, and reports the refund', async () => {
    await using stub = await startStub({ replies: [payment('PARTIAL_REFUNDED')] });
    expect(await queryRefund(underWay(), stub)).toMatchObject({
      observations: [{ ...about, status: 'SUCCEEDED' }],
    });
    expect(stub.received[0]).toMatchObject({ target: '/pg/v2/payment/query' });
  });

  test.each([undefined, 'SOMETHING', null])(
    'reports nothing without what is known here, or by the status %s',
    async (code) => {
      await using stub = await startStub({ replies: [payment(code ?? 'REFUNDED')] });
      const known = code === undefined || code === null ? undefined : underWay();
      expect(await queryRefund(known, stub)).toMatchObject({
        observations: [{ ...about, status: null }],
      });
    },
  );

  test('reports a refund that may never have arrived as absent, not failed', async () => {
    await using stub = await startStub({ replies: [payment('NONE')] });
    expect(await queryRefund(underWay({ status: 'UNKNOWN' }), stub)).toEqual({
      observations: [
        { subject: 'ABSENCE', of: 'REFUND', providerReference, queriedAt: vectorTime },
      ],
      refused: null,
    });
  });

  test('reports nothing about the refund of a payment that is not found', async () => {
    await using stub = await startStub({ replies: [refusal('Common.OrderNotFound')] });
    expect(await queryRefund(underWay(), stub)).toMatchObject({ observations: [] });
  });
});

const verdict = (code: string, changes: Partial<RefundUnderWay>) =>
  refundVerdict(code, underWay(changes), vectorTime, () => undefined);

/** `before` is what other refunds have returned of 100.05, `amount` what this one is to return. */
describe('what the payment’s status proves about the refund in progress', () => {
  test.each([
    ['PROCESSING', '0.00', '40.05', 'PROCESSING'],
    ['PROCESSING', '60.00', '40.05', 'PROCESSING'],
    ['PARTIAL_REFUNDED', '0.00', '40.05', 'SUCCEEDED'],
    ['REFUNDED', '0.00', '100.05', 'SUCCEEDED'],
    ['REFUNDED', '60.00', '40.05', 'SUCCEEDED'],
    ['NONE', '0.00', '40.05', 'FAILED'],
    ['NONE', '0.00', '100.05', 'FAILED'],
    ['PARTIAL_REFUNDED', '60.00', '40.05', 'FAILED'],
    ['PARTIAL_REFUNDED', '0.00', '100.05', 'FAILED'],
    // Its success and its failure read the same.
    ['PARTIAL_REFUNDED', '10.00', '40.05', null],
    // Refunds that were not made here.
    ['REFUNDED', '0.00', '40.05', null],
    ['NONE', '10.00', '40.05', null],
    ['PARTIAL_REFUNDED', '100.05', '40.05', null],
    ['', '0.00', '40.05', null],
    ['refunded', '0.00', '100.05', null],
  ])('%s after %s, of %s: %s', (code, before, amount, expected) => {
    const known = { refundedBefore: brl(before), amount: brl(amount) };
    expect(verdict(code, { ...known, status: 'PROCESSING' })).toBe(expected);
  });

  /** Where a restore may have lost others. */
  test.each([
    ['PROCESSING', '0.00', '40.05', null],
    ['PARTIAL_REFUNDED', '0.00', '40.05', 'MAY_BE_OF_ANOTHER'],
    ['PARTIAL_REFUNDED', '0.00', '100.05', 'FAILED'],
    ['PARTIAL_REFUNDED', '60.00', '40.05', 'FAILED'],
    ['REFUNDED', '0.00', '100.05', 'MAY_BE_OF_ANOTHER'],
    ['REFUNDED', '60.00', '40.05', 'MAY_BE_OF_ANOTHER'],
    ['NONE', '0.00', '40.05', 'FAILED'],
    ['NONE', '0.00', '100.05', 'FAILED'],
    ['NONE', '10.00', '40.05', null],
  ])('%s after %s, of %s, where there may be others: %s', (code, before, amount, expected) => {
    const known = { refundedBefore: brl(before), amount: brl(amount), mayHaveOthers: true };
    expect(verdict(code, { ...known, status: 'PROCESSING' })).toBe(expected);
  });

  test.each([
    ['UNKNOWN', 0, 'ABSENT'],
    ['SUBMITTING', 60_000, 'ABSENT'],
    ['PROCESSING', 0, 'FAILED'],
    ['PENDING', 60_000, 'FAILED'],
    ['PENDING', 30_000, 'FAILED'],
    ['PENDING', 29_999, null],
  ] as const)('NONE of a refund that is %s since %i ms: %s', (status, age, expected) => {
    expect(verdict('NONE', { status, sentAt: vectorTime - age })).toBe(expected);
  });
});
