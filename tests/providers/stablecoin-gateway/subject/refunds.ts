import type {
  AbnormalPaymentRefundToSend,
  OrderHandle,
  RefundHandle,
  RefundToSend,
} from '../../../../src/providers/provider.ts';
import type { Refused, SampleContext } from '../../conformance/subject.ts';
import { refundToSend } from '../requests.ts';
import {
  handleOf,
  notThere,
  openOrder,
  paidOrder,
  payerAddress,
  range,
  rejected,
  usdt,
} from './shared.ts';
import type { Operations, Gateway } from './shared.ts';

const refundReported = ({ providerReference }: RefundHandle | RefundToSend, status: string) => ({
  observations: [{ subject: 'REFUND', providerReference, status }],
});
const failed = (code: string) => (refund: RefundToSend) => ({
  ...rejected(code),
  ...refundReported(refund, 'FAILED'),
});

const gone = (context: SampleContext): RefundHandle => ({
  providerReference: context.fresh('R'),
  providerRefundId: null,
  order: handleOf('T1'),
});

function refundKit({ name, provider }: Gateway) {
  const gateway = { name, provider };
  const where = name === 'ANEXPAY_XCHECKOUT' ? { address: payerAddress } : {};
  const refundOf = (order: OrderHandle, { fresh }: SampleContext, amount = '10.5'): RefundToSend =>
    refundToSend({ providerReference: fresh('R'), order, amount: usdt(amount), ...where });
  const accepted = async (context: SampleContext): Promise<RefundHandle> => {
    const refund = refundOf(await paidOrder(context, gateway), context);
    await context.connection.createRefund?.(refund, context.call);
    const { providerReference, order } = refund;
    return { providerReference, providerRefundId: null, order };
  };
  const abnormal = async (context: SampleContext): Promise<AbnormalPaymentRefundToSend> => {
    const { providerReference } = await openOrder(context);
    provider.pay(providerReference, { amount: '130', from: payerAddress });
    const [payment] = provider.abnormalPayments(providerReference);
    return {
      providerReference: context.fresh('R'),
      order: handleOf(providerReference),
      providerAbnormalPaymentId: payment?.abnormalPaymentNo ?? '',
      transactionHash: payment?.hash ?? null,
      amount: usdt('5.32'),
      reason: null,
    };
  };
  return { refundOf, accepted, abnormal };
}

export function refundSamples(gateway: Gateway): Operations {
  const { refundOf, accepted, abnormal } = refundKit(gateway);
  return {
    createRefund: [
      {
        name: 'a refund of a part',
        prepare: async (context) => refundOf(await paidOrder(context, gateway), context),
        expected: ({ providerReference, order }: RefundToSend) => ({
          observations: [
            {
              subject: 'REFUND',
              providerReference,
              status: 'PENDING',
              orderProviderReference: order.providerReference,
              amount: usdt('10.5'),
            },
          ],
        }),
        effect: 'refundsCreated',
        sends: ['"amount":10.5'],
      },
    ],
    queryRefund: [
      {
        name: 'a refund under way',
        prepare: accepted,
        expected: (refund: RefundHandle) => refundReported(refund, 'PENDING'),
      },
    ],
    cancelRefund: [
      {
        name: 'that a pending refund is canceled',
        prepare: accepted,
        expected: (refund: RefundHandle) => refundReported(refund, 'CANCELED'),
      },
    ],
    listRefunds: [
      {
        name: 'the refunds there are',
        prepare: async (context) => {
          await accepted(context);
          return range;
        },
        expected: () => ({ observations: [{ subject: 'REFUND', status: 'PENDING' }] }),
      },
    ],
    listAbnormalPayments: [
      {
        name: 'a payment of too much',
        prepare: async (context) => {
          const { order, providerAbnormalPaymentId } = await abnormal(context);
          return { providerAbnormalPaymentId, orderProviderReference: order.providerReference };
        },
        expected: (filter: object) => ({
          observations: [
            {
              subject: 'ABNORMAL_PAYMENT',
              type: 'OVERPAID',
              handled: false,
              received: usdt('130'),
              pending: usdt('5.32'),
              ...filter,
            },
          ],
        }),
      },
    ],
    refundAbnormalPayment: [
      {
        name: 'a refund of all that was too much',
        prepare: abnormal,
        expected: ({
          providerReference,
          providerAbnormalPaymentId,
        }: AbnormalPaymentRefundToSend) => ({
          observations: [
            {
              subject: 'REFUND',
              providerReference,
              providerAbnormalPaymentId,
              status: 'PENDING',
              amount: usdt('5.32'),
            },
          ],
        }),
        effect: 'refundsCreated',
        sends: ['"token":"ETH_USDT"'],
      },
    ],
  };
}

export function refundRefusals(gateway: Gateway): Refused[] {
  const { provider } = gateway;
  const { refundOf, accepted, abnormal } = refundKit(gateway);
  return [
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not paid',
      prepare: async (context) =>
        refundOf(handleOf((await openOrder(context)).providerReference), context),
      expected: failed('90422'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not there',
      prepare: (context) => refundOf(handleOf(context.fresh('T')), context),
      expected: failed('90404'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of more than was paid',
      prepare: async (context) =>
        refundOf(await paidOrder(context, gateway), context, '124.680001'),
      expected: failed('90423'),
    },
    {
      operation: 'createRefund',
      name: 'a second refund while one is under way',
      prepare: async (context) => refundOf((await accepted(context)).order, context),
      expected: failed('90422'),
    },
    {
      operation: 'queryRefund',
      name: 'a refund that is not there',
      prepare: gone,
      expected: notThere('REFUND'),
    },
    {
      operation: 'cancelRefund',
      name: 'a refund that has begun',
      prepare: async (context) => {
        const refund = await accepted(context);
        provider.advanceRefund(refund.providerReference);
        return refund;
      },
      expected: () => ({ ...rejected('90422'), observations: [] }),
    },
    {
      operation: 'refundAbnormalPayment',
      name: 'a refund of a payment that is not there',
      prepare: async (context) => ({
        ...(await abnormal(context)),
        transactionHash: `0x${'0'.repeat(64)}`,
      }),
      expected: ({ providerReference }: AbnormalPaymentRefundToSend) => ({
        ...rejected('90404'),
        observations: [{ subject: 'REFUND', providerReference, status: 'FAILED' }],
      }),
    },
  ];
}
