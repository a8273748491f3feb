import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { orderToSend, paymentNo } from './requests.ts';
import { impatient, ok, refusal, startStub } from './stub.ts';
import type { Reaction, ScriptedReply, Stub } from './stub.ts';
import { unbelievable } from './unbelievable.ts';
import { bodies } from './vectors.ts';

const created: ScriptedReply = { body: bodies.E4 };
const changed = (from: string, to: string): ScriptedReply => ({
  body: bodies.E4.replace(from, to),
});
const order = orderToSend();
const { providerReference } = order;
const create = ({ connection, call }: Stub) => connection.createOrder(order, call);

describe('createOrder', () => {
  test('makes an order to be paid of a signed answer', async () => {
    await using stub = await startStub({ replies: [created] });
    expect(await create(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference,
          status: 'AWAITING_PAYMENT',
          occurredAt: null,
          providerOrderId: paymentNo,
          requested: money('100.05', 'BRL'),
          payable: money('100.05', 'BRL'),
          instructions: {
            checkoutUrl: 'https://cashier.example.test/pay/P20240514151238000001',
          },
        },
      ],
      refused: null,
    });
    const [request] = stub.received;
    expect(request).toMatchObject({ method: 'POST', target: '/pg/v2/payment/create' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      accept: 'application/json',
      'user-agent': 'paygraph/1.0',
    });
  });

  test('uses the account’s prefix of the paths', async () => {
    await using stub = await startStub({ replies: [created], config: { pathPrefix: '/v2' } });
    await create(stub);
    expect(stub.received[0]?.target).toBe('/v2/payment/create');
  });

  test.each([
    [{ type: 'INTENT', url: 'upi://pay?pa=a@b' }, { checkoutUrl: 'upi://pay?pa=a@b' }],
    [{ type: 'NEW', url: 'https://a.test/' }, { checkoutUrl: 'https://a.test/' }],
    [{ type: 'QRCODE', content: '000201' }, { qrPayload: '000201' }],
    [{ type: 'REDIRECT', url: 'javascript:alert(1)' }, undefined],
    [{ type: 'REDIRECT', url: 'nowhere' }, undefined],
    [{}, undefined],
    [null, undefined],
  ])('maps the action %o to the instructions %o', async (action, instructions) => {
    const data = { paymentNo, merchantTradeNo: providerReference, action };
    await using stub = await startStub({ replies: [ok(data)] });
    const { observations } = await create(stub);
    expect(observations).toMatchObject([{ status: 'AWAITING_PAYMENT' }]);
    expect(observations[0]).toHaveProperty('providerOrderId', paymentNo);
    expect(Object(observations[0]).instructions).toEqual(instructions);
  });

  test('tolerates members that are not documented, and missing echoes too', async () => {
    const data = { paymentNo, action: { url: 'https://a.test/', more: 1 }, score: 0.1 };
    await using stub = await startStub({ replies: [ok(data)] });
    expect(await create(stub)).toMatchObject({ observations: [{ status: 'AWAITING_PAYMENT' }] });
  });

  test.each([
    ['Payment.Common.Rejected', 200, 'DECLINED'],
    ['Common.InvalidParameter', 200, 'REJECTED'],
    ['Common.UnsupportedMethod', 200, 'REJECTED'],
    ['Something.New', 200, 'REJECTED'],
    ['Common.Unauthorized', 401, 'PROVIDER_AUTHENTICATION'],
    ['Common.Forbidden', 403, 'REJECTED'],
    ['Common.NotFound', 404, 'REJECTED'],
    ['Common.UnsupportedMediaType', 415, 'REJECTED'],
  ])('proves FAILED by %s with HTTP %i (%s)', async (code, status, expected) => {
    await using stub = await startStub({ replies: [refusal(code, status)] });
    const failure = { code: expected, providerCode: code, providerMessage: `no: ${code}` };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'ORDER', providerReference, status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test('treats a duplicate as our own order, of which nothing else is known', async () => {
    await using stub = await startStub({ replies: [refusal('Common.DuplicateOrder')] });
    expect(await create(stub)).toEqual({
      observations: [{ subject: 'ORDER', providerReference, status: null, occurredAt: null }],
      refused: null,
      referenceTaken: 'SURELY',
    });
  });

  test.each([
    ['100.06', 'BRL'],
    ['100.05', 'INR'],
  ])('reports what is echoed: %s %s', async (amount, currency) => {
    const data = { paymentNo, merchantTradeNo: providerReference, amount, currency };
    await using stub = await startStub({ replies: [ok(data)] });
    expect(await create(stub)).toMatchObject({
      observations: [{ requested: money(amount, currency) }],
    });
  });

  test.each([
    ...unbelievable,
    ['another order', changed('ORD-20240514-0001', 'ORD-20240514-0002')],
    ['an amount that is a number', changed('"100.05"', '100.05')],
    ['an amount that is none', changed('100.05', 'much')],
    ['no payment number', changed('"paymentNo"', '"number"')],
    ['a success without data', ok(null)],
  ] satisfies [string, Reaction][])('ends %s as an unknown outcome', async (_name, reply) => {
    await using stub = await startStub({ replies: [reply] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.exchanges).toMatchObject([{ operation: 'createPayment', outcome: 'UNKNOWN' }]);
    expect(stub.received).toHaveLength(1);
  });

  test.each([
    ['a cut', (response: { destroy(): unknown }) => void response.destroy()],
    ['silence', () => undefined],
  ])('ends %s as an unknown outcome', async (_name, instead) => {
    await using stub = await startStub({ replies: [{ body: '', instead }], limits: impatient });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.received).toHaveLength(1);
  });

  test('certainly sent nothing where the provider does not listen', async () => {
    await using stub = await startStub();
    await stub[Symbol.asyncDispose]();
    await expect(create(stub)).rejects.toBeInstanceOf(NotSent);
  });
});
