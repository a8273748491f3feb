import { describe, expect, test } from 'vitest';
import { orderStatus } from '../../../src/domain/chargebacks/order-status.ts';
import { foldOrder, noOrderEvidence } from '../../../src/domain/order.ts';
import { unsent } from '../../../src/domain/instructions/submission.ts';
import { readBrCode } from '../../../src/providers/nexapay/br-code.ts';
import {
  paymentObservation,
  providerTime,
  refundObservation,
} from '../../../src/providers/nexapay/mapping.ts';
import { created } from './requests.ts';

const unknownStatuses: [string, string][] = [];
const unknown = (subject: string, code: string): void => {
  unknownStatuses.push([subject, code]);
};
const payment = { orderId: 'O1', txId: 'T1', payAmount: '100.89', payCurrency: 'BRL' };
const see = (payStatus: string) => paymentObservation({ ...payment, payStatus }, unknown);

describe('payments', () => {
  test.each([
    ['P', 'AWAITING_PAYMENT'],
    ['S', 'PAID'],
    ['F', 'FAILED'],
  ])('%s is %s', (payStatus, status) => {
    expect(see(payStatus)).toMatchObject({ status, providerReference: 'O1' });
    expect(see(payStatus).paid !== undefined).toBe(status === 'PAID');
    expect(see(payStatus).failedOrExpired).toBe(status === 'FAILED' ? true : undefined);
  });

  test.each(['T', 's', '', 'SUCCESS', '__proto__'])(
    'R32: "%s" in an answer proves existence and nothing else',
    (payStatus) => {
      expect(see(payStatus).status).toBeNull();
      expect(see(payStatus).paid).toBeUndefined();
      expect(unknownStatuses.at(-1)).toEqual(['payment status', payStatus]);
    },
  );

  test.each(['P', 'F', 'T'])('money outranks %s, whichever came first', (other) => {
    for (const order of [
      [see('S'), see(other)],
      [see(other), see('S')],
    ]) {
      const evidence = order.reduce(
        (known, observation) => foldOrder(known, observation, 1),
        noOrderEvidence,
      );
      expect(orderStatus(evidence, unsent, null)).toBe('PAID');
    }
  });

  test('fees that are not reported say nothing about what is refunded', () => {
    expect(see('S')).not.toHaveProperty('refundableLimit');
    expect(see('S')).not.toHaveProperty('fees');
    const free = paymentObservation({ ...payment, payStatus: 'S', chargeFees: [] }, unknown);
    expect(free).toMatchObject({ fees: [], refundableLimit: { minor: 10_089n } });
  });

  test('a fee of a new kind is a fee', () => {
    const chargeFees = [{ feeType: 'NEW', feeAmount: '0.89', feeCurrency: 'BRL' }];
    const shown = paymentObservation({ ...payment, payStatus: 'P', chargeFees }, unknown);
    expect(shown).toMatchObject({ fees: [{ type: 'NEW' }], refundableLimit: { minor: 10_000n } });
  });
});

test.each([
  ['P', 'PROCESSING'],
  ['S', 'SUCCEEDED'],
  ['F', 'FAILED'],
  ['X', null],
])('a refund that is %s is %s', (refundStatus, status) => {
  const refund = { refundRequestId: 'R1', refundStatus, refundAmount: '1', refundCurrency: 'BRL' };
  expect(refundObservation(refund, unknown)).toMatchObject({ status, providerReference: 'R1' });
});

test.each([
  ['2024-12-09 11:37:47', Date.UTC(2024, 11, 9, 3, 37, 47)],
  ['2024-12-09 01:00:00', Date.UTC(2024, 11, 8, 17, 0, 0)],
  ['2024-13-09 01:00:00', null],
  ['2024-12-09T01:00:00', null],
  ['', null],
  [null, null],
  [undefined, null],
])('the time %s is %s', (text, at) => {
  expect(providerTime(text)).toBe(at);
});

describe('the BR Code', () => {
  const documented = /"qrCode":"([^"]*)"/.exec(created)?.[1] ?? '';

  test('of the documentation is complete, and contains its amount', () => {
    expect(readBrCode(documented)).toEqual({ amount: '100.89' });
  });

  test('with any one character changed is refused', () => {
    for (let at = 0; at < documented.length; at += 1) {
      const other = documented[at] === '1' ? '2' : '1';
      const damaged = documented.slice(0, at) + other + documented.slice(at + 1);
      expect(() => readBrCode(damaged)).toThrow(RangeError);
    }
  });

  test.each(['', '6304', '63040000', documented.slice(0, -1), `${documented}0`])(
    '"%s" is refused',
    (text) => {
      expect(() => readBrCode(text)).toThrow(RangeError);
    },
  );
});
