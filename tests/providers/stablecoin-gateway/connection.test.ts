import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import { address, orderToSend, refundToSend, settlementToSend } from './requests.ts';
import {
  brandNames,
  refusal,
  signKey,
  signResponse,
  startStub,
  success,
  vectorTime,
} from './stub-gateway.ts';
import type { Reaction, ScriptedReply, StubGateway } from './stub-gateway.ts';
import { xBodies } from './vector-bodies.ts';

const created: ScriptedReply = { body: xBodies.B2 };
const changed = (from: string, to: string): ScriptedReply => {
  expect(xBodies.B2).toContain(from);
  return { body: xBodies.B2.replace(from, to) };
};
const order = orderToSend();
const handle = { providerReference: order.providerReference, providerOrderId: null };
const create = ({ connection, call }: StubGateway) => connection.createOrder(order, call);

describe('createOrder', () => {
  test.each(brandNames)('%s: a signed answer is an order to be paid', async (brand) => {
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
  ])('%s with HTTP %i proves FAILED (%s), signed or not', async (retcode, status, code) => {
    await using stub = await startStub({ replies: [refusal(retcode, status)] });
    const failure = { code, providerCode: retcode, providerMessage: `no: ${retcode}` };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'ORDER', status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test('a token that is not enabled fails the order, which is canceled', async () => {
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

  test('a token that is not enabled fails the order, though the cancel is lost', async () => {
    const notEnabled = changed('0x2ea755250f9620a6c66b0cd0d41740e3eaec1765', '-1');
    await using stub = await startStub({ replies: [notEnabled, { status: 500, body: '' }] });
    expect(await create(stub)).toMatchObject({ refused: { code: 'METHOD_NOT_ENABLED' } });
    expect(stub.logged).toHaveLength(1);
  });

  const unbelievable: [string, ScriptedReply | Reaction][] = [
    ['another order', changed('T20260101000001', 'T20260101000002')],
    ['another token', changed('ETH_USDT', 'TRX_USDT')],
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
  test.each(unbelievable)('%s is an unknown outcome', async (_name, reply) => {
    await using stub = await startStub({ replies: [reply] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.exchanges.at(-1)).toMatchObject({ operation: 'createOrder', outcome: 'UNKNOWN' });
    expect(stub.received()).toHaveLength(1);
  });

  test.each([
    ['cut', (response: { destroy(): unknown }) => void response.destroy()],
    ['silence', () => undefined],
  ])('%s is an unknown outcome', async (_name, instead) => {
    await using stub = await startStub({ replies: [{ body: '', instead }] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('a provider that is not there was surely not asked', async () => {
    await using stub = await startStub();
    await stub[Symbol.asyncDispose]();
    await expect(create(stub)).rejects.toBeInstanceOf(NotSent);
  });
});

describe('the signature of an answer', () => {
  const signedAt =
    (away: number): Reaction =>
    (request) => ({
      body: xBodies.B2,
      headers: signResponse('ANEXPAY_XCHECKOUT', request, xBodies.B2, vectorTime + away),
    });

  test.each([-120_000, 120_000])('is believed when %i ms away', async (away) => {
    await using stub = await startStub({ replies: [signedAt(away)] });
    await expect(create(stub)).resolves.toMatchObject({ refused: null });
  });

  test.each([-120_001, 120_001])('is stale when %i ms away', async (away) => {
    await using stub = await startStub({ replies: [signedAt(away)] });
    await expect(create(stub)).rejects.toThrow('stale');
  });

  test('is over the timestamp of the request where the answer has none', async () => {
    const reply: Reaction = (request) => {
      const { SIGNATURE = '' } = signResponse(
        'ANEXPAY_XCHECKOUT',
        request,
        xBodies.B2,
        Number(request.headers['timestamp']),
      );
      return { body: xBodies.B2, headers: { SIGNATURE } };
    };
    await using stub = await startStub({ replies: [reply] });
    await expect(create(stub)).resolves.toMatchObject({ refused: null });
  });

  type Change = (headers: Record<string, string>) => Record<string, string>;
  const naming: [string, Change, boolean][] = [
    ['both names', (headers) => headers, true],
    [
      'D-Signature alone',
      ({ SIGNATURE: _signature, TIMESTAMP: _timestamp, ...rest }) => rest,
      true,
    ],
    ['SIGNATURE alone', ({ SIGNATURE = '', TIMESTAMP = '' }) => ({ SIGNATURE, TIMESTAMP }), true],
    ['two that differ', (headers) => ({ ...headers, SIGNATURE: 'other' }), false],
    ['neither', () => ({}), false],
  ];
  test.each(naming)('of W Checkout, with %s', async (_name, change, believed) => {
    const reply: Reaction = (request) => ({
      body: xBodies.B2,
      headers: change(signResponse('W_CHECKOUT', request, xBodies.B2, vectorTime)),
    });
    await using stub = await startStub({ brand: 'W_CHECKOUT', replies: [reply] });
    const ended = await create(stub).then(
      ({ refused }) => refused === null,
      (error: unknown) => !(error instanceof OutcomeUnknown),
    );
    expect(ended).toBe(believed);
  });

  test('of XCheckout is not looked for under the other name', async () => {
    const reply: Reaction = (request) => {
      const { SIGNATURE = '', TIMESTAMP = '' } = signResponse(
        'ANEXPAY_XCHECKOUT',
        request,
        xBodies.B2,
        vectorTime,
      );
      return { body: xBodies.B2, headers: { 'D-Signature': SIGNATURE, TIMESTAMP } };
    };
    await using stub = await startStub({ replies: [reply] });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('questions', () => {
  const ask = ({ connection, call }: StubGateway) => connection.queryOrder(handle, call);

  test('an order that is there', async () => {
    const shown =
      '{"orderNo":"T20260101000001","orderStatus":"TIMEOUT","token":"ETH_USDT","payingAmount":"124.680000","new":1}';
    await using stub = await startStub({ replies: [success(shown)] });
    expect(await ask(stub)).toMatchObject({
      observations: [{ status: 'EXPIRED', payable: money('124.68', 'USDT', 'ETHEREUM') }],
      refused: null,
    });
  });

  test('an answer about another order proves nothing', async () => {
    await using stub = await startStub({
      replies: [success('{"orderNo":"T2","orderStatus":"PAID"}')],
    });
    await expect(ask(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test.each(['90404', '00008', '77777'])('%s is an absence, whatever the code', async (retcode) => {
    await using stub = await startStub({ replies: [refusal(retcode)] });
    const absence = {
      subject: 'ABSENCE',
      providerReference: 'T20260101000001',
      askedAt: vectorTime,
    };
    expect(await ask(stub)).toMatchObject({
      observations: [{ ...absence, of: 'ORDER' }],
      refused: { code: 'REJECTED', providerCode: retcode },
    });
  });

  test.each([
    ['00006', 200],
    ['90401', 401],
    ['00008', 400],
  ])('%s with HTTP %i is no absence', async (retcode, status) => {
    await using stub = await startStub({ replies: [refusal(retcode, status)] });
    const { observations, refused } = await ask(stub);
    expect(observations).toEqual([]);
    expect(refused).toMatchObject({ providerCode: retcode });
  });

  test('R32: a new status word is no failure, and somebody is told', async () => {
    const shown = '{"orderNo":"T20260101000001","orderStatus":"FROZEN"}';
    await using stub = await startStub({ replies: [success(shown)] });
    expect(await ask(stub)).toMatchObject({ observations: [{ status: null }], refused: null });
    expect(stub.logged).toMatchObject([['warn', expect.any(String), { word: 'FROZEN' }]]);
  });
});

describe('every other operation', () => {
  const refundHandle = { providerReference: 'R1', providerRefundId: null, order: handle };
  const settlementHandle = { providerReference: 'S1', providerSettlementId: null };
  const refund = refundToSend({ providerReference: 'R1', address: address.ETHEREUM });
  const settlement = settlementToSend({ providerReference: 'S1' });
  const bank = { type: 'REGISTERED_BANK_ACCOUNT', remitId: 'B1', fiat: 'USD' } as const;
  const abnormal = {
    providerReference: 'R1',
    order: handle,
    providerAbnormalPaymentId: 'A1',
    transactionHash: '0x1',
    amount: money('5', 'USDT', 'ETHEREUM'),
    reason: null,
  };
  const refundShown = '{"refundOrderNo":"R1","refundStatus":"PENDING_REFUND"}';
  const settlementShown = '{"settlementOrderNo":"S1","settlementStatus":"PENDING_SETTLEMENT"}';

  type Do = (stub: StubGateway) => Promise<unknown>;
  const operations: [string, Do, string, string][] = [
    [
      'GET /checkout/order/cancel?orderNo=T20260101000001',
      ({ connection: c, call }) => c.cancelOrder?.(handle, call) ?? never(),
      'true',
      'CANCELED',
    ],
    [
      'POST /checkout/refund/create',
      ({ connection: c, call }) => c.createRefund?.(refund, call) ?? never(),
      refundShown,
      'PENDING',
    ],
    [
      'GET /checkout/refund/info?refundOrderNo=R1',
      ({ connection: c, call }) => c.queryRefund?.(refundHandle, call) ?? never(),
      refundShown,
      'PENDING',
    ],
    [
      'GET /checkout/refund/cancel?refundOrderNo=R1',
      ({ connection: c, call }) => c.cancelRefund?.(refundHandle, call) ?? never(),
      'true',
      'CANCELED',
    ],
    [
      'POST /checkout/abnormal-payment/refund',
      ({ connection: c, call }) => c.refundAbnormalPayment?.(abnormal, call) ?? never(),
      refundShown,
      'PENDING',
    ],
    [
      'POST /checkout/settlement/create',
      ({ connection: c, call }) => c.createSettlement?.(settlement, call) ?? never(),
      settlementShown,
      'PENDING',
    ],
    [
      'POST /checkout/settlement/create-fiat',
      ({ connection: c, call }) =>
        c.createSettlement?.({ ...settlement, destination: bank }, call) ?? never(),
      settlementShown,
      'PENDING',
    ],
    [
      'GET /checkout/settlement/info?settlementOrderNo=S1',
      ({ connection: c, call }) => c.querySettlement?.(settlementHandle, call) ?? never(),
      settlementShown,
      'PENDING',
    ],
    [
      'GET /checkout/settlement/cancel?settlementOrderNo=S1',
      ({ connection: c, call }) => c.cancelSettlement?.(settlementHandle, call) ?? never(),
      'true',
      'CANCELED',
    ],
  ];

  test.each(operations)('%s succeeds', async (line, run, retdata, status) => {
    await using stub = await startStub({ replies: [success(retdata)] });
    expect(await run(stub)).toMatchObject({ observations: [{ status }], refused: null });
    const [sent] = stub.received();
    expect(`${sent?.method} ${sent?.target}`).toBe(line);
    expect(sent?.body.toString('utf8')).not.toContain('null');
  });

  test.each(operations)('%s is refused', async (line, run) => {
    await using stub = await startStub({ replies: [refusal('90422')] });
    const reply = await run(stub);
    expect(reply).toMatchObject({ refused: { code: 'REJECTED', providerCode: '90422' } });
    const subject = line.includes('/info?') ? [{ subject: 'ABSENCE' }] : [{ status: 'FAILED' }];
    expect(reply).toMatchObject({ observations: line.includes('/cancel?') ? [] : subject });
  });

  test.each(operations)('%s is answered about something else, or badly', async (_line, run) => {
    await using stub = await startStub({ replies: [success('false')] });
    await expect(run(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('an abnormal payment whose transaction is not known cannot be refunded yet', async () => {
    await using stub = await startStub();
    const unknown = { ...abnormal, transactionHash: null };
    const { connection, call } = stub;
    await expect(connection.refundAbnormalPayment?.(unknown, call)).rejects.toBeInstanceOf(NotSent);
  });
});

describe('lists', () => {
  const range = { from: vectorTime + 1, to: vectorTime + 1_001, page: 2 };
  const page = (records: string, total: number): ScriptedReply =>
    success(`{"records":${records},"total":${total},"pageSize":100,"pageNo":2}`);

  test('are asked for in the times of Singapore, both ends within', async () => {
    await using stub = await startStub({
      replies: [page('[{"orderNo":"T1","orderStatus":"PAID"}]', 201)],
    });
    const listed = await stub.connection.listOrders?.(range, stub.call);
    expect(listed).toMatchObject({ observations: [{ providerReference: 'T1' }], hasMore: true });
    expect(stub.received()[0]?.body.toString('utf8')).toBe(
      '{"pageNum":2,"pageSize":100,"startTime":"2026-01-01 08:00:00","endTime":"2026-01-01 08:00:02"}',
    );
  });

  test('end with the last page', async () => {
    const records = '[{"refundOrderNo":"R1","refundStatus":"REFUNDED"}]';
    await using stub = await startStub({ replies: [page(records, 101)] });
    const { connection, call } = stub;
    expect(await connection.listRefunds?.(range, call)).toMatchObject({ hasMore: false });
  });

  test('leave out what cannot be read, and say so', async () => {
    const records =
      '[{"settlementOrderNo":"S1","token":"BASE_USDT","amount":1},{"settlementOrderNo":"S2"}]';
    await using stub = await startStub({ replies: [page(records, 2)] });
    const listed = await stub.connection.listSettlements?.(range, stub.call);
    expect(listed?.observations).toMatchObject([{ providerReference: 'S2' }]);
    expect(stub.logged).toHaveLength(1);
  });

  test('of abnormal payments are filtered', async () => {
    const record =
      '{"abnormalPaymentNo":"A1","orderNo":"T1","token":"ETH_USDT","amount":"5","pendingAmount":"2.50","hash":"0x1","type":"OVER_PAID","status":"PENDING"}';
    await using stub = await startStub({ replies: [page(`[${record}]`, 1)] });
    const filter = { providerAbnormalPaymentId: 'A1', orderProviderReference: 'T1' };
    const listed = await stub.connection.listAbnormalPayments?.(filter, stub.call);
    expect(listed?.observations).toMatchObject([
      { type: 'OVERPAID', handled: false, pending: money('2.5', 'USDT', 'ETHEREUM') },
    ]);
    expect(stub.received()[0]?.body.toString('utf8')).toBe(
      '{"pageNum":1,"pageSize":100,"orderNo":"T1","abnormalPaymentNo":"A1"}',
    );
  });

  test('that are refused are not taken for empty', async () => {
    await using stub = await startStub({ replies: [refusal('00008')] });
    const listing = stub.connection.listOrders?.(range, stub.call);
    await expect(listing).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

test('no secret is in any record, log or error', async () => {
  const echo: Reaction = ({ headers }) => ({
    status: 403,
    body: `{"retcode":"00006","retmsg":"key the-api-key, ${signKey}, ${headers.authorization}"}`,
    headers: {},
  });
  const replies = [
    echo,
    success('{"orderNo":"T2","orderStatus":"PAID"}'),
    { body: '', instead: () => undefined },
  ];
  await using stub = await startStub({ replies });
  const results: unknown[] = [];
  for (let calls = 0; calls < replies.length; calls += 1) {
    results.push(await create(stub).catch((error: unknown) => error));
  }
  const [, business] = stub.exchanges;
  expect(business?.request).toContain('POST /checkout/order/create');
  const [, ...errors] = results;
  const told = inspect([stub.exchanges, stub.logged, errors], { depth: 9, showHidden: true });
  const signatures = stub.received().map(({ headers }) => String(headers['signature']));
  const token = String(stub.received()[0]?.headers.authorization).replace('Bearer ', '');
  for (const secret of [
    'the-api-key',
    'the-api-secret',
    signKey,
    token,
    'refresh-token',
    ...signatures,
  ]) {
    expect(told).not.toContain(secret);
  }
});

function never(): never {
  throw new Error('the operation is not there');
}
