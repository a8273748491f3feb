import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import * as xcheckout from '../../../src/providers/anexpay-xcheckout/webhook.ts';
import * as wCheckout from '../../../src/providers/w-checkout/webhook.ts';
import type { Translation, Verdict } from '../../../src/providers/provider.ts';
import { signKey, vectorTime } from './stub-gateway.ts';
import { wBodies, xBodies } from './vector-bodies.ts';
import { forgedWebhooks, genuineWebhooks } from './vectors.ts';

const unknownStatuses: string[] = [];
const receiver = xcheckout.createWebhookReceiver(signKey, (_subject, code) =>
  unknownStatuses.push(code),
);

function verify(body: string, headers: Record<string, string>, receivedAt = vectorTime): Verdict {
  return receiver.verify({ body: Buffer.from(body), headers, topic: null, receivedAt });
}
const signedBy = (signature: string) => ({ signature, timestamp: String(vectorTime) });
const rightly = (body: string) => {
  const { SIGNATURE: signature, TIMESTAMP: timestamp } = xcheckout.signWebhook(
    body,
    signKey,
    vectorTime,
  );
  return { signature, timestamp };
};

describe('verify', () => {
  test.each(genuineWebhooks)(
    'accepts %s as genuine and returns its event id',
    (_name, body, signature, eventId) => {
      expect(verify(body, signedBy(signature))).toEqual({ genuine: true, eventId });
      expect(rightly(body).signature).toBe(signature);
      expect(wCheckout.signWebhook(body, signKey, vectorTime).SIGNATURE).toBe(signature);
    },
  );

  test.each(forgedWebhooks)('refuses %s', (_name, body, signature) => {
    expect(verify(body, signedBy(signature))).toEqual({ genuine: false, reason: 'signature' });
  });

  test('R28: refuses a body that was serialised again', () => {
    const again = JSON.stringify(JSON.parse(xBodies.B5), null, 1);
    expect(verify(again, rightly(xBodies.B5))).toMatchObject({ genuine: false });
  });

  test.each([-120_000, 0, 120_000])('accepts a time %i ms away as fresh', (away) => {
    const { B5 } = xBodies;
    expect(verify(B5, rightly(B5), vectorTime + away)).toMatchObject({ genuine: true });
  });

  test.each([-120_001, 120_001])('R29: refuses a time %i ms away as stale', (away) => {
    const verdict = verify(xBodies.B5, rightly(xBodies.B5), vectorTime + away);
    expect(verdict).toEqual({ genuine: false, reason: 'stale' });
  });

  test.each([
    { signature: 'x' },
    { timestamp: String(vectorTime) },
    { signature: 'x', timestamp: '' },
    { signature: 'x', timestamp: `${vectorTime}.0` },
    { 'd-signature': 'x', 'd-timestamp': String(vectorTime) },
  ] as Record<string, string>[])('refuses headers like %j', (headers) => {
    expect(verify(xBodies.B5, headers)).toEqual({ genuine: false, reason: 'headers' });
  });

  test('accepts a signed body that cannot be read as genuine, so that it is not lost', () => {
    expect(verify('not json', rightly('not json'))).toEqual({ genuine: true, eventId: null });
  });
});

function translate(eventType: string, data: string): Translation {
  const body = `{"eventId":"evt_1","eventType":"${eventType}","timestamp":1767225600,"data":${data}}`;
  return receiver.translate({ headers: {}, body: Buffer.from(body), topic: null });
}

describe('translate', () => {
  test('reports an order with its amounts', () => {
    expect(receiver.translate({ headers: {}, body: Buffer.from(xBodies.B5), topic: null })).toEqual(
      {
        observations: [
          {
            subject: 'ORDER',
            providerReference: 'T20260101000001',
            status: 'PAID',
            occurredAt: vectorTime,
            requested: money('123.45', 'USD'),
            providerOrderId: 'OR1971467057612247041',
            payable: money('124.68', 'USDT', 'ETHEREUM'),
            paid: money('124.68', 'USDT', 'ETHEREUM'),
          },
        ],
        queries: [],
      },
    );
  });

  test('reports an order of which only the status is stated', () => {
    const { observations } = receiver.translate({
      headers: {},
      body: Buffer.from(wBodies.B6),
      topic: null,
    });
    expect(observations).toEqual([
      {
        subject: 'ORDER',
        providerReference: '1759988038609',
        status: 'PAID',
        occurredAt: vectorTime,
        providerOrderId: 'OR1971467057612247041',
      },
    ]);
  });

  test('reports an abnormal payment, whose type has to be queried', () => {
    expect(receiver.translate({ headers: {}, body: Buffer.from(xBodies.B4), topic: null })).toEqual(
      {
        observations: [
          {
            subject: 'ABNORMAL_PAYMENT',
            providerAbnormalPaymentId: 'xxxxxxxx',
            orderProviderReference: 'xxxxxxx',
            type: 'UNCLASSIFIED',
            handled: false,
            received: money('818.89', 'USDT', 'ETHEREUM'),
            pending: money('739', 'USDT', 'ETHEREUM'),
            occurredAt: 1_758_701_681_000,
            transactionHash: '0xxxxxxxxxx',
          },
        ],
        queries: [
          {
            about: 'ABNORMAL_PAYMENT',
            filter: { providerAbnormalPaymentId: 'xxxxxxxx', orderProviderReference: 'xxxxxxx' },
          },
        ],
      },
    );
  });

  test('C1: leaves to the list whether an abnormal payment with nothing pending was handled', () => {
    const data =
      '{"abnormalPaymentNo":"A1","orderNo":"T1","token":"TRX_USDC","amount":"5.00","pendingAmount":"0.00"}';
    expect(translate('ABNORMAL_PAYMENT', data).observations).toMatchObject([
      { handled: false, pending: { minor: 0n } },
    ]);
  });

  test('reports a refund', () => {
    const data =
      '{"sysid":"RF1","refundOrderNo":"R1","orderNo":"T1","abnormalPaymentNo":null,"token":"SOL_USDC","amount":10.5,"address":"x","txHash":"h","refundStatus":"REFUNDED","more":{"x":1}}';
    expect(translate('REFUND_ORDER_CHANGED', data)).toEqual({
      observations: [
        {
          subject: 'REFUND',
          providerReference: 'R1',
          status: 'SUCCEEDED',
          occurredAt: vectorTime,
          orderProviderReference: 'T1',
          amount: money('10.5', 'USDC', 'SOLANA'),
          providerRefundId: 'RF1',
          transactionHash: 'h',
        },
      ],
      queries: [],
    });
  });

  test('reports a settlement', () => {
    const data =
      '{"sysid":"ST1","settlementOrderNo":"S1","token":"ETH_WUSD","amount":"1.000000000000000001","txHash":null,"settlementStatus":"SETTLING"}';
    expect(translate('SETTLEMENT_ORDER_CHANGED', data).observations).toEqual([
      {
        subject: 'SETTLEMENT',
        providerReference: 'S1',
        status: 'PROCESSING',
        occurredAt: vectorTime,
        amount: money('1.000000000000000001', 'WUSD', 'ETHEREUM'),
        providerSettlementId: 'ST1',
      },
    ]);
  });

  test('reports nothing for an event of another type, and logs a warning', () => {
    expect(translate('SOMETHING_NEW', '{}')).toEqual({ observations: [], queries: [] });
    expect(unknownStatuses).toContain('SOMETHING_NEW');
  });

  test('reports an unknown token as it is', () => {
    const data = '{"orderNo":"T1","orderStatus":"PAID","token":"BASE_USDT","payingAmount":1}';
    expect(translate('CHECKOUT_ORDER_CHANGED', data).observations).toMatchObject([
      { paid: { currency: 'BASE_USDT', network: null } },
    ]);
  });

  const unreadable: [string, string, string][] = [
    [
      'an amount finer than the token',
      'CHECKOUT_ORDER_CHANGED',
      '{"orderNo":"T1","orderStatus":"PAID","token":"ETH_USDT","payingAmount":1.0000001}',
    ],
    ['no number', 'CHECKOUT_ORDER_CHANGED', '{"orderStatus":"PAID"}'],
    ['no data', 'REFUND_ORDER_CHANGED', 'null'],
    [
      'an amount that is none',
      'ABNORMAL_PAYMENT',
      '{"abnormalPaymentNo":"A1","orderNo":"T1","token":"ETH_USDT","amount":"much","pendingAmount":"1"}',
    ],
  ];
  test.each(unreadable)('does not guess at %s', (_name, eventType, data) => {
    expect(() => translate(eventType, data)).toThrow(Error);
  });
});

test('the acknowledgement carries an integer retcode', () => {
  expect(receiver.ack).toEqual({
    status: 200,
    contentType: 'application/json',
    body: '{"retcode":200,"retmsg":"SUCCESS"}',
  });
});
