import { money } from '../../../../src/domain/money.ts';
import type { Phase } from '../../../../src/domain/order.ts';
import type { Subject, CodeTable } from '../../conformance/subject.ts';

const brl = (amount: string) => money(amount, 'BRL');
const put = (member: string) => (body: string, code: string) =>
  body.replace(new RegExp(`"${member}":"[^"]*"`), `"${member}":${JSON.stringify(code)}`);
const is = (status: string, phase: Phase, more: object = {}) => ({
  is: { status, ...more },
  phase,
});
const other = { failure: { code: 'OTHER' } };

const ofRefund: CodeTable = {
  name: 'status',
  operation: 'queryRefund',
  put: put('status'),
  codes: {
    PROCESSING: is('PROCESSING', 'OPEN'),
    REFUNDED: is('SUCCEEDED', 'SETTLED'),
    FAILED: is('FAILED', 'SETTLED', other),
  },
};

/**
 * Of a refund that takes everything and was seen in progress
 * (docs/providers/examplepay.md#refunds-without-the-refund-query).
 */
const ofPayment: CodeTable = {
  name: 'refundStatus',
  operation: 'queryRefund',
  put: put('refundStatus'),
  codes: {
    PROCESSING: is('PROCESSING', 'OPEN'),
    REFUNDED: is('SUCCEEDED', 'SETTLED'),
    PARTIAL_REFUNDED: is('FAILED', 'SETTLED', other),
    NONE: is('FAILED', 'SETTLED', other),
  },
};

const amounts: Subject['numbers'][number]['lexemes'] = [
  ['"100.50"', brl('100.5')],
  ['"100.5000"', brl('100.5')],
  ['"90071992547409931.23"', brl('90071992547409931.23')],
  ['"100.505"', null],
  ['"-100.50"', null],
  ['"-100.50"', null],
  ['"1e2"', null],
  ['"much"', null],
  ['100.50', null],
  ['null', null],
];

/** docs/providers/examplepay.md#status */
export function examplepayCodes(isAll: boolean): Pick<Subject, 'codes' | 'numbers'> {
  return {
    codes: [
      {
        name: 'status',
        operation: 'queryOrder',
        put: put('status'),
        codes: {
          PENDING: is('AWAITING_PAYMENT', 'OPEN'),
          PAID: is('PAID', 'SETTLED', { paid: brl('100.50') }),
          FAILED: is('FAILED', 'SETTLED', other),
          CLOSED: is('EXPIRED', 'SETTLED'),
        },
      },
      {
        name: 'status',
        operation: 'querySettlement',
        put: put('status'),
        codes: {
          PENDING: is('PENDING', 'OPEN'),
          PAID: is('SUCCEEDED', 'SETTLED'),
          FAILED: is('FAILED', 'SETTLED', other),
        },
      },
      isAll ? ofRefund : ofPayment,
      ...(isAll
        ? [
            {
              name: 'status',
              operation: 'cancelOrder' as const,
              put: put('status'),
              codes: { CLOSED: is('CANCELED', 'SETTLED') },
            },
          ]
        : []),
    ],
    numbers: [
      {
        name: 'amount',
        operation: 'queryOrder',
        put: (body, lexeme) => body.replace(/"amount":"[^"]*"/, `"amount":${lexeme}`),
        member: 'payable',
        lexemes: amounts,
      },
    ],
  };
}
