import { money } from '../../../../src/domain/money.ts';
import type {
  OrderHandle,
  OrderToSend,
  RefundHandle,
  RefundToSend,
} from '../../../../src/providers/provider.ts';
import type { NexapayProvider } from '../../../../sandbox/nexapay/double.ts';
import type { Refused, SampleContext, Subject } from '../../conformance/subject.ts';
import { orderToSend, refundToSend } from '../requests.ts';

const brl = (amount: string) => money(amount, 'BRL');
const handleOf = (providerReference: string): OrderHandle => ({
  providerReference,
  providerOrderId: null,
});
const rejected = (providerCode: string) => ({ refused: { code: 'REJECTED', providerCode } });
/** The meaning of the codes is not known: each may mean that the number is in use. */
const perhapsTaken = { referenceTaken: 'PERHAPS' } as const;
const order = (
  { fresh, notifyUrl }: SampleContext,
  presentation: 'QR_CODE' | 'HOSTED_PAGE' = 'QR_CODE',
): OrderToSend =>
  orderToSend({
    providerReference: fresh('T'),
    method: { type: 'PIX', presentation },
    notifyUrl: notifyUrl('orders'),
  });

async function openOrder(context: SampleContext): Promise<OrderHandle> {
  const sent = order(context);
  await context.connection.createOrder(sent, context.call);
  return handleOf(sent.providerReference);
}

const refundOf = (
  of: OrderHandle,
  { fresh, notifyUrl }: SampleContext,
  amount = '40',
): RefundToSend =>
  refundToSend({
    providerReference: fresh('R'),
    order: of,
    amount: brl(amount),
    notifyUrl: notifyUrl('refunds'),
  });
const failed = (code: string) => (of: { providerReference: string }) => ({
  ...rejected(code),
  ...perhapsTaken,
  observations: [{ providerReference: of.providerReference, status: 'FAILED' }],
});
const absent = (of: string) => (handle: { providerReference: string }) => ({
  ...rejected('1011'),
  observations: [{ subject: 'ABSENCE', of, providerReference: handle.providerReference }],
});

type Part = Pick<Subject, 'operations' | 'refusals' | 'duplicates' | 'unbelievable'>;

export function nexapayOperations(provider: NexapayProvider): Part {
  const paidOrder = async (context: SampleContext): Promise<OrderHandle> => {
    const handle = await openOrder(context);
    provider.pay(handle.providerReference);
    return handle;
  };
  const accepted = async (context: SampleContext): Promise<RefundHandle> => {
    const refund = refundOf(await paidOrder(context), context);
    await context.connection.createRefund?.(refund, context.call);
    return { ...refund, providerRefundId: null };
  };
  return {
    operations: {
      ...orderSamples(paidOrder),
      createRefund: [
        {
          name: 'a refund of a part',
          prepare: async (context) => refundOf(await paidOrder(context), context),
          expected: refundReported,
          effect: 'refundsCreated',
          sends: ['"refundAmount":"40.00"', '"refundCurrency":"BRL"'],
        },
      ],
      queryRefund: [{ name: 'a refund under way', prepare: accepted, expected: refundReported }],
    },
    refusals: refusals(paidOrder),
    duplicates: [
      { operation: 'createOrder', expected: () => ({ ended: 'ANSWERED', refused: null }) },
      { operation: 'createRefund', expected: () => ({ ended: 'ANSWERED', refused: null }) },
    ],
    unbelievable: (['createOrder', 'queryOrder', 'createRefund', 'queryRefund'] as const).flatMap(
      (operation) => [
        { operation, name: 'the code of a system error', answer: { body: refusal('9999') } },
        {
          operation,
          name: 'an answer that contradicts itself',
          answer: { body: '{"code":"0","msg":"","data":null,"succ":false}' },
        },
        { operation, name: 'a no under HTTP 400', answer: { status: 400, body: refusal('1005') } },
      ],
    ),
  };
}

const refusal = (code: string): string =>
  `{"code":"${code}","msg":"no: ${code}","data":null,"succ":false}`;

const refundReported = ({ providerReference, order: { providerReference: of } }: RefundHandle) => ({
  observations: [
    {
      subject: 'REFUND',
      providerReference,
      orderProviderReference: of,
      status: 'PROCESSING',
      amount: brl('40'),
    },
  ],
});

function orderSamples(
  paidOrder: (context: SampleContext) => Promise<OrderHandle>,
): Pick<Part['operations'], 'createOrder' | 'queryOrder'> {
  const fees = [
    { type: 'PAYER_FEE', amount: brl('0.50') },
    { type: 'IOF', amount: brl('0.39') },
  ];
  // What is paid on top is not refunded (docs/rules.md#what-is-refundable).
  const amounts = { payable: brl('100.89'), refundableLimit: brl('100'), fees };
  return {
    createOrder: [
      {
        name: 'a QR code',
        prepare: (context) => order(context),
        expected: ({ providerReference }: OrderToSend) => ({
          observations: [
            { subject: 'ORDER', providerReference, status: 'AWAITING_PAYMENT', ...amounts },
          ],
        }),
        effect: 'ordersCreated',
        sends: ['"amount":"100"', '"currency":"BRL"', '"payCurrent":"BRL"', '"type":2'],
      },
      {
        name: 'a page',
        prepare: (context) => order(context, 'HOSTED_PAGE'),
        expected: ({ providerReference }: OrderToSend) => ({
          observations: [{ subject: 'ORDER', providerReference, status: 'AWAITING_PAYMENT' }],
        }),
        effect: 'ordersCreated',
        callName: 'createCashierOrder',
        sends: ['/directPay/order/create', '"callbackUrl":'],
      },
    ],
    queryOrder: [
      {
        name: 'an open order',
        prepare: openOrder,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'AWAITING_PAYMENT', ...amounts }],
        }),
      },
      {
        name: 'a paid order',
        prepare: paidOrder,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'PAID', paid: brl('100.89'), ...amounts }],
        }),
      },
    ],
  };
}

function refusals(paidOrder: (context: SampleContext) => Promise<OrderHandle>): Refused[] {
  const documented = ['1001', '1002', '1003', '1004', '1005', '1006', '1007', '1008', '1009'];
  return [
    ...documented.map((code): Refused => ({
      operation: 'createOrder',
      name: `an order, with ${code},`,
      prepare: (context) => {
        context.answerNext({ body: refusal(code) });
        return order(context);
      },
      expected: ({ providerReference }: OrderToSend) => ({
        ...failed(code)({ providerReference }),
        refused: { code: 'REJECTED', providerCode: code, providerMessage: `no: ${code}` },
      }),
    })),
    {
      operation: 'createOrder',
      name: 'a page, with 1005,',
      prepare: (context) => {
        context.answerNext({ body: refusal('1005') });
        return order(context, 'HOSTED_PAGE');
      },
      expected: failed('1005'),
    },
    {
      operation: 'createOrder',
      name: 'another order under a used number',
      prepare: async (context) => {
        const sent = order(context);
        await context.connection.createOrder(sent, context.call);
        return { ...sent, amount: brl('101') };
      },
      expected: failed('1010'),
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      prepare: ({ fresh }) => handleOf(fresh('T')),
      expected: absent('ORDER'),
    },
    {
      operation: 'queryRefund',
      name: 'a refund that is not there',
      prepare: ({ fresh }) => ({
        providerReference: fresh('R'),
        providerRefundId: null,
        order: handleOf('T1'),
      }),
      expected: absent('REFUND'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not paid',
      prepare: async (context) => refundOf(await openOrder(context), context),
      expected: failed('1012'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of the fees, too,',
      prepare: async (context) => refundOf(await paidOrder(context), context, '100.01'),
      expected: failed('1013'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not there',
      prepare: (context) => refundOf(handleOf(context.fresh('T')), context),
      expected: failed('1011'),
    },
  ];
}
