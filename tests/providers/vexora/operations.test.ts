import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { methods, orderToSend, settlementToSend } from './requests.ts';
import { refusal, startStub, stubTime, success } from './stub-vexora.ts';
import type { ScriptedReply, StubVexora } from './stub-vexora.ts';
import { bodies } from './vector-bodies.ts';

const unsigned = (text: string): Record<string, unknown> => {
  const { timestamp: _, ...rest } = JSON.parse(text) as Record<string, unknown>;
  return rest;
};

/** What an answer must state, for each call that creates something. */
const created =
  '{"tradeNo":"00000007","platFormTradeNo":"c167o1itir0fypid","status":"0015","desc":"Paying","remark":"000000","paymentUrl":"https://ccutest.example.test/?data=0ae8"}';
const paidOut =
  '{"tradeNo":"tn1740632538919","platFormTradeNo":"63mz9aepqczdw280","status":"0015","desc":"Paying"}';
const balance = '{"availableAmount":9998989.1200,"unsettledAmount":0.0000,"freezeAmount":10.0000}';
const instead = (act: (response: { destroy(): unknown }) => unknown): ScriptedReply => ({
  body: '',
  instead: (response) => void act(response),
});

const create = ({ connection, call }: StubVexora) => connection.createOrder(orderToSend(), call);
const payOut = async ({ connection, call }: StubVexora) =>
  connection.createSettlement?.(settlementToSend(), call);
const find = ({ connection, call }: StubVexora) =>
  connection.queryOrder({ providerReference: '00000007', providerOrderId: null }, call);
const findPayout = async ({ connection, call }: StubVexora) =>
  connection.querySettlement?.(
    { providerReference: 'tn1740632538919', providerSettlementId: null },
    call,
  );

describe('createOrder', () => {
  test('sends the body of V1, correctly signed, and returns where the payer has to go', async () => {
    await using stub = await startStub({ checkout: success(created) });
    expect(await create(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference: '00000007',
          status: 'AWAITING_PAYMENT',
          occurredAt: null,
          providerOrderId: 'c167o1itir0fypid',
          payable: money('300', 'TWD'),
          expiresAt: stubTime + 86_400_000,
          instructions: { checkoutUrl: 'https://ccutest.example.test/?data=0ae8' },
        },
      ],
      refused: null,
    });
    const [request] = stub.received;
    expect(request).toMatchObject({ method: 'POST', target: '/taiwan/v1/vexora/checkout' });
    expect(request?.headers).toMatchObject({
      merchantno: '0000000001',
      'content-type': 'application/json',
    });
    expect(stub.bodies()).toEqual([unsigned(bodies.V1)]);
    expect(JSON.parse(String(request?.body))).toMatchObject({
      timestamp: '1724142041682',
      sign: '845b713f9f5e49f3a1c1c174343cdcb8',
    });
  });

  test('sends the body of V2 for a store', async () => {
    await using stub = await startStub({ checkout: success(created) });
    const order = orderToSend({ method: methods.store });
    await stub.connection.createOrder(order, stub.call);
    expect(stub.bodies()).toEqual([unsigned(bodies.V2)]);
    expect(String(stub.received[0]?.body)).toContain('"sign":"fed1064e3ac8eb67823de86e2464fa38"');
  });

  test('gives a wallet half an hour, and prefers paymentLink to paymentUrl', async () => {
    const both = created.replace('"paymentUrl"', '"paymentLink":"https://a.test/","paymentUrl"');
    await using stub = await startStub({ checkout: success(both) });
    const order = orderToSend({ method: methods.wallet });
    const { observations } = await stub.connection.createOrder(order, stub.call);
    expect(observations).toMatchObject([
      { expiresAt: stubTime + 1_800_000, instructions: { checkoutUrl: 'https://a.test/' } },
    ]);
    expect(stub.bodies()).toMatchObject([{ channelCode: 'EWALLET', wayCode: 'LINEPAY' }]);
  });

  test.each([
    ['no address', created.replace('"paymentUrl"', '"payInfo"')],
    ['an address that is no web page', created.replace('https://ccutest', 'javascript:alert')],
  ])('leaves the order waiting without a page for %s', async (_name, data) => {
    await using stub = await startStub({ checkout: success(data) });
    const { observations } = await create(stub);
    expect(observations).toMatchObject([{ status: 'AWAITING_PAYMENT' }]);
    expect(observations[0]).not.toHaveProperty('instructions');
  });

  test('reports an accepted order that failed at once as declined, with the reason', async () => {
    const data = created
      .replace('"0015"', '"00029"')
      .replace('"desc"', '"message":"bad mobile","d"');
    await using stub = await startStub({ checkout: success(data) });
    const failure = { code: 'DECLINED', providerCode: '00029', providerMessage: 'bad mobile' };
    expect(await create(stub)).toMatchObject({
      observations: [{ status: 'FAILED', failedOrExpired: true, failure }],
      refused: failure,
    });
  });

  test('proves by 8000 that there is no order', async () => {
    await using stub = await startStub({ checkout: refusal('sign error') });
    const failure = { code: 'REJECTED', providerCode: '8000', providerMessage: 'sign error' };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'ORDER', status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test.each(['0000', '0001', '0100019', 'PAID'])(
    'proves no money and no failure by an unsigned answer with the status %s',
    async (status) => {
      await using stub = await startStub({ checkout: success(created.replace('0015', status)) });
      expect(await create(stub)).toMatchObject({
        observations: [{ status: null, providerOrderId: 'c167o1itir0fypid' }],
        refused: null,
      });
    },
  );

  test('certainly sends nothing that it cannot build', async () => {
    await using stub = await startStub({ checkout: success(created) });
    const order = orderToSend({ method: { type: 'UPI', flow: 'INTENT', vpa: null } });
    await expect(stub.connection.createOrder(order, stub.call)).rejects.toBeInstanceOf(NotSent);
    expect(stub.received).toEqual([]);
  });
});

const lost: [string, ScriptedReply][] = [
  ['code 5000', refusal('system exception', '5000')],
  ['a code that is not known', refusal('paying', '0015')],
  ['0000 without success', { body: '{"code":"0000","success":false,"data":{}}' }],
  ['HTTP 500', { status: 500, body: '' }],
  ['HTTP 404', { status: 404, body: 'not found' }],
  ['HTTP 401 with an envelope', { ...refusal('no'), status: 401 }],
  ['a redirect', { status: 302, body: '' }],
  ['garbage', { body: '{"code":"0000","data":{"trade' }],
  ['no envelope', { body: '{"ok":true}' }],
  ['an answer without data', success('null')],
  ['another number', success('{"tradeNo":"other","status":"0015"}')],
  ['a cut', instead((response) => response.destroy())],
  ['silence', instead(() => undefined)],
];

describe('the three outcomes', () => {
  test.each(lost)('of every operation include unknown for %s', async (_name, reply) => {
    await using stub = await startStub({
      checkout: reply,
      disbursements: reply,
      queryPayInResult: reply,
      queryPayOutResult: reply,
    });
    const calls = [create(stub), payOut(stub), find(stub), findPayout(stub)];
    for (const outcome of await Promise.allSettled(calls)) {
      expect(outcome).toMatchObject({ reason: expect.any(OutcomeUnknown) as unknown });
    }
    expect(stub.exchanges.map(({ outcome }) => outcome)).toEqual(calls.map(() => 'UNKNOWN'));
  });

  test('include certainly not sent where the provider does not listen', async () => {
    await using stub = await startStub();
    await stub[Symbol.asyncDispose]();
    await expect(create(stub)).rejects.toBeInstanceOf(NotSent);
    await expect(payOut(stub)).rejects.toBeInstanceOf(NotSent);
  });

  test('are the same where success and timestamp are strings', async () => {
    const body = `{"code":"0000","success":"true","timestamp":"1","data":${created}}`;
    await using stub = await startStub({ checkout: { body } });
    expect((await create(stub)).observations).toMatchObject([{ status: 'AWAITING_PAYMENT' }]);
  });

  test('leave no secret and no signature in what is stored', async () => {
    await using stub = await startStub({
      checkout: { body: '{"code":"8000","msg":"vx_test_secret_0123456789abcdef"}' },
    });
    await create(stub);
    const recorded = JSON.stringify([stub.exchanges, stub.logged]);
    expect(recorded).toContain('checkout');
    expect(recorded).not.toContain('vx_test_secret_0123456789abcdef');
    expect(recorded).not.toContain('845b713f9f5e49f3a1c1c174343cdcb8');
  });
});

describe('createSettlement', () => {
  test('sends the body of V4, correctly signed', async () => {
    await using stub = await startStub({ disbursements: success(paidOut) });
    expect(await payOut(stub)).toEqual({
      observations: [
        {
          subject: 'SETTLEMENT',
          providerReference: 'tn1740632538919',
          status: 'PROCESSING',
          occurredAt: null,
          providerSettlementId: '63mz9aepqczdw280',
        },
      ],
      refused: null,
    });
    expect(stub.bodies()).toEqual([unsigned(bodies.V4)]);
  });

  test.each([
    ['8000', refusal('insufficient balance'), 'REJECTED'],
    ['00029', success(paidOut.replace('0015', '00029')), 'DECLINED'],
  ])('reports %s as FAILED', async (_name, reply, code) => {
    await using stub = await startStub({ disbursements: reply });
    expect(await payOut(stub)).toMatchObject({
      observations: [{ status: 'FAILED', failure: { code } }],
      refused: { code },
    });
  });

  test.each(['0000', '0001', '99999'])('proves nothing by %s in the answer', async (status) => {
    await using stub = await startStub({ disbursements: success(paidOut.replace('0015', status)) });
    expect(await payOut(stub)).toMatchObject({ observations: [{ status: null }], refused: null });
  });
});

describe('a query that is refused with 8000', () => {
  test('proves nothing while the provider answers no other query either', async () => {
    await using stub = await startStub();
    expect(await find(stub)).toMatchObject({ observations: [], refused: { providerCode: '8000' } });
    expect(await findPayout(stub)).toMatchObject({ observations: [] });
  });

  test('proves nothing when the control query is lost', async () => {
    await using stub = await startStub({ queryBalance: refusal('system exception', '5000') });
    expect(await find(stub)).toMatchObject({ observations: [] });
  });

  test('proves an absence where a balance query is answered right after', async () => {
    await using stub = await startStub({ queryBalance: success(balance) });
    const absence = { subject: 'ABSENCE', queriedAt: stubTime };
    expect(await find(stub)).toMatchObject({
      observations: [{ ...absence, of: 'ORDER', providerReference: '00000007' }],
    });
    expect(await findPayout(stub)).toMatchObject({
      observations: [{ ...absence, of: 'SETTLEMENT', providerReference: 'tn1740632538919' }],
    });
  });
});

describe('balances', () => {
  test('are those of the account, with what the currency does not have cut off', async () => {
    await using stub = await startStub({ queryBalance: success(balance) });
    expect(await stub.connection.balances?.(stub.call)).toEqual([
      {
        available: money('9998989', 'TWD'),
        frozen: money('10', 'TWD'),
        unsettled: money('0', 'TWD'),
      },
    ]);
  });

  test('keep the decimals that the currency has', async () => {
    await using stub = await startStub(
      { queryBalance: success(balance.replace('10.0000', '"10.129"')) },
      { currency: 'IDR' },
    );
    const [only] = (await stub.connection.balances?.(stub.call)) ?? [];
    expect(only).toMatchObject({
      available: money('9998989.12', 'IDR'),
      frozen: money('10.12', 'IDR'),
    });
  });

  test('that are refused are not known', async () => {
    await using stub = await startStub();
    await expect(stub.connection.balances?.(stub.call)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});
