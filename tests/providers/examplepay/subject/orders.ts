import { money } from '../../../../src/domain/money.ts';
import type { PaymentMethod } from '../../../../src/domain/request.ts';
import type { OrderHandle, OrderToSend } from '../../../../src/providers/provider.ts';
import type { ExamplepayProvider } from '../../../../sandbox/examplepay/double.ts';
import type { Refused, Sample } from '../../conformance/subject.ts';
import { payer } from '../requests.ts';
import { brl, code, failed, notThere, openOrder, order, paidOrder, reported } from './shared.ts';
import type { Operations } from './shared.ts';

const methods: readonly (readonly [PaymentMethod, type: string, currency: 'INR' | 'BRL'])[] = [
  [{ type: 'PIX', presentation: 'HOSTED_PAGE' }, 'PIX', 'BRL'],
  [{ type: 'PIX', presentation: 'QR_CODE' }, 'PIX_QRCODE', 'BRL'],
  [{ type: 'UPI', flow: 'HOSTED_PAGE', vpa: null }, 'UPI', 'INR'],
  [{ type: 'UPI', flow: 'COLLECT', vpa: 'asha@bank' }, 'UPI_COLLECT', 'INR'],
  [{ type: 'UPI', flow: 'INTENT', vpa: null }, 'UPI_INTENT', 'INR'],
];

/** An address that is too long for the provider is omitted, since it is optional. */
const withAddress: readonly Sample[] = [32, 33].map((length): Sample => {
  const ipAddress = '2001:0db8:'.repeat(4).slice(0, length);
  const tradeEnv = `"tradeEnv":{"ip":"${ipAddress}"}`;
  return {
    name: `an order from an address of ${length} characters`,
    prepare: (context) => order(context, { customer: { ...payer, ipAddress } }),
    expected: () => ({ observations: [{ status: 'AWAITING_PAYMENT' }] }),
    effect: 'ordersCreated',
    ...(length > 32 ? { lacks: ['"tradeEnv"'] } : { sends: [tradeEnv] }),
  };
});

export function orderSamples(provider: ExamplepayProvider, isAll: boolean): Operations {
  return {
    createOrder: methods
      .map(([method, type, currency]): Sample => ({
        name: `an order by ${type}`,
        prepare: (context) => order(context, { method, amount: money('100.50', currency) }),
        expected: ({ providerReference, amount }: OrderToSend) => ({
          observations: [
            { subject: 'ORDER', providerReference, status: 'AWAITING_PAYMENT', payable: amount },
          ],
        }),
        effect: 'ordersCreated',
        sends: ['"amount":"100.50"', `"currency":"${currency}"`, `"payMethod":{"type":"${type}"`],
      }))
      .concat(withAddress),
    queryOrder: [
      {
        name: 'an open order',
        prepare: openOrder,
        expected: ({ providerReference, providerOrderId }: OrderHandle) => ({
          observations: [
            {
              subject: 'ORDER',
              providerReference,
              providerOrderId,
              status: 'AWAITING_PAYMENT',
              payable: brl('100.50'),
              requested: brl('100.50'),
            },
          ],
        }),
      },
      {
        name: 'a paid order',
        prepare: (context) => paidOrder(context, provider),
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'PAID', paid: brl('100.50') }],
        }),
      },
    ],
    ...(isAll
      ? {
          cancelOrder: [
            {
              name: 'that an order is closed',
              prepare: openOrder,
              expected: reported('ORDER', 'CANCELED'),
            },
          ],
        }
      : {}),
  };
}

export function orderRefusals(provider: ExamplepayProvider, isAll: boolean): Refused[] {
  const canceled: Refused[] = [
    {
      operation: 'cancelOrder',
      name: 'a close of a paid order',
      prepare: (context) => paidOrder(context, provider),
      expected: () => ({ ...code('Payment.Common.NotClosable'), observations: [] }),
    },
  ];
  const unsigned = [401, 403, 404, 405, 415].map((status): Refused => ({
    operation: 'createOrder',
    name: `an order, with HTTP ${status},`,
    prepare: (context) => {
      const body = '{"code":"Common.Whatever","errorMessage":"no","data":null}';
      context.answerNext({ status, body });
      return order(context);
    },
    expected: failed('Common.Whatever', status === 401 ? 'PROVIDER_AUTHENTICATION' : 'REJECTED'),
  }));
  return [
    ...unsigned,
    ...(isAll ? canceled : []),
    {
      operation: 'createOrder',
      name: 'an order that the bank declines',
      prepare: (context) => order(context, { amount: brl('100.01') }),
      expected: failed('Payment.Common.Rejected', 'DECLINED'),
    },
    {
      operation: 'createOrder',
      name: 'UPI in BRL',
      prepare: (context) => order(context, { method: { type: 'UPI', flow: 'INTENT', vpa: null } }),
      expected: failed('Common.UnsupportedMethod'),
    },
    {
      operation: 'createOrder',
      name: 'an amount of nothing',
      prepare: (context) => order(context, { amount: brl('0.00') }),
      expected: failed('Common.InvalidParameter'),
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      prepare: ({ fresh }) => ({ providerReference: fresh('T'), providerOrderId: null }),
      expected: notThere('ORDER'),
    },
  ];
}
