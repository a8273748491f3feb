import { describe, expect, test } from 'vitest';
import { ZodError } from 'zod';
import { Secret } from '../../../src/domain/secret.ts';
import { money } from '../../../src/domain/money.ts';
import type { RawDelivery } from '../../../src/providers/provider.ts';
import { writeAuthorization } from '../../../src/providers/examplepay/signature.ts';
import { createWebhookReceiver, signWebhook } from '../../../src/providers/examplepay/webhook.ts';
import { appId, appSecret, bodies, notifyUrl, vectors } from './vectors.ts';

const unknownStatuses: string[] = [];
const receiver = createWebhookReceiver(
  { appId, appSecret: new Secret(appSecret) },
  (subject, code) => {
    unknownStatuses.push(`${subject}: ${code}`);
  },
);
const { E5 } = vectors;
if (E5 === undefined) throw new Error('no vector');
const sentAt = Number(E5.message.timestamp);

/** E5, as it was sent. */
const genuine: RawDelivery = {
  headers: { authorization: writeAuthorization({ ...E5.message, sign: E5.sign }) },
  body: Buffer.from(bodies.E5),
  topic: 'orders',
  url: notifyUrl,
  receivedAt: sentAt,
};
const keys = { appId, appSecret };
const signed = (body: string, url = notifyUrl): RawDelivery => {
  const { Authorization: authorization } = signWebhook(keys, {
    url,
    body,
    timestamp: sentAt,
    nonce: 'N',
  });
  return { ...genuine, headers: { authorization }, body: Buffer.from(body), url };
};

describe('a notification is genuine', () => {
  test.each([
    ['as E5 has it', genuine],
    ['300 seconds early', { ...genuine, receivedAt: sentAt - 300_000 }],
    ['300 seconds late', { ...genuine, receivedAt: sentAt + 300_000 }],
    ['with the query of its address', signed(bodies.E5, `${notifyUrl}?shop=7`)],
    ['with white space around it', signed(`${bodies.E5}\n`)],
  ])('%s', (_how, delivery) => {
    expect(receiver.verify(delivery)).toEqual({ genuine: true, eventId: null });
  });
});

describe('a notification is refused', () => {
  const { authorization = '' } = genuine.headers;
  test.each<[string, string, RawDelivery]>([
    ['unsigned', 'headers', { ...genuine, headers: {} }],
    ['of another type', 'headers', { ...genuine, headers: { authorization: 'Basic x' } }],
    [
      'signed twice over',
      'headers',
      { ...genuine, headers: { authorization: `${authorization}, ${authorization}` } },
    ],
    [
      'of another app',
      'appId',
      { ...genuine, headers: { authorization: authorization.replace(appId, 'other') } },
    ],
    ['too late', 'stale', { ...genuine, receivedAt: sentAt + 300_001 }],
    ['too early', 'stale', { ...genuine, receivedAt: sentAt - 300_001 }],
    ['at another address', 'signature', { ...genuine, url: `${notifyUrl}/refunds` }],
    ['with a byte more', 'signature', { ...genuine, body: Buffer.from(`${bodies.E5} `) }],
    [
      'with another amount',
      'signature',
      { ...genuine, body: Buffer.from(bodies.E5.replace('100.05', '900.05')) },
    ],
    ['rightly signed over two objects', 'body', signed(`${bodies.E5}{"code":"OK"}`)],
    ['rightly signed over no object', 'body', signed('"OK"')],
    [
      'rightly signed with a member twice',
      'body',
      signed(bodies.E5.replace('"amount"', '"amount":"1.00","amount"')),
    ],
    ['rightly signed with a raw control character', 'body', signed('{"a":"\u0001"}')],
    ['rightly signed over nothing', 'body', signed('')],
  ])('%s: %s', (_how, reason, delivery) => {
    expect(receiver.verify(delivery)).toEqual({ genuine: false, reason });
  });

  test('where its own address is not known', () => {
    const { url: _url, ...unaddressed } = genuine;
    expect(receiver.verify(unaddressed).genuine).toBe(false);
  });
});

const translate = (body: string) =>
  receiver.translate({ headers: {}, body: Buffer.from(body), topic: 'orders' });

describe('a notification, translated,', () => {
  test('reports a payment by its payment number', () => {
    expect(translate(bodies.E5)).toMatchObject({
      observations: [
        {
          subject: 'ORDER',
          providerReference: 'ORD-20240514-0001',
          status: 'PAID',
          requested: money('100.05', 'BRL'),
          paid: money('100.05', 'BRL'),
        },
      ],
      queries: [],
    });
  });

  test.each([
    ['PAID', 'SUCCEEDED'],
    ['FAILED', 'FAILED'],
    ['RETURNED', null],
  ])('reports a payout by its payout number: %s is %s', (code, status) => {
    const data = {
      payoutNo: 'W1',
      merchantTradeNo: 'PO-0001',
      amount: '250.00',
      currency: 'INR',
      totalFee: '2.50',
      status: code,
    };
    expect(translate(JSON.stringify({ code: 'OK', errorMessage: null, data }))).toMatchObject({
      observations: [{ subject: 'SETTLEMENT', providerReference: 'PO-0001', status }],
    });
  });

  test('is read without the envelope’s code, and with unknown members', () => {
    const { data } = JSON.parse(bodies.E5);
    const body = JSON.stringify({ data: { ...data, more: { a: 1 } }, version: 3 });
    expect(translate(body).observations).toHaveLength(1);
  });

  test.each([
    ['without data', '{"code":"OK"}'],
    ['of a failure', bodies.E5.replace('"OK"', '"Common.SystemError"')],
    ['without a number', bodies.E5.replace('"paymentNo"', '"number"')],
    ['with an amount that cannot be read', bodies.E5.replace('100.05', '1e2')],
  ])('cannot be read %s, and is stored', (_how, body) => {
    expect(() => translate(body)).toThrow(ZodError);
  });

  test('reports an unknown status as it is', () => {
    unknownStatuses.length = 0;
    expect(translate(bodies.E5.replace('"PAID"', '"PAID_OUT"'))).toMatchObject({
      observations: [{ status: null, occurredAt: null }],
    });
    expect(unknownStatuses).toEqual(['payment status: PAID_OUT']);
  });

  test('is acknowledged in the provider’s words', () => {
    expect(receiver.ack).toEqual({
      status: 200,
      contentType: 'application/json',
      body: '{"code":"OK"}',
    });
  });
});
