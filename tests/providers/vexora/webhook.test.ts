import { describe, expect, test } from 'vitest';
import { Secret } from '../../../src/domain/secret.ts';
import type { WebhookTopic } from '../../../src/providers/provider.ts';
import { sign, stringToSign } from '../../../src/providers/vexora/signature.ts';
import { createWebhookReceiver, signCallback } from '../../../src/providers/vexora/webhook.ts';
import { appSecret, bodies, signatures, withSign } from './vector-bodies.ts';

const receiver = createWebhookReceiver(new Secret(appSecret));
const verify = (body: string) =>
  receiver.verify({ body: Buffer.from(body), headers: {}, topic: 'orders', receivedAt: 0 });
const translate = (body: string, topic: WebhookTopic) =>
  receiver.translate({ headers: {}, body: Buffer.from(body), topic });

const genuine = { genuine: true, eventId: null };
const forged = (reason: string) => ({ genuine: false, reason });
const fields = JSON.parse(bodies.V6) as Record<string, string>;
/** Signed as Vexora signs what it received as this text. */
const signed = (members: string, text: [string, string][]) =>
  withSign(`{${members}}`, sign(stringToSign(text), appSecret));

describe('verify', () => {
  test.each(['V6', 'V11', 'V12'] as const)(
    'accepts %s as genuine, however late it comes',
    (name) => {
      expect(verify(withSign(bodies[name], signatures[name]))).toEqual(genuine);
    },
  );

  test('accepts what the signer of this folder signs', () => {
    expect(signCallback(fields, appSecret)).toBe(withSign(bodies.V6, signatures.V6));
    expect(verify(signCallback({ ...fields, utr: '1', remark: ' ' }, appSecret))).toEqual(genuine);
  });

  test('refuses more than is parsed for a stranger, however correctly signed', () => {
    const [some, more] = ['x'.repeat(15_000), 'x'.repeat(16_384)];
    expect(verify(signCallback({ ...fields, remark: some }, appSecret))).toEqual(genuine);
    expect(verify(signCallback({ ...fields, remark: more }, appSecret))).toEqual(forged('body'));
  });

  test('accepts numbers that are signed as they are written', () => {
    const rest = Object.entries(fields).filter(([name]) => name !== 'amount');
    const members = rest.map(([name, value]) => `"${name}":"${value}"`).join(',');
    const body = signed(`"amount":50002.0000,${members}`, [['amount', '50002.0000'], ...rest]);
    expect(verify(body)).toEqual(genuine);
    expect(verify(body.replace('50002.0000', '50002'))).toEqual(forged('signature'));
    expect(verify(body.replace('50002.0000', '50002.000'))).toEqual(forged('signature'));
  });

  test.each(['', 'null'])('accepts a null that is signed as %j', (text) => {
    const members = `${bodies.V6.slice(1, -1)},"remark":null`;
    const body = signed(members, [...Object.entries(fields), ['remark', text]]);
    expect(verify(body)).toEqual(genuine);
  });

  test('accepts an upper-case signature too', () => {
    expect(verify(withSign(bodies.V6, signatures.V6.toUpperCase()))).toEqual(genuine);
  });

  const shifted = JSON.stringify({
    ...fields,
    amount: '300message=SUCCESS',
    message: undefined,
    sign: signatures.V6,
  });
  const swallowed = JSON.stringify({
    ...fields,
    platFormTradeNo: 'c167o1itir0fypidstatus=0000',
    status: undefined,
    sign: signatures.V6,
  });
  test.each([
    ['the signature of another body', withSign(bodies.V6, signatures.V11), 'signature'],
    ['a changed amount', withSign(bodies.V6.replace('300', '3000'), signatures.V6), 'signature'],
    ['no signature', bodies.V6, 'signature'],
    ['a signature that is a number', withSign(bodies.V6, '').replace('""', '1'), 'signature'],
    ['a field that swallowed the next', shifted, 'body'],
    ['a field that swallowed the status', swallowed, 'body'],
    ['an object inside', withSign(bodies.V6.replace('"300"', '{}'), signatures.V6), 'body'],
    ['a list', '[]', 'body'],
    ['no JSON', 'OK', 'body'],
    ['nothing', '', 'body'],
  ])('refuses %s', (_name, body, reason) => {
    expect(verify(body)).toEqual(forged(reason));
  });

  test.each([
    ['an amount that is none', { amount: 'much' }],
    ['a negative amount', { amount: '-300' }],
    ['a status that is none', { status: 'SUCCESS' }],
    ['no number', { tradeNo: '' }],
    ['no time', { timestamp: '' }],
  ])('refuses %s, however correctly signed', (_name, change) => {
    expect(verify(signCallback({ ...fields, ...change }, appSecret))).toEqual(forged('body'));
  });
});

describe('translate', () => {
  test.each(['V6', 'V11', 'V12'] as const)('makes %s only a reason to query', (name) => {
    const { tradeNo } = JSON.parse(bodies[name]) as { tradeNo: string };
    expect(translate(bodies[name], 'orders')).toEqual({
      observations: [],
      queries: [{ about: 'ORDER', providerReference: tradeNo }],
    });
    expect(translate(bodies[name], 'settlements')).toEqual({
      observations: [],
      queries: [{ about: 'SETTLEMENT', providerReference: tradeNo }],
    });
  });

  test('reports nothing for 0015', () => {
    const body = signCallback({ ...fields, status: '0015' }, appSecret);
    expect(translate(body, 'orders')).toEqual({ observations: [], queries: [] });
  });

  test('queries a status that is not known', () => {
    const body = signCallback({ ...fields, status: '0100019' }, appSecret);
    expect(translate(body, 'orders').queries).toHaveLength(1);
  });

  test.each([null, 'refunds'] as const)('does not take the kind from the address %s', (topic) => {
    expect(() => translate(bodies.V6, topic)).toThrow('address');
  });
});

test('a callback is acknowledged by exactly OK', () => {
  expect(receiver.ack).toEqual({ status: 200, contentType: 'text/plain', body: 'OK' });
});
