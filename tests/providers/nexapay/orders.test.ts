import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { matchingForm, signBody, signingKey } from '../../../src/providers/nexapay/signature.ts';
import { NotSent, OutcomeUnknown } from '../../../src/providers/provider.ts';
import type { Handler } from '../../support/http-server.ts';
import {
  cashier,
  cashierUrl,
  config,
  created,
  found,
  foundAt,
  impatient,
  orderId,
  orderToSend,
  refusal,
  startStub,
  txId,
} from './requests.ts';
import type { Stub } from './requests.ts';

const order = orderToSend();
const hosted = orderToSend({ method: { type: 'PIX', presentation: 'HOSTED_PAGE' } });
const create = ({ connection, call }: Stub) => connection.createOrder(order, call);
const handle = { providerReference: orderId, providerOrderId: txId };
const query = ({ connection, call }: Stub) => connection.queryOrder(handle, call);
const fees = [
  { type: 'PAYER_FEE', amount: money('0.50', 'BRL') },
  { type: 'IOF', amount: money('0.39', 'BRL') },
];

const changed = (from: string, to: string): string => created.replace(from, to);

const signed =
  (signature: string): Handler =>
  (_request, response) =>
    void response.writeHead(200, { signature }).end(found);

const echo: Handler = ({ headers, body }, response) =>
  void response.end(
    JSON.stringify({ code: '1', succ: false, msg: 'no', headers, body: String(body) }),
  );

describe('createOrder', () => {
  test('makes a direct payment a code to be paid, with fees that are not refunded', async () => {
    await using stub = await startStub(created);
    const expiresAt = 1_733_921_082_562 + 600_000;
    expect(await create(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference: orderId,
          providerOrderId: txId,
          status: 'AWAITING_PAYMENT',
          occurredAt: null,
          requested: money('100', 'BRL'),
          payable: money('100.89', 'BRL'),
          fees,
          refundableLimit: money('100', 'BRL'),
          expiresAt,
          instructions: {
            qrPayload: expect.stringMatching(/^000201.*63040CC9$/) as string,
            qrExpiresAt: expiresAt,
          },
        },
      ],
      refused: null,
    });
  });

  test('sends a canonical body, and signs what it sends', async () => {
    await using stub = await startStub(created);
    await create(stub);
    const [request] = stub.received;
    const body = request?.body.toString('utf8') ?? '';
    expect(body).toBe(
      `{"amount":"100","currency":"BRL","goodsName":"Sample Order","merchantId":"225","notifyUrl":"https://example.com/notify","orderId":"${orderId}","orderName":"Sample Order","payCurrent":"BRL","payer":{"document":"12.345.678/0001-90","email":"1xample@example.com","name":"test","phoneNumber":"+5511987654321","type":2},"requestId":"${orderId}","subMerchantId":"225"}`,
    );
    expect(request).toMatchObject({ method: 'POST', target: '/api/v1/directPay' });
    expect(request?.headers).toMatchObject({
      api_key: config.apiKey.reveal(),
      'content-type': 'application/json; charset=UTF-8',
    });
    const signature = String(request?.headers['signature']);
    expect(matchingForm(signingKey(config.secretKey.reveal()), body, signature)).toBe('J');
  });

  test('repeats the same request byte for byte', async () => {
    await using stub = await startStub(created);
    await create(stub);
    stub.time.now += 60_000;
    await create(stub);
    const [first, second] = stub.received;
    expect(second?.body).toEqual(first?.body);
    expect(second?.headers['signature']).toBe(first?.headers['signature']);
  });

  test('makes a hosted order a page to be opened, which comes back to the merchant', async () => {
    await using stub = await startStub(cashier);
    expect(await stub.connection.createOrder(hosted, stub.call)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference: orderId,
          providerOrderId: txId,
          status: 'AWAITING_PAYMENT',
          occurredAt: null,
          instructions: { checkoutUrl: cashierUrl },
          expiresAt: stub.time.now + 1_800_000,
        },
      ],
      refused: null,
    });
    const [request] = stub.received;
    expect(request?.target).toBe('/api/v1/directPay/order/create');
    const body = JSON.parse(request?.body.toString('utf8') ?? '') as object;
    expect(body).toMatchObject({ callbackUrl: 'https://example.com/return' });
    expect(body).not.toHaveProperty('payCurrent');
  });

  test.each(['1003', '1005', '1006', '1009', '4711'])('proves FAILED by %s', async (code) => {
    await using stub = await startStub(refusal(code));
    const failure = { code: 'REJECTED', providerCode: code, providerMessage: `no: ${code}` };
    expect(await create(stub)).toMatchObject({
      observations: [{ subject: 'ORDER', providerReference: orderId, status: 'FAILED', failure }],
      refused: failure,
    });
  });

  test('reports F at once as declined', async () => {
    await using stub = await startStub(created.replace('"P"', '"F"'));
    expect(await create(stub)).toMatchObject({
      observations: [{ status: 'FAILED', failure: { code: 'DECLINED' } }],
      refused: { code: 'DECLINED' },
    });
  });

  test.each([
    ['"payCurrency":"BRL"', '"payCurrency":"USD"', { payable: money('100.89', 'USD') }],
    ['"currency":"BRL"', '"currency":"USD"', { requested: money('100', 'USD') }],
    [
      '"feeCurrency":"BRL"',
      '"feeCurrency":"USD"',
      { fees: [{ amount: money('0.50', 'USD') }, {}] },
    ],
    ['"0.50"', '"500"', { requested: money('-399.50', 'BRL') }],
  ])('reports %s as %s unchanged', async (from, to, expected) => {
    await using stub = await startStub(changed(from, to));
    expect(await create(stub)).toMatchObject({ observations: [expected] });
  });

  const unbelievable: [string, string][] = [
    ['another order', changed(`"orderId":"${orderId}"`, '"orderId":"1"')],
    ['another request', changed(`"requestId":"${orderId}"`, '"requestId":"1"')],
    ['an amount other than the code says', changed('"payAmount":"100.89"', '"payAmount":"100.90"')],
    ['an amount finer than a centavo', changed('"100.89"', '"100.891"')],
    ['an amount that is none', changed('"100.89"', '"1e2"')],
    ['an amount as a number', changed('"100.89"', '100.89')],
    ['a code with a wrong checksum', changed('0CC9', '0CC8')],
    ['a code with one digit changed', changed('406100.89', '406100.88')],
    ['a code that is none', changed('"000201', '"xx0201')],
    ['no code', changed('"payLoad"', '"payload"')],
    ['no number', changed('"txId"', '"txid"')],
    ['a success without data', '{"code":"0","msg":"成功","data":null,"succ":true}'],
    ['code 0 that did not succeed', changed('"succ":true', '"succ":false')],
    ['a success with another code', changed('"code":"0"', '"code":"1"')],
    ['a system error', refusal('9999')],
    ['no envelope', '{"ok":true}'],
    ['garbage', created.slice(0, 200)],
    ['nothing', ''],
  ];
  test.each(unbelievable)('ends %s as an unknown outcome', async (_name, answer) => {
    await using stub = await startStub(answer);
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    expect(stub.exchanges).toMatchObject([{ operation: 'createOrder', outcome: 'UNKNOWN' }]);
    expect(stub.received).toHaveLength(1);
  });

  const lost: [string, Handler][] = [
    ['HTTP 201', (_, response) => void response.writeHead(201).end(created)],
    ['HTTP 401', (_, response) => void response.writeHead(401).end(refusal('1002'))],
    ['HTTP 500', (_, response) => void response.writeHead(500).end(refusal('9999'))],
    ['a redirect', (_, response) => void response.writeHead(302, { location: '/' }).end()],
    ['a cut', (_, response) => void response.destroy()],
    ['silence', () => undefined],
  ];
  test.each(lost)('ends %s as an unknown outcome', async (_name, handler) => {
    await using stub = await startStub(handler, { limits: impatient });
    await expect(create(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('ends a cashier that is no web page as an unknown outcome', async () => {
    await using stub = await startStub(cashier.replace('http://', 'javascript://'));
    const answer = stub.connection.createOrder(hosted, stub.call);
    await expect(answer).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('certainly sent nothing where the provider does not listen', async () => {
    await using stub = await startStub(created);
    await stub[Symbol.asyncDispose]();
    await expect(create(stub)).rejects.toBeInstanceOf(NotSent);
  });

  test('does not send a payer that was not checked', async () => {
    await using stub = await startStub(created);
    const nameless = orderToSend({ customer: { ...order.customer, document: null } });
    const answer = stub.connection.createOrder(nameless, stub.call);
    await expect(answer).rejects.toBeInstanceOf(NotSent);
    expect(stub.received).toHaveLength(0);
  });
});

describe('queryOrder', () => {
  test('reports S as paid, at the time in UTC+8 that the provider states', async () => {
    await using stub = await startStub(found);
    expect(await query(stub)).toEqual({
      observations: [
        {
          subject: 'ORDER',
          providerReference: orderId,
          providerOrderId: txId,
          status: 'PAID',
          occurredAt: foundAt,
          requested: money('100', 'BRL'),
          payable: money('100.89', 'BRL'),
          paid: money('100.89', 'BRL'),
          refundableLimit: money('100', 'BRL'),
          fees,
        },
      ],
      refused: null,
    });
    expect(stub.received[0]?.body.toString()).toBe(`{"orderId":"${orderId}","txId":"${txId}"}`);
  });

  test('queries by our number alone without the provider’s', async () => {
    await using stub = await startStub(found);
    await stub.connection.queryOrder({ ...handle, providerOrderId: null }, stub.call);
    expect(stub.received[0]?.body.toString()).toBe(`{"orderId":"${orderId}"}`);
  });

  test.each([
    ['1011', 'anything'],
    ['2001', 'order not found'],
    ['2001', 'Order does not exist'],
    ['2001', '订单不存在'],
  ])('reports %s "%s" as an absence', async (code, message) => {
    await using stub = await startStub(refusal(code, message));
    expect(await query(stub)).toMatchObject({
      observations: [
        { subject: 'ABSENCE', of: 'ORDER', providerReference: orderId, queriedAt: stub.time.now },
      ],
      refused: { code: 'REJECTED', providerCode: code },
    });
  });

  test.each(['1001', '1002', '1003', '1008', '4711'])(
    'reports nothing about the order for %s',
    async (code) => {
      await using stub = await startStub(refusal(code));
      await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
    },
  );

  test.each([
    ['another order', found.replace(`"orderId":"${orderId}"`, '"orderId":"1"')],
    ['another transaction', found.replace(txId, '1')],
    ['a negative amount', found.replace('"100.89', '"-100.89')],
  ])('treats %s as no answer', async (_name, answer) => {
    await using stub = await startStub(answer);
    await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });
});

describe('a signed response', () => {
  test.each(['A'.repeat(44), '', 'x'])('with the signature "%s" is not believed', async (wrong) => {
    await using stub = await startStub(signed(wrong));
    await expect(query(stub)).rejects.toBeInstanceOf(OutcomeUnknown);
  });

  test('is believed under either form', async () => {
    for (const form of ['J', 'P'] as const) {
      const right = signBody(signingKey(config.secretKey.reveal()), found, form);
      // oxlint-disable-next-line no-await-in-loop
      await using stub = await startStub(signed(right));
      // oxlint-disable-next-line no-await-in-loop
      expect(await query(stub)).toMatchObject({ observations: [{ status: 'PAID' }] });
    }
  });
});

test('nothing that is stored shows a secret or what identifies the payer', async () => {
  await using stub = await startStub(echo);
  await create(stub);
  const recorded = JSON.stringify([stub.exchanges, stub.logged]);
  for (const secret of [config.apiKey, config.secretKey]) expect(recorded).not.toContain(secret);
  const [exchange] = stub.exchanges;
  for (const personal of ['12.345.678/0001-90', '1xample@example.com', '+5511987654321']) {
    expect(exchange?.request).not.toContain(personal);
  }
  expect(exchange?.request).toContain('signature: ***');
  expect(exchange?.request).toContain('"document":"***"');
});
