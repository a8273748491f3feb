import { describe, expect, test } from 'vitest';
import { orderStatus } from '../../../src/domain/chargebacks/order-status.ts';
import { foldOrder, noOrderEvidence } from '../../../src/domain/order.ts';
import { unsent } from '../../../src/domain/instructions/submission.ts';
import {
  abnormalPaymentObservation,
  orderObservation,
  orderStatusTable,
  refundObservation,
  settlementObservation,
} from '../../../src/providers/stablecoin-gateway/mapping.ts';

const unknownStatuses: [string, string][] = [];
const unknown = (subject: string, code: string): void => {
  unknownStatuses.push([subject, code]);
};
const order = { orderNo: 'T1', token: 'ETH_USDT', payingAmount: '124.68' };

describe('orders', () => {
  test.each([
    ['PAYING', 'AWAITING_PAYMENT'],
    ['PAID', 'PAID'],
    ['REFUNDING', 'PAID'],
    ['PARTIAL_REFUNDED', 'PAID'],
    ['REFUNDED', 'PAID'],
    ['CANCELLED', 'CANCELED'],
    ['TIMEOUT', 'EXPIRED'],
  ])('%s is %s', (orderStatus, status) => {
    const observation = orderObservation({ ...order, orderStatus }, 5, unknown);
    expect(observation).toMatchObject({ status, occurredAt: 5, providerReference: 'T1' });
    expect(observation.paid !== undefined).toBe(status === 'PAID');
  });

  test.each(['EXPIRED', 'toString', '__proto__', '', 'paid'])(
    'R32: the status "%s" proves existence and nothing else',
    (orderStatus) => {
      const observation = orderObservation({ ...order, orderStatus }, null, unknown);
      expect(observation.status).toBeNull();
      expect(unknownStatuses.at(-1)).toEqual(['order status', orderStatus]);
    },
  );

  test.each(['PAYING', 'CANCELLED', 'TIMEOUT', 'NEWS'])(
    'without an address, %s is a token that is not enabled',
    (orderStatus) => {
      const shown = { ...order, orderStatus, depositAddress: '-1' };
      const observation = orderObservation(shown, null, unknown);
      expect(observation).toMatchObject({
        status: 'FAILED',
        failure: { code: 'METHOD_NOT_ENABLED' },
      });
      expect(observation.instructions).toBeUndefined();
    },
  );

  test('money outranks a missing address', () => {
    const shown = { ...order, orderStatus: 'PAID', depositAddress: '-1' };
    expect(orderObservation(shown, null, unknown).status).toBe('PAID');
  });

  test('a page that is no web page is not shown to the payer', () => {
    const shown = { ...order, orderStatus: 'PAYING', paymentUrl: 'javascript:alert(1)' };
    expect(orderObservation(shown, null, unknown).instructions).toBeUndefined();
  });

  test('observations in any order end in the same status', () => {
    const statuses = Object.keys(orderStatusTable);
    for (const sequence of [statuses, statuses.toReversed()]) {
      const evidence = sequence
        .map((orderStatus) => orderObservation({ ...order, orderStatus }, null, unknown))
        .reduce((known, observation) => foldOrder(known, observation, 1), noOrderEvidence);
      expect(orderStatus(evidence, unsent, null)).toBe('PAID');
    }
  });
});

test.each([
  ['PENDING_REFUND', 'PENDING', null],
  ['REFUNDING', 'PROCESSING', null],
  ['REFUNDED', 'SUCCEEDED', null],
  ['CANCELLED', 'CANCELED', null],
  ['FAILED', 'FAILED', 'OTHER'],
  ['NEWS', null, null],
])('a refund that is %s is %s', (refundStatus, status, code) => {
  const observation = refundObservation({ refundOrderNo: 'R1', refundStatus }, null, unknown);
  expect(observation.status).toBe(status);
  expect(observation.failure?.code ?? null).toBe(code);
});

test.each([
  ['PENDING_SETTLEMENT', 'PENDING', null],
  ['SETTLING', 'PROCESSING', null],
  ['SETTLED', 'SUCCEEDED', null],
  ['FAILED', 'FAILED', 'OTHER'],
  ['REJECTED', 'REJECTED', 'REJECTED'],
  ['CANCELLED', 'CANCELED', null],
  ['NEWS', null, null],
])('a settlement that is %s is %s', (settlementStatus, status, code) => {
  const shown = { settlementOrderNo: 'S1', settlementStatus };
  const observation = settlementObservation(shown, null, unknown);
  expect(observation.status).toBe(status);
  expect(observation.failure?.code ?? null).toBe(code);
});

const abnormal = { abnormalPaymentNo: 'A1', token: 'ETH_USDT', amount: '5', pendingAmount: '5' };

test.each([
  ['OVER_PAID', 'OVERPAID'],
  ['UNDER_PAID', 'UNDERPAID'],
  ['LATE_PAYMENT', 'LATE'],
  ['NEWS', 'UNCLASSIFIED'],
  [null, 'UNCLASSIFIED'],
])('an abnormal payment of type %s is %s', (type, ours) => {
  expect(abnormalPaymentObservation({ ...abnormal, type }, null, unknown).type).toBe(ours);
});

test.each([
  ['PENDING', '5', false],
  ['HANDLED', '5', true],
  ['PENDING', '0.00', false],
  [null, '0', false],
  ['NEWS', '5', false],
])('an abnormal payment that is %s with %s pending: handled is %s', (status, rest, handled) => {
  const shown = { ...abnormal, status, pendingAmount: rest };
  expect(abnormalPaymentObservation(shown, null, unknown).handled).toBe(handled);
});
