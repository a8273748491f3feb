import type {
  OrderHandle,
  RefundHandle,
  RefundToSend,
} from '../../../../src/providers/provider.ts';
import type { ExamplepayProvider } from '../../../../sandbox/examplepay/double.ts';
import type { Refused, SampleContext } from '../../conformance/subject.ts';
import { refundToSend, underWay } from '../requests.ts';
import { brl, code, failed, notThere, openOrder, paidOrder } from './shared.ts';
import type { Operations } from './shared.ts';

const refundOf = (
  of: OrderHandle,
  { fresh, notifyUrl }: SampleContext,
  amount = '40.50',
): RefundToSend =>
  refundToSend({
    providerReference: fresh('R'),
    order: of,
    amount: brl(amount),
    notifyUrl: notifyUrl('refunds'),
  });

export function refundSamples(provider: ExamplepayProvider, isAll: boolean): Operations {
  const accepted = async (context: SampleContext): Promise<RefundHandle> => {
    const refund = refundOf(await paidOrder(context, provider), context);
    await context.connection.createRefund?.(refund, context.call);
    const { providerReference, order: of } = refund;
    // Everything that the order has, so that the payment's status shows how it ended.
    const all = { amount: brl('100.50'), refundable: brl('100.50'), refundedBefore: brl('0.00') };
    return {
      providerReference,
      providerRefundId: null,
      order: of,
      underWay: underWay({ ...all, status: 'PROCESSING' }),
    };
  };
  const known = isAll ? { amount: brl('40.50') } : {};
  return {
    createRefund: [
      {
        name: 'a refund of a part',
        prepare: async (context) => refundOf(await paidOrder(context, provider), context),
        expected: ({ providerReference, order: of, amount }: RefundToSend) => ({
          observations: [
            {
              subject: 'REFUND',
              providerReference,
              orderProviderReference: of.providerReference,
              status: 'PENDING',
              amount,
            },
          ],
        }),
        effect: 'refundsCreated',
        sends: ['"amount":"40.50"'],
      },
    ],
    queryRefund: [
      {
        name: 'a refund under way',
        prepare: accepted,
        expected: ({ providerReference, order: of }: RefundHandle) => ({
          observations: [
            {
              subject: 'REFUND',
              providerReference,
              orderProviderReference: of.providerReference,
              status: 'PROCESSING',
              ...known,
            },
          ],
        }),
      },
    ],
  };
}

export function refundRefusals(provider: ExamplepayProvider, isAll: boolean): Refused[] {
  return [
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not paid',
      prepare: async (context) => refundOf(await openOrder(context), context),
      expected: failed('Refund.Common.NotPaid'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of more than was paid',
      prepare: async (context) => refundOf(await paidOrder(context, provider), context, '100.51'),
      expected: failed('Refund.Common.ExceedAmount'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not there',
      prepare: (context) =>
        refundOf({ providerReference: context.fresh('T'), providerOrderId: 'P1' }, context),
      expected: failed('Common.OrderNotFound'),
    },
    {
      operation: 'queryRefund',
      name: 'a refund that is not there',
      prepare: ({ fresh }) => ({
        providerReference: fresh('R'),
        providerRefundId: null,
        order: { providerReference: fresh('T'), providerOrderId: null },
      }),
      // A payment that is not found proves nothing about its refund.
      expected: isAll
        ? notThere('REFUND')
        : () => ({ ...code('Common.OrderNotFound'), observations: [] }),
    },
  ];
}
