import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { address, orderToSend } from './requests.ts';
import { impatient, brandNames, refusal, startStub, success, vectorTime } from './stub-gateway.ts';
import type { Reaction, ScriptedReply, StubGateway } from './stub-gateway.ts';
import { xBodies } from './vector-bodies.ts';

const created: ScriptedReply = { body: xBodies.B2 };
const changed = (from: string, to: string): ScriptedReply => ({
  body: xBodies.B2.replace(from, to),
});
const order = orderToSend();
const create = ({ connection, call }: StubGateway) => connection.createOrder(order, call);

describe('createOrder', () => {
  test.each(brandNames)('makes an order to be paid of a signed answer: %s', async (brand) => {
    await using stub = await startStub({ brand, replies: [created] });
    expect(await create(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference: 'T20260101000001',
          status: 'AWAITING_PAYMENT',
          occurredAt: null,
          providerOrderId: 'OR1971467057612247041',
          payable: money('124.68', 'USDT', 'ETHEREUM'),
          expiresAt: vectorTime + 1_800_000,
          instructions: {
            depositAddress: '0x2ea755250f9620a6c66b0cd0d41740e3eaec1765',
            tokenContract: '0xdac17f958d2ee523a2206206994597c13d831ec7',
            checkoutUrl: 'https://pay.example.test/pay/OR1971467057612247041',
          },
        },
      ],
      refused: null,
    });
  });

  test.each([
    ['00008', 200, 'REJECTED'],
    ['90409', 200, 'REJECTED'],
    ['90423', 200, 'REJECTED'],
    ['00006', 200, 'PROVIDER_AUTHENTICATION'],
    ['12345', 400, 'REJECTED'],
  ])('proves FAILED by %s with HTTP %i (%s), signed or not', async (retcode, status, code) => {
    await using stub = await startStub({ replies: [refusal(retcode, status)] });
    const failure = { code, providerCode: retcode, providerMessage: `no: ${retcode}` };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'ORDER', status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test('fails the order with a token that is not enabled, and cancels it', async () => {
    const notEnabled = changed('0x2ea755250f9620a6c66b0cd0d41740e3eaec1765', '-1');
    await using stub = await startStub({ replies: [notEnabled, success('true')] });
    expect(await create(stub)).toMatchObject({
      observations: [{ status: 'FAILED', failure: { code: 'METHOD_NOT_ENABLED' } }],
      refused: { code: 'METHOD_NOT_ENABLED' },
    });
    expect(stub.received().map(({ target }) => target)).toEqual([
      '/checkout/order/create',
      '/checkout/order/cancel?orderNo=T20260101000001',
    ]);
  });

  test('fails the order with a token that is not enabled, though the cancel is lost', async () => {
    const notEnabled = changed('0x2ea755250f9620a6c66b0cd0d41740e3eaec1765', '-1');
    await using stub = await startStub({ replies: [notEnabled, { status: 500, body: '' }] });
    expect(await create(stub)).toMatchObject({ refused: { code: 'METHOD_NOT_ENABLED' } });
    expect(stub.logged).toHaveLength(1);
  });

  test('reports another token as it is', async () => {
    await using stub = await startStub({ replies: [changed('ETH_USDT', 'TRX_USDT')] });
    expect(await create(stub)).toMatchObject({
      observations: [{ payable: money('124.68', 'USDT', 'TRON') }],
    });
  });

  const unbelievable: [string, ScriptedReply | Reaction][] = [
    ['another order', changed('T20260101000001', 'T20260101000002')],
    [
      'an address of another chain',
      changed('0x2ea755250f9620a6c66b0cd0d41740e3eaec1765', address.TRON),
    ],
    ['an address cut short', changed('0x2ea755250f9620a6c66b0cd0d41740e3eaec1765', '0x2ea7')],
    ['an amount finer than the token', changed('124.68', '124.6800001')],
    ['an amount that is none', changed('124.68', '"much"')],
    ['no address', changed('"depositAddress"', '"depositAdress"')],
    ['a success without data', success('null')],
    ['no envelope', { body: '{"ok":true}' }],
    ['garbage', { body: '{"retcode":"200","retda' }],
    ['no signature', { body: xBodies.B2, headers: {} }],
    ['a success that is not HTTP 200', { body: xBodies.B2, status: 201 }],
    ['a failure with HTTP 202', refusal('00008', 202)],
    ['HTTP 500', refusal('90500', 500)],
    ['a redirect', { body: '', status: 302, headers: { location: '/' } }],
    [
      'the signature of another answer',
      { body: `${xBodies.B2} `, headers: { SIGNATURE: 'wrong', TIMESTAMP: String(vectorTime) } },
    ],
  ];
  test.each(unbelievable)('ends %s as an unknown outcome', async (_name, reply) => {
    await using stub = await startStub({ replies: [reply] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.exchanges.at(-1)).toMatchObject({ operation: 'createOrder', outcome: 'UNKNOWN' });
    expect(stub.received()).toHaveLength(1);
  });

  test.each([
    ['cut', (response: { destroy(): unknown }) => void response.destroy()],
    ['silence', () => undefined],
  ])('ends %s as an unknown outcome', async (_name, instead) => {
    await using stub = await startStub({ replies: [{ body: '', instead }], limits: impatient });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('certainly sent nothing where the provider does not listen', async () => {
    await using stub = await startStub();
    await stub[Symbol.asyncDispose]();
    await expect(create(stub)).rejects.toBeInstanceOf(NotSent);
  });
});
