import { money } from '../../../../src/domain/money.ts';
import type { Phase } from '../../../../src/domain/order.ts';
import type { Subject } from '../../conformance/subject.ts';

const brl = (amount: string) => money(amount, 'BRL');
const put = (member: string) => (body: string, code: string) =>
  body.replace(new RegExp(`"${member}":"[^"]*"`), `"${member}":${JSON.stringify(code)}`);
const is = (status: string, phase: Phase, more: object = {}) => ({
  is: { status, ...more },
  phase,
});

/** docs/providers/nexapay.md#status */
export const nexapayCodes: Pick<Subject, 'codes' | 'numbers'> = {
  codes: [
    {
      name: 'payStatus',
      operation: 'queryOrder',
      put: put('payStatus'),
      codes: {
        P: is('AWAITING_PAYMENT', 'OPEN'),
        S: is('PAID', 'SETTLED', { paid: brl('100.89') }),
        F: is('FAILED', 'SETTLED', {
          failedOrExpired: true,
          failure: { code: 'DECLINED', providerCode: 'F' },
        }),
      },
    },
    {
      name: 'payStatus',
      operation: 'createOrder',
      put: put('payStatus'),
      codes: { P: is('AWAITING_PAYMENT', 'OPEN') },
    },
    {
      name: 'refundStatus',
      operation: 'queryRefund',
      put: put('refundStatus'),
      codes: {
        P: is('PROCESSING', 'OPEN'),
        S: is('SUCCEEDED', 'SETTLED'),
        F: is('FAILED', 'SETTLED', { failure: { code: 'OTHER' } }),
      },
    },
    {
      name: 'payCurrency',
      operation: 'queryOrder',
      put: put('payCurrency'),
      codes: { BRL: { is: { payable: brl('100.89') } } },
      unheardOf: null,
    },
  ],
  numbers: [
    {
      name: 'payAmount',
      operation: 'queryOrder',
      put: (body, lexeme) => body.replace(/"payAmount":"[^"]*"/, `"payAmount":${lexeme}`),
      member: 'payable',
      lexemes: [
        ['"100.89"', brl('100.89')],
        ['"100.8900000000000000"', brl('100.89')],
        ['"101"', brl('101')],
        ['"90071992547409931.23"', brl('90071992547409931.23')],
        ['"100.891"', null],
        ['"0.50"', brl('0.50')],
        ['"-1.00"', null],
        ['"1e2"', null],
        ['100.89', null],
      ],
    },
  ],
};
