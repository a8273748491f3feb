import { money } from '../../../../src/domain/money.ts';
import type { Phase } from '../../../../src/domain/order.ts';
import type { Subject, CodeTable } from '../../conformance/subject.ts';
import type { RegionFacts } from './region-facts.ts';

const put = (body: string, code: string): string =>
  body.replace(/"status":"[^"]*"/, `"status":${JSON.stringify(code)}`);
const is = (status: string, phase: Phase, more: object = {}) => ({
  is: { status, ...more },
  phase,
});
/** The answer to a query with the sandbox's text, which stays when a case changes the code. */
const declined = { failure: { code: 'DECLINED', providerMessage: 'in processing' } };
/** The answer to a create has its text under another name. */
const declinedAtOnce = { failure: { code: 'DECLINED', providerMessage: 'Paying' } };

/** docs/providers/vexora.md#statuses */
export function vexoraCodes({
  amount,
  currency,
  payout,
}: RegionFacts): Pick<Subject, 'codes' | 'numbers'> {
  const paid = { paid: money(amount, currency) };
  const failed = is('FAILED', 'SETTLED', { failedOrExpired: true, ...declined });
  const orders: readonly CodeTable[] = [
    {
      name: 'status',
      operation: 'queryOrder',
      put,
      codes: {
        '0000': is('PAID', 'SETTLED', paid),
        '0001': is('PARTIALLY_PAID', 'SETTLED', { ...paid, isFinal: true }),
        '0015': is('AWAITING_PAYMENT', 'OPEN'),
        '00029': failed,
        '0029': failed,
      },
    },
    {
      name: 'status',
      operation: 'createOrder',
      put,
      codes: {
        // Unsigned, and before anybody could have paid.
        '0000': { is: { status: null } },
        '0001': { is: { status: null } },
        '0015': is('AWAITING_PAYMENT', 'OPEN'),
        '00029': is('FAILED', 'SETTLED', { failedOrExpired: true, ...declinedAtOnce }),
      },
    },
  ];
  const payouts: readonly CodeTable[] = [
    {
      name: 'status',
      operation: 'querySettlement',
      put,
      codes: {
        '0000': is('SUCCEEDED', 'SETTLED'),
        '0015': is('PROCESSING', 'OPEN'),
        '00029': is('FAILED', 'SETTLED', declined),
        '0029': is('FAILED', 'SETTLED', declined),
      },
    },
    {
      name: 'status',
      operation: 'createSettlement',
      put,
      codes: {
        '0000': { is: { status: null } },
        '0015': is('PROCESSING', 'OPEN'),
        '00029': is('FAILED', 'SETTLED', declinedAtOnce),
      },
    },
  ];
  return {
    codes: [...orders, ...(payout === null ? [] : payouts)],
    numbers: [
      {
        name: 'amount',
        operation: 'queryOrder',
        put: (body, lexeme) => body.replace(/"amount":"[^"]*"/, `"amount":${lexeme}`),
        member: 'payable',
        lexemes: [
          ['300', money('300', currency)],
          ['"300"', money('300', currency)],
          ['300.0000', money('300', currency)],
          ['3e2', money('300', currency)],
          ['9007199254740993', money('9007199254740993', currency)],
          ['"300.123"', null],
          ['-300', null],
          ['"much"', null],
          ['true', null],
        ],
      },
    ],
  };
}
