import { money } from '../../../../src/domain/money.ts';
import type { Phase } from '../../../../src/domain/order.ts';
import type { Subject, WordTable } from '../../conformance/subject.ts';

const brl = (amount: string) => money(amount, 'BRL');
const put = (member: string) => (body: string, word: string) =>
  body.replace(new RegExp(`"${member}":"[^"]*"`), `"${member}":${JSON.stringify(word)}`);
const is = (status: string, phase: Phase, more: object = {}) => ({
  is: { status, ...more },
  phase,
});
const other = { failure: { code: 'OTHER' } };

const ofRefund: WordTable = {
  name: 'status',
  operation: 'queryRefund',
  put: put('status'),
  words: {
    PROCESSING: is('PROCESSING', 'OPEN'),
    REFUNDED: is('SUCCEEDED', 'SETTLED'),
    FAILED: is('FAILED', 'SETTLED', other),
  },
};

/**
 * Of a refund that takes all and had been seen under way
 * (docs/providers/examplepay.md#refunds-without-the-refund-query).
 */
const ofPayment: WordTable = {
  name: 'refundStatus',
  operation: 'queryRefund',
  put: put('refundStatus'),
  words: {
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
export function examplepayWords(isAll: boolean): Pick<Subject, 'words' | 'numbers'> {
  return {
    words: [
      {
        name: 'status',
        operation: 'queryOrder',
        put: put('status'),
        words: {
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
        words: {
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
              words: { CLOSED: is('CANCELED', 'SETTLED') },
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
