import type { OrderToSend } from '@paygraph/provider-kit';
import type { Refused } from '@paygraph/provider-kit/conformance';
import { brl, order, refundOf } from './steps.ts';
import type { Steps } from './steps.ts';

export const refusal = (code: string, type = 'invalid_request_error'): string =>
  JSON.stringify({ error: { code, type, message: `no: ${code}` } });

const failed =
  (code: string, ofUs = 'REJECTED') =>
  ({ providerReference }: { providerReference: string }) => ({
    refused: { code: ofUs, providerCode: code },
    observations: [{ providerReference, status: 'FAILED' }],
  });
const absent = (of: string) => (handle: { providerReference: string }) => ({
  observations: [{ subject: 'ABSENCE', of, providerReference: handle.providerReference }],
});

const answered = (status: number, code: string, ofUs: string): Refused => ({
  operation: 'createOrder',
  name: `an order, with HTTP ${status} and ${code},`,
  prepare: (context) => {
    context.answerNext({ status, body: refusal(code) });
    return order(context);
  },
  expected: failed(code, ofUs),
});

const createRefusals: readonly Refused[] = [
  answered(400, 'parameter_invalid_integer', 'REJECTED'),
  answered(401, 'api_key_expired', 'PROVIDER_AUTHENTICATION'),
  answered(402, 'card_declined', 'DECLINED'),
  answered(403, 'more_permissions_required', 'PROVIDER_AUTHENTICATION'),
  {
    ...answered(409, 'idempotency_key_in_use', 'REJECTED'),
    expected: (of: OrderToSend) => ({
      ...failed('idempotency_key_in_use')(of),
      referenceTaken: 'PERHAPS',
    }),
  },
  {
    operation: 'createOrder',
    name: 'another order under a used number',
    prepare: async (context) => {
      const sent = order(context);
      await context.connection.createOrder(sent, context.call);
      return { ...sent, amount: brl('26.00') };
    },
    expected: (of: OrderToSend) => ({
      ...failed('idempotency_error')(of),
      referenceTaken: 'PERHAPS',
    }),
  },
];

export function refusals({ openOrder, paidOrder }: Steps): Refused[] {
  return [
    ...createRefusals,
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      prepare: ({ fresh }) => ({ providerReference: fresh('T'), providerOrderId: 'cs_test_none' }),
      expected: absent('ORDER'),
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there, by its time,',
      prepare: ({ fresh }) => ({
        providerReference: fresh('T'),
        providerOrderId: null,
        createdAt: Date.now(),
      }),
      expected: absent('ORDER'),
    },
    {
      operation: 'queryRefund',
      name: 'a refund that is not there',
      prepare: async (context) => ({
        ...refundOf(await paidOrder(context), context),
        providerRefundId: null,
      }),
      expected: absent('REFUND'),
    },
    {
      operation: 'queryByNumber',
      name: 'a refund that is not there',
      prepare: () => ({ about: 'REFUND', providerId: 're_none' }),
      expected: () => ({ refused: { providerCode: 'resource_missing' }, observations: [] }),
    },
    {
      operation: 'queryByNumber',
      name: 'a dispute that is not there',
      prepare: () => ({ about: 'ORDER', providerId: 'dp_none' }),
      expected: () => ({ refused: { providerCode: 'resource_missing' }, observations: [] }),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not paid',
      prepare: async (context) => refundOf(await openOrder(context), context),
      expected: failed('unpaid'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of more than was paid',
      prepare: async (context) => refundOf(await paidOrder(context), context, '25.01'),
      expected: failed('invalid_request_error'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not there',
      prepare: (context) =>
        refundOf({ providerReference: 'T1', providerOrderId: 'cs_test_none' }, context),
      expected: failed('resource_missing'),
    },
    {
      operation: 'cancelOrder',
      name: 'an order that is paid',
      prepare: paidOrder,
      expected: () => ({ refused: { code: 'REJECTED' }, observations: [] }),
    },
  ];
}
