import { money } from '@paygraph/provider-kit';
import type { Subject } from '@paygraph/provider-kit/conformance';

import { intentCodes } from './captures.ts';

const brl = (amount: string) => money(amount, 'BRL');
/** The first member of this name: that of the object itself. */
const put = (member: string) => (body: string, code: string) =>
  body.replace(new RegExp(`"${member}":"[^"]*"`), `"${member}":${JSON.stringify(code)}`);
const is = (status: string, phase: 'OPEN' | 'SETTLED' | 'FINAL', more: object = {}) => ({
  is: { status, ...more },
  phase,
});

export const codes: Subject['codes'] = [
  // The samples of an open, a paid and a lost order come first.
  intentCodes(3),
  {
    name: 'status',
    operation: 'queryOrder',
    put: put('status'),
    codes: {
      open: is('AWAITING_PAYMENT', 'OPEN'),
      complete: is('PROCESSING', 'OPEN'),
      expired: is('EXPIRED', 'SETTLED'),
    },
  },
  {
    name: 'payment_status',
    operation: 'queryOrder',
    sample: 1,
    put: put('payment_status'),
    codes: {
      paid: is('PAID', 'SETTLED', { paid: brl('25.00') }),
      unpaid: is('PROCESSING', 'OPEN'),
    },
  },
  {
    name: 'status',
    operation: 'queryRefund',
    put: put('status'),
    codes: {
      pending: is('PROCESSING', 'OPEN'),
      requires_action: is('PENDING', 'OPEN'),
      succeeded: is('SUCCEEDED', 'SETTLED'),
      failed: is('FAILED', 'SETTLED', { failure: { code: 'OTHER' } }),
      canceled: is('CANCELED', 'FINAL'),
    },
  },
];

/** What a dispute says of its order, which has no status in it. */
const disputed = (...statuses: readonly string[]) => ({
  is: { status: null, chargebacks: statuses.map((status) => ({ status, amount: brl('10.00') })) },
  phase: 'OPEN' as const,
});

/** Inquiries move no money. */
export const disputeCodes: Subject['codes'][number] = {
  name: 'status',
  operation: 'queryByNumber',
  sample: 1,
  put: put('status'),
  codes: {
    warning_needs_response: disputed(),
    warning_under_review: disputed(),
    warning_closed: disputed(),
    needs_response: disputed('OPEN'),
    under_review: disputed('OPEN'),
    won: disputed('WON'),
    lost: disputed('LOST'),
  },
  unheardOf: { status: null, chargebacks: [] },
};

export const numbers: Subject['numbers'] = [
  {
    name: 'amount_total',
    operation: 'queryOrder',
    put: (body, lexeme) => body.replace(/"amount_total":\d+/, `"amount_total":${lexeme}`),
    member: 'payable',
    lexemes: [
      ['2500', brl('25.00')],
      ['1', brl('0.01')],
      ['9007199254740993', brl('90071992547409.93')],
      ['25.00', null],
      ['-1', null],
      ['1e3', null],
      ['"x"', null],
    ],
  },
];
