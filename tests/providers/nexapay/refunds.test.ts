import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { orderId, refunded, refundToSend, refusal, startStub, txId } from './requests.ts';
import type { Stub } from './requests.ts';
import { refundBody, refundSignature } from './vectors.ts';

const refund = refundToSend();
const create = async ({ connection, call }: Stub) => connection.createRefund?.(refund, call);
const handle = {
  providerReference: 'R20241212000001',
  providerRefundId: '202412120210110200000000001',
  order: refund.order,
};
const query = async ({ connection, call }: Stub) => connection.queryRefund?.(handle, call);
const observation = {
  subject: 'REFUND',
  providerReference: 'R20241212000001',
  orderProviderReference: orderId,
  providerRefundId: '202412120210110200000000001',
  amount: money('40', 'BRL'),
  occurredAt: null,
  status: 'PROCESSING',
};

describe('createRefund', () => {
  test('sends and signs exactly the vector, and is in progress', async () => {
    await using stub = await startStub(refunded);
    expect(await create(stub)).toEqual({ observations: [observation], refused: null });
    expect(stub.received[0]).toMatchObject({ target: '/api/v1/directPay/refund' });
    expect(stub.received[0]?.body.toString()).toBe(refundBody);
    expect(stub.received[0]?.headers['signature']).toBe(refundSignature);
  });

  test('has a reason that stays the same where none is given', async () => {
    await using stub = await startStub(refunded);
    await stub.connection.createRefund?.(refundToSend({ reason: null }), stub.call);
    expect(stub.received[0]?.body.toString()).toContain('"reason":"Refund R20241212000001"');
  });

  test.each(['1012', '1013', '1014'])('proves FAILED by %s', async (code) => {
    await using stub = await startStub(refusal(code));
    const failure = { code: 'REJECTED', providerCode: code };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'REFUND', status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test.each([
    ['41.00', 'BRL'],
    ['40.00', 'USD'],
  ])('reports what is echoed: %s %s', async (amount, currency) => {
    const echo = refunded
      .replace('40.00', amount)
      .replace('Currency":"BRL', `Currency":"${currency}`);
    await using stub = await startStub(echo);
    expect(await create(stub)).toMatchObject({
      observations: [{ amount: money(amount, currency) }],
    });
  });

  test.each([
    ['another refund', refunded.replace('R20241212000001', 'R1')],
    ['another order', refunded.replace(`"orderId":"${orderId}"`, '"orderId":"1"')],
    ['garbage', refunded.slice(0, 100)],
  ])('ends %s as an unknown outcome', async (_name, answer) => {
    await using stub = await startStub(answer);
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('queryRefund', () => {
  test('queries by both numbers and reports when it ended', async () => {
    const over = refunded
      .replace('"refundStatus":"P"', '"refundStatus":"S"')
      .replace('},"succ"', ',"refundTime":"2024-12-12 08:00:00"},"succ"');
    await using stub = await startStub(over);
    expect(await query(stub)).toEqual({
      observations: [
        { ...observation, status: 'SUCCEEDED', occurredAt: Date.UTC(2024, 11, 12, 0, 0, 0) },
      ],
      refused: null,
    });
    expect(stub.received[0]?.body.toString()).toBe(
      '{"refundRequestId":"R20241212000001","refundTxId":"202412120210110200000000001"}',
    );
  });

  test('reports F as failed', async () => {
    await using stub = await startStub(
      refunded.replace('"refundStatus":"P"', '"refundStatus":"F"'),
    );
    expect(await query(stub)).toMatchObject({
      observations: [{ status: 'FAILED', failure: { code: 'OTHER' } }],
    });
  });

  test('reports "not found" as an absence, and no other refusal', async () => {
    await using absent = await startStub(refusal('1011'));
    expect(await query(absent)).toMatchObject({
      observations: [{ subject: 'ABSENCE', of: 'REFUND', providerReference: 'R20241212000001' }],
    });
    await using other = await startStub(refusal('1003'));
    await expect(query(other)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

test('there are no refunds unless they are switched on', async () => {
  await using stub = await startStub(refunded, { config: { refundEnabled: false } });
  expect(stub.connection).not.toHaveProperty('createRefund');
  expect(stub.connection).not.toHaveProperty('queryRefund');
  expect(stub.connection).not.toHaveProperty('cancelOrder');
  expect(stub.connection).not.toHaveProperty('createSettlement');
  expect(stub.connection).not.toHaveProperty('balances');
});

test('a refund of an order whose number at the provider is not known names only ours', async () => {
  await using stub = await startStub(refunded);
  const order = { providerReference: orderId, providerOrderId: null };
  await stub.connection.createRefund?.(refundToSend({ order }), stub.call);
  expect(stub.received[0]?.body.toString()).not.toContain(txId);
});
