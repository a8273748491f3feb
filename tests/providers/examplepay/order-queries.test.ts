import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { OutcomeUnknown } from '../../../src/providers/provider.ts';
import { order as handle, paymentNo } from './requests.ts';
import { ok, refusal, startStub, vectorTime } from './stub.ts';
import type { Reaction, ScriptedReply, Stub } from './stub.ts';
import { unbelievable } from './unbelievable.ts';
import { bodies } from './vectors.ts';

const { providerReference } = handle;
const query = ({ connection, call }: Stub) => connection.queryOrder(handle, call);

const found = (changes: Record<string, unknown> = {}): ScriptedReply =>
  ok({ ...JSON.parse(bodies.E5).data, ...changes });

describe('queryOrder', () => {
  test('queries by our number, and by that alone', async () => {
    await using stub = await startStub({ replies: [found()] });
    await query(stub);
    expect(stub.received[0]?.target).toBe('/pg/v2/payment/query');
    expect(stub.received[0]?.body.toString()).toBe(`{"merchantTradeNo":"${providerReference}"}`);
  });

  test('reports the money and when it was received for PAID', async () => {
    await using stub = await startStub({ replies: [found()] });
    expect(await query(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference,
          status: 'PAID',
          occurredAt: Date.parse('2024-05-14T07:13:02Z'),
          requested: money('100.05', 'BRL'),
          payable: money('100.05', 'BRL'),
          paid: money('100.05', 'BRL'),
          providerOrderId: paymentNo,
        },
      ],
      refused: null,
    });
  });

  test.each([
    ['PENDING', 'AWAITING_PAYMENT'],
    ['FAILED', 'FAILED'],
    ['CLOSED', 'EXPIRED'],
    ['ON_HOLD', null],
    ['paid', null],
    ['constructor', null],
  ])('reports %s as %s, and no money', async (code, status) => {
    await using stub = await startStub({ replies: [found({ status: code, paidTime: null })] });
    const { observations } = await query(stub);
    expect(observations).toMatchObject([{ status, occurredAt: null }]);
    expect(observations[0]).not.toHaveProperty('paid');
    expect(stub.logged).toHaveLength(status === null ? 1 : 0);
  });

  test('reports an absence for a signed "not found"', async () => {
    await using stub = await startStub({ replies: [refusal('Common.OrderNotFound')] });
    expect(await query(stub)).toMatchObject({
      observations: [{ subject: 'ABSENCE', of: 'ORDER', providerReference, queriedAt: vectorTime }],
    });
  });

  test.each([
    ['Common.OrderNotFound', 404],
    ['Common.Unauthorized', 401],
    ['Common.InvalidParameter', 200],
  ])('reports nothing about the order for %s with HTTP %i', async (code, status) => {
    await using stub = await startStub({ replies: [refusal(code, status)] });
    const { observations, refused } = await query(stub);
    expect(observations).toEqual([]);
    expect(refused).toMatchObject({ providerCode: code });
  });

  test.each([...unbelievable, ['another order', found({ merchantTradeNo: 'X' })]] satisfies [
    string,
    Reaction,
  ][])('ends %s as an unknown outcome', async (_name, reply) => {
    await using stub = await startStub({ replies: [reply] });
    await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

const close = ({ connection, call }: Stub) => connection.cancelOrder?.(handle, call);

describe('cancelOrder', () => {
  const config = { closeEnabled: true };
  const closed = { paymentNo, merchantTradeNo: providerReference, status: 'CLOSED' };

  test('is missing unless it is switched on', async () => {
    await using stub = await startStub();
    expect(stub.connection).not.toHaveProperty('cancelOrder');
  });

  test('is CANCELED when the close was accepted', async () => {
    await using stub = await startStub({ config, replies: [ok(closed)] });
    expect(await close(stub)).toEqual({
      observations: [{ subject: 'ORDER', providerReference, status: 'CANCELED', occurredAt: null }],
      refused: null,
    });
    expect(stub.received[0]?.target).toBe('/pg/v2/payment/close');
  });

  test('proves nothing by another status', async () => {
    await using stub = await startStub({ config, replies: [ok({ ...closed, status: 'CLOSING' })] });
    expect(await close(stub)).toMatchObject({ observations: [{ status: null }] });
    expect(stub.logged).toHaveLength(1);
  });

  test('reports nothing about the order when refused', async () => {
    await using stub = await startStub({
      config,
      replies: [refusal('Payment.Common.NotClosable')],
    });
    expect(await close(stub)).toMatchObject({ observations: [], refused: { code: 'REJECTED' } });
  });
});
