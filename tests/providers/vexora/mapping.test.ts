import { describe, expect, test } from 'vitest';
import { money } from '../../../src/domain/money.ts';
import {
  localTime,
  orderObservation,
  orderStatusTable,
  settlementObservation,
  settlementStatusTable,
} from '../../../src/providers/vexora/mapping.ts';
import { vexora } from '../../../src/providers/vexora/index.ts';
import { regionOf } from '../../../src/providers/vexora/regions.ts';
import { queried } from '../../../src/providers/vexora/replies.ts';
import { parseJson } from '../../../src/providers/json.ts';

const taiwan = regionOf('TWD');
const unknownStatuses: string[] = [];
const unknown = (_subject: string, code: string): void => void unknownStatuses.push(code);

const reply = (members: string) =>
  queried.parse(parseJson(`{"tradeNo":"T1","platFormTradeNo":"c167o1itir0fypid",${members}}`));
const order = (members: string) => orderObservation(reply(members), taiwan, unknown);
const payout = (members: string) => settlementObservation(reply(members), taiwan, unknown);

describe('an order by its query', () => {
  const known = {
    subject: 'ORDER',
    providerReference: 'T1',
    occurredAt: null,
    providerOrderId: 'c167o1itir0fypid',
  };

  test.each(['"300"', '300', '300.00', '"300.0"', '3e2'])(
    'is PAID with what was received for 0000: %s',
    (amount) => {
      const members = `"status":"0000","amount":${amount},"successTime":"2024-08-20 16:25:31"`;
      expect(order(members)).toEqual({
        ...known,
        status: 'PAID',
        occurredAt: Date.UTC(2024, 7, 20, 8, 25, 31),
        paid: money('300', 'TWD'),
      });
    },
  );

  test('is PARTIALLY_PAID for 0001, and the provider takes no more', () => {
    expect(order('"status":"0001","amount":"250"')).toEqual({
      ...known,
      status: 'PARTIALLY_PAID',
      paid: money('250', 'TWD'),
      isFinal: true,
    });
  });

  test('waits for what was ordered for 0015, whatever the text states', () => {
    expect(order('"status":"0015","amount":"300","message":"SUCCESS"')).toEqual({
      ...known,
      status: 'AWAITING_PAYMENT',
      requested: money('300', 'TWD'),
      payable: money('300', 'TWD'),
    });
  });

  test.each(['00029', '0029'])('is failed or expired for %s, and has no money', (status) => {
    const members = `"status":"${status}","amount":"300","successTime":"2024-08-20 16:25:31","message":"Fail"`;
    expect(order(members)).toMatchObject({
      ...known,
      status: 'FAILED',
      failedOrExpired: true,
      failure: { code: 'DECLINED', providerCode: status, providerMessage: 'Fail' },
    });
    expect(order(members)).not.toHaveProperty('paid');
  });

  test.each(['0100019', '00032', '29', '15', ''])(
    'has an unknown status for %j, which is reported',
    (status) => {
      unknownStatuses.length = 0;
      expect(order(`"status":"${status}","amount":"300"`)).toEqual({ ...known, status: null });
      expect(unknownStatuses).toEqual([status]);
    },
  );

  test('has received no amount that the currency does not have', () => {
    expect(() => order('"status":"0000","amount":"300.5"')).toThrow(RangeError);
  });
});

describe('a payout by its query', () => {
  test('succeeded for 0000, with two decimals in the amount', () => {
    const members = '"status":"0000","amount":"300.00","successTime":"2024-08-20 16:25:31"';
    expect(payout(members)).toEqual({
      subject: 'SETTLEMENT',
      providerReference: 'T1',
      status: 'SUCCEEDED',
      occurredAt: Date.UTC(2024, 7, 20, 8, 25, 31),
      providerSettlementId: 'c167o1itir0fypid',
      amount: money('300', 'TWD'),
    });
  });

  test('that failed may have a time of success, which proves nothing', () => {
    const members =
      '"status":"00029","amount":3.0000,"message":"REJECTED_TRANSACTION","successTime":"2024-07-01 10:00:00"';
    expect(payout(members)).toMatchObject({
      status: 'FAILED',
      occurredAt: null,
      amount: money('3', 'TWD'),
      failure: { code: 'DECLINED', providerMessage: 'REJECTED_TRANSACTION' },
    });
  });

  test('is in progress for 0015; partial payment is no status of payouts', () => {
    expect(payout('"status":"0015","amount":"3"')).toMatchObject({ status: 'PROCESSING' });
    expect(payout('"status":"0001","amount":"3"')).toMatchObject({ status: null });
  });
});

test('the status tables are the documented ones', () => {
  expect(orderStatusTable).toEqual({
    '0000': 'PAID',
    '0001': 'PARTIALLY_PAID',
    '0015': 'AWAITING_PAYMENT',
    '00029': 'FAILED',
    '0029': 'FAILED',
  });
  expect(settlementStatusTable).toEqual({
    '0000': 'SUCCEEDED',
    '0015': 'PROCESSING',
    '00029': 'FAILED',
    '0029': 'FAILED',
  });
  expect(vexora.orderStatuses).toContain('EXPIRED');
});

test.each([
  ['2024-08-20 16:25:31', 'TWD', Date.UTC(2024, 7, 20, 8, 25, 31)],
  ['2024-08-20 00:00:00', 'KRW', Date.UTC(2024, 7, 19, 15)],
  ['2024-08-20 16:25:31', 'IDR', Date.UTC(2024, 7, 20, 9, 25, 31)],
  ['2024-07-…', 'TWD', null],
  ['2024-13-20 16:25:31', 'TWD', null],
  [null, 'TWD', null],
])('%s of the region with %s', (text, currency, at) => {
  expect(localTime(text, regionOf(currency))).toBe(at);
});
