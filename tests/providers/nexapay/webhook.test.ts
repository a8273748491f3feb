import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import { createWebhookReceiver, signWebhook } from '../../../src/providers/nexapay/webhook.ts';
import type { Verdict } from '../../../src/providers/provider.ts';
import { K1, K2, V6, vectors } from './vectors.ts';

const unknownStatuses: string[] = [];
const logged: unknown[] = [];
const receiverOf = (secretKey: string) =>
  createWebhookReceiver(
    secretKey,
    (_subject, code) => unknownStatuses.push(code),
    (_level, _message, details) => logged.push(details['form']),
  );
const receiver = receiverOf(K1);

function verify(body: string | Buffer, headers: Record<string, string>): Verdict {
  return receiver.verify({ body: Buffer.from(body), headers, topic: 'orders', receivedAt: 0 });
}
const documented = vectors.find(({ name }) => name.startsWith('V6'))?.signatures ?? [];

describe('verify', () => {
  test.each(documented)(
    'accepts the documented notification, form $form',
    ({ key, form, value }) => {
      const delivery = { body: Buffer.from(V6), headers: { signature: value }, receivedAt: 0 };
      const verdict = receiverOf(key).verify({ ...delivery, topic: 'orders' });
      expect(verdict).toEqual({ genuine: true, eventId: null });
      expect(logged.at(-1)).toBe(form);
      expect(signWebhook(V6, key, form)).toEqual({ signature: value });
      const other = receiverOf(key === K1 ? K2 : K1).verify({ ...delivery, topic: 'orders' });
      expect(other).toEqual({ genuine: false, reason: 'signature' });
    },
  );

  test('accepts members in another order and with whitespace', () => {
    const again = JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(V6) as object).toReversed()),
      null,
      2,
    );
    expect(verify(again, signWebhook(V6, K1))).toMatchObject({ genuine: true });
  });

  test('R28: accepts fees whose members were put in another order in form P alone', () => {
    const sorted = V6.replace(
      /"feeType":"(\w+)","feeAmount":"([\d.]+)","feeCurrency":"BRL"/g,
      '"feeAmount":"$2","feeCurrency":"BRL","feeType":"$1"',
    );
    expect(sorted).not.toBe(V6);
    expect(verify(sorted, signWebhook(V6, K1, 'J'))).toEqual({
      genuine: false,
      reason: 'signature',
    });
    expect(verify(sorted, signWebhook(V6, K1, 'P'))).toMatchObject({ genuine: true });
  });

  test('includes unknown members in what is signed', () => {
    const more = V6.replace('}]}', '}],"more":{"b":1.50,"a":null}}');
    expect(verify(more, signWebhook(more, K1))).toMatchObject({ genuine: true });
    expect(verify(more, signWebhook(V6, K1))).toMatchObject({ genuine: false });
  });

  test.each([{}, { signature: '' }, { signature: ' ' }] as Record<string, string>[])(
    'refuses headers like %j',
    (headers) => {
      expect(verify(V6, headers)).toEqual({ genuine: false, reason: 'headers' });
    },
  );

  test.each([
    ['no JSON', 'not json'],
    ['no object', '[]'],
    ['two opening braces, as the documentation prints it', `{${V6}`],
    ['a member twice', V6.replace('{', '{"payStatus":"T",')],
    ['a byte order mark', `\u{FEFF}${V6}`],
    ['more than is parsed for a stranger', V6.replace('{', `{"more":"${'x'.repeat(16_384)}",`)],
  ])('refuses %s', (_name, body) => {
    expect(verify(body, signWebhook(V6, K1))).toEqual({ genuine: false, reason: 'body' });
  });

  test('refuses bytes that are no text', () => {
    const broken = Buffer.concat([Buffer.from('{"a":"'), Buffer.of(0xff), Buffer.from('"}')]);
    expect(verify(broken, { signature: 'x' })).toEqual({ genuine: false, reason: 'body' });
  });

  test('refuses nesting, and ends', () => {
    const deep = `{"a":${'['.repeat(8000)}${']'.repeat(8000)}}`;
    expect(verify(deep, { signature: 'x' })).toMatchObject({ genuine: false });
  });
});

const translate = (body: string) =>
  receiver.translate({ headers: {}, body: Buffer.from(body), topic: 'orders' });

const refund = (status: string) =>
  `{"notifyType":"REFUND_RESULT","refundStatus":"${status}","merchantId":"225","subMerchantId":"225","orderId":"O1","txId":"T1","refundRequestId":"R1","refundTxId":"X1","refundAmount":"40.00","refundCurrency":"BRL","refundTime":"2024-12-12 08:00:00"}`;

describe('translate', () => {
  test.each(['T', 'S', 'P', 'F', 'NEW'])(
    'makes a payment reported as %s only a reason to query',
    (status) => {
      expect(translate(V6.replace('"T"', `"${status}"`))).toEqual({
        observations: [],
        queries: [{ about: 'ORDER', providerReference: '189897777807097712' }],
      });
      expect(unknownStatuses.includes(status)).toBe(status === 'NEW');
    },
  );

  test.each([
    ['S', 'SUCCEEDED'],
    ['F', 'FAILED'],
  ])('reports a refund that is %s as %s', (code, status) => {
    expect(translate(refund(code))).toMatchObject({
      observations: [
        {
          subject: 'REFUND',
          providerReference: 'R1',
          status,
          orderProviderReference: 'O1',
          providerRefundId: 'X1',
          amount: money('40', 'BRL'),
          occurredAt: Date.UTC(2024, 11, 12, 0, 0, 0),
        },
      ],
      queries: [],
    });
  });

  test('reports nothing for a notification of another type, and logs a warning', () => {
    expect(translate('{"notifyType":"CHARGEBACK"}')).toEqual({ observations: [], queries: [] });
    expect(unknownStatuses).toContain('CHARGEBACK');
  });

  test.each(['{}', '{"notifyType":"PAYMENT_RESULT"}', '{"notifyType":"REFUND_RESULT"}'])(
    'does not guess at %s',
    (body) => {
      expect(() => translate(body)).toThrow(Error);
    },
  );
});

test('a notification is acknowledged by the HTTP status alone', () => {
  expect(receiver.ack).toMatchObject({ status: 200 });
});
