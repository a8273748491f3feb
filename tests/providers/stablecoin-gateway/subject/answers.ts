import { money } from '../../../../src/domain/money.ts';
import type { Phase } from '../../../../src/domain/order.ts';
import type { Subject } from '../../conformance/subject.ts';
import { tokens } from './shared.ts';

const put = (member: string) => (body: string, code: string) =>
  body.replace(new RegExp(`"${member}":"[^"]*"`), `"${member}":${JSON.stringify(code)}`);
const is = (status: string, phase: Phase, more: object = {}) => ({
  is: { status, ...more },
  phase,
});
const because = (code: string) => ({ failure: { code } });
const usdt = (amount: string) => money(amount, 'USDT', 'ETHEREUM');
const paid = { paid: usdt('124.68') };

/** docs/providers/w-checkout.md#statuses */
export const gatewayAnswers: Pick<Subject, 'codes' | 'numbers'> = {
  codes: [
    {
      name: 'orderStatus',
      operation: 'queryOrder',
      put: put('orderStatus'),
      codes: {
        PAYING: is('AWAITING_PAYMENT', 'OPEN'),
        PAID: is('PAID', 'SETTLED', paid),
        CANCELLED: is('CANCELED', 'SETTLED'),
        REFUNDING: is('PAID', 'SETTLED', paid),
        PARTIAL_REFUNDED: is('PAID', 'SETTLED', paid),
        REFUNDED: is('PAID', 'SETTLED', paid),
        TIMEOUT: is('EXPIRED', 'SETTLED'),
      },
    },
    {
      name: 'refundStatus',
      operation: 'queryRefund',
      put: put('refundStatus'),
      codes: {
        PENDING_REFUND: is('PENDING', 'OPEN'),
        REFUNDING: is('PROCESSING', 'OPEN'),
        REFUNDED: is('SUCCEEDED', 'SETTLED'),
        CANCELLED: is('CANCELED', 'FINAL'),
        FAILED: is('FAILED', 'SETTLED', because('OTHER')),
      },
    },
    {
      name: 'settlementStatus',
      operation: 'querySettlement',
      put: put('settlementStatus'),
      codes: {
        PENDING_SETTLEMENT: is('PENDING', 'OPEN'),
        SETTLING: is('PROCESSING', 'OPEN'),
        SETTLED: is('SUCCEEDED', 'SETTLED'),
        FAILED: is('FAILED', 'SETTLED', because('OTHER')),
        REJECTED: is('REJECTED', 'FINAL', because('REJECTED')),
        CANCELLED: is('CANCELED', 'FINAL'),
      },
    },
    {
      name: 'type',
      operation: 'listAbnormalPayments',
      put: put('type'),
      codes: {
        OVER_PAID: { is: { type: 'OVERPAID' } },
        UNDER_PAID: { is: { type: 'UNDERPAID' } },
        LATE_PAYMENT: { is: { type: 'LATE' } },
      },
      unheardOf: { type: 'UNCLASSIFIED' },
    },
    {
      name: 'status',
      operation: 'listAbnormalPayments',
      put: put('status'),
      codes: { PENDING: { is: { handled: false } }, HANDLED: { is: { handled: true } } },
      unheardOf: { handled: false },
    },
    {
      name: 'token',
      operation: 'queryOrder',
      put: put('token'),
      codes: Object.fromEntries(
        tokens.map(([token, currency, network]) => [
          token,
          { is: { payable: money('124.68', currency, network) } },
        ]),
      ),
      unheardOf: null,
    },
  ],
  numbers: [
    {
      name: 'payingAmount',
      operation: 'queryOrder',
      put: (body, lexeme) => body.replace(/"payingAmount":[\d.]+/, `"payingAmount":${lexeme}`),
      member: 'payable',
      lexemes: [
        ['124.68', usdt('124.68')],
        ['124.680000', usdt('124.68')],
        ['124.6800000000', usdt('124.68')],
        ['1.2468e2', usdt('124.68')],
        ['12468E-2', usdt('124.68')],
        ['"124.68"', usdt('124.68')],
        ['0.000001', usdt('0.000001')],
        ['9007199254740993.000001', usdt('9007199254740993.000001')],
        ['0.1234567', null],
        ['-1', null],
        ['1e999', null],
        ['"much"', null],
        ['true', null],
        ['[124.68]', null],
      ],
    },
  ],
};
