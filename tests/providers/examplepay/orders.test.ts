import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { readAuthorization } from '../../../src/providers/examplepay/signature.ts';
import { order as handle, orderToSend, paymentNo } from './requests.ts';
import { impatient, ok, refusal, startStub, vectorTime } from './stub.ts';
import type { Reaction, ScriptedReply, Stub } from './stub.ts';
import { appSecret, bodies, gateway } from './vectors.ts';

const created: ScriptedReply = { body: bodies.E4 };
const changed = (from: string, to: string): ScriptedReply => ({
  body: bodies.E4.replace(from, to),
});
const order = orderToSend();
const { providerReference } = order;
const create = ({ connection, call }: Stub) => connection.createOrder(order, call);
const query = ({ connection, call }: Stub) => connection.queryOrder(handle, call);

/** Answers that prove nothing, whatever was asked. */
const unbelievable: [string, Reaction][] = [
  ['no signature', { body: bodies.E4, headers: {} }],
  ['half a signature', { body: bodies.E4, headers: { authorization: 'V2_SHA256 appId=x' } }],
  ['another secret', { body: bodies.E4, signed: { appSecret: `${appSecret}0` } }],
  ['another appId', { body: bodies.E4, signed: { appId: 'somebody-else' } }],
  ['another address', { body: bodies.E4, signed: { url: `${gateway}/pg/v2/payment/create` } }],
  ['an old time', { body: bodies.E4, signed: { timestamp: String(vectorTime - 300_001) } }],
  ['a time to come', { body: bodies.E4, signed: { timestamp: String(vectorTime + 300_001) } }],
  [
    'our own request',
    ({ headers, body }) => ({ body, headers: { authorization: headers.authorization ?? '' } }),
  ],
  [
    "the request's own nonce",
    ({ headers }) => {
      const nonce = readAuthorization(headers.authorization)?.nonce ?? '';
      return { body: bodies.E4, signed: { nonce } };
    },
  ],
  ['a lengthened body', { body: `${bodies.E4}{}` }],
  ['a repeated member', { body: bodies.E4.replace('"code"', '"code":"OK","c\\u006fde"') }],
  ['bytes that are no UTF-8', { body: Buffer.from([...Buffer.from(bodies.E4), 0xff]) }],
  ['no object', { body: '["OK"]' }],
  ['garbage', { body: bodies.E4.slice(0, 60) }],
  ['an unsigned refusal', { ...refusal('Payment.Common.Rejected'), headers: {} }],
  ['a success that is not HTTP 200', { body: bodies.E4, status: 201 }],
  ['HTTP 400', refusal('Common.InvalidParameter', 400)],
  ['HTTP 429', refusal('Common.Busy', 429)],
  ['HTTP 500', refusal('Common.SystemError', 500)],
  ['a redirect', { body: '', status: 302, headers: { location: '/' } }],
];

describe('createOrder', () => {
  test('a signed answer is an order to be paid', async () => {
    await using stub = await startStub({ replies: [created] });
    expect(await create(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference,
          status: 'AWAITING_PAYMENT',
          occurredAt: null,
          providerOrderId: paymentNo,
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

  test('the prefix of the paths is the account’s', async () => {
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
  ])('the action %o is the instructions %o', async (action, instructions) => {
    const data = { paymentNo, merchantTradeNo: providerReference, action };
    await using stub = await startStub({ replies: [ok(data)] });
    const { observations } = await create(stub);
    expect(observations).toMatchObject([{ status: 'AWAITING_PAYMENT' }]);
    expect(observations[0]).toHaveProperty('providerOrderId', paymentNo);
    expect(Object(observations[0]).instructions).toEqual(instructions);
  });

  test('members that are not documented are tolerated, and missing echoes too', async () => {
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
  ])('%s with HTTP %i proves FAILED (%s)', async (code, status, expected) => {
    await using stub = await startStub({ replies: [refusal(code, status)] });
    const failure = { code: expected, providerCode: code, providerMessage: `no: ${code}` };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'ORDER', providerReference, status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test('a duplicate is our own order: it exists, and nothing else is known', async () => {
    await using stub = await startStub({ replies: [refusal('Common.DuplicateOrder')] });
    expect(await create(stub)).toEqual({
      observations: [{ subject: 'ORDER', providerReference, status: null, occurredAt: null }],
      refused: null,
    });
  });

  test.each([
    ...unbelievable,
    ['another order', changed('ORD-20240514-0001', 'ORD-20240514-0002')],
    ['another amount', changed('100.05', '100.06')],
    ['another currency', changed('BRL', 'INR')],
    ['an amount that is a number', changed('"100.05"', '100.05')],
    ['an amount that is none', changed('100.05', 'much')],
    ['no payment number', changed('"paymentNo"', '"number"')],
    ['a success without data', ok(null)],
  ] satisfies [string, Reaction][])('%s is an unknown outcome', async (_name, reply) => {
    await using stub = await startStub({ replies: [reply] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.exchanges).toMatchObject([{ operation: 'createPayment', outcome: 'UNKNOWN' }]);
    expect(stub.received).toHaveLength(1);
  });

  test.each([
    ['a cut', (response: { destroy(): unknown }) => void response.destroy()],
    ['silence', () => undefined],
  ])('%s is an unknown outcome', async (_name, instead) => {
    await using stub = await startStub({ replies: [{ body: '', instead }], limits: impatient });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.received).toHaveLength(1);
  });

  test('a provider that is not there was surely not asked', async () => {
    await using stub = await startStub();
    await stub[Symbol.asyncDispose]();
    await expect(create(stub)).rejects.toBeInstanceOf(NotSent);
  });
});

describe('queryOrder', () => {
  const found = (changes: Record<string, unknown> = {}): ScriptedReply =>
    ok({ ...JSON.parse(bodies.E5).data, ...changes });

  test('asks by our number, and by that alone', async () => {
    await using stub = await startStub({ replies: [found()] });
    await query(stub);
    expect(stub.received[0]?.target).toBe('/pg/v2/payment/query');
    expect(stub.received[0]?.body.toString()).toBe(`{"merchantTradeNo":"${providerReference}"}`);
  });

  test('PAID tells the money and when it came', async () => {
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
  ])('%s is %s, and no money', async (word, status) => {
    await using stub = await startStub({ replies: [found({ status: word, paidTime: null })] });
    const { observations } = await query(stub);
    expect(observations).toMatchObject([{ status, occurredAt: null }]);
    expect(observations[0]).not.toHaveProperty('paid');
    expect(stub.logged).toHaveLength(status === null ? 1 : 0);
  });

  test('not found is an absence, told in a signed answer', async () => {
    await using stub = await startStub({ replies: [refusal('Common.OrderNotFound')] });
    expect(await query(stub)).toMatchObject({
      observations: [{ subject: 'ABSENCE', of: 'ORDER', providerReference, askedAt: vectorTime }],
    });
  });

  test.each([
    ['Common.OrderNotFound', 404],
    ['Common.Unauthorized', 401],
    ['Common.InvalidParameter', 200],
  ])('%s with HTTP %i says nothing of the order', async (code, status) => {
    await using stub = await startStub({ replies: [refusal(code, status)] });
    const { observations, refused } = await query(stub);
    expect(observations).toEqual([]);
    expect(refused).toMatchObject({ providerCode: code });
  });

  test.each([...unbelievable, ['another order', found({ merchantTradeNo: 'X' })]] satisfies [
    string,
    Reaction,
  ][])('%s is an unknown outcome', async (_name, reply) => {
    await using stub = await startStub({ replies: [reply] });
    await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('cancelOrder', () => {
  const config = { closeEnabled: true };
  const close = ({ connection, call }: Stub) => connection.cancelOrder?.(handle, call);
  const closed = { paymentNo, merchantTradeNo: providerReference, status: 'CLOSED' };

  test('is not there unless it is switched on', async () => {
    await using stub = await startStub();
    expect(stub.connection.cancelOrder).toBeUndefined();
  });

  test('is CANCELED when the close was accepted', async () => {
    await using stub = await startStub({ config, replies: [ok(closed)] });
    expect(await close(stub)).toEqual({
      observations: [{ subject: 'ORDER', providerReference, status: 'CANCELED', occurredAt: null }],
      refused: null,
    });
    expect(stub.received[0]?.target).toBe('/pg/v2/payment/close');
  });

  test('proves nothing by another word', async () => {
    await using stub = await startStub({ config, replies: [ok({ ...closed, status: 'CLOSING' })] });
    expect(await close(stub)).toMatchObject({ observations: [{ status: null }] });
    expect(stub.logged).toHaveLength(1);
  });

  test('says nothing of the order when refused', async () => {
    await using stub = await startStub({
      config,
      replies: [refusal('Payment.Common.NotClosable')],
    });
    expect(await close(stub)).toMatchObject({ observations: [], refused: { code: 'REJECTED' } });
  });
});
