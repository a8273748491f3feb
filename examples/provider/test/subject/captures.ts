import type { CaptureToSend, OrderHandle } from '@paygraph/provider-kit';
import type { Refused, Sample, Subject, Unfit } from '@paygraph/provider-kit/conformance';
import { captureToSend, orderToSend } from '../requests.ts';
import { brl, captureOf, laterOrder } from './steps.ts';
import type { Steps } from './steps.ts';

/** Authorisation and capture, for the conformance suite. */

export const laterPage: Sample = {
  name: 'a page on which a card is only authorised',
  prepare: laterOrder,
  expected: () => ({ observations: [{ status: 'AWAITING_PAYMENT', payable: brl('25.00') }] }),
  effect: 'sessions',
  sends: ['payment_intent_data%5Bcapture_method%5D=manual', 'paygraph_capture'],
};

const captured = ({ order }: CaptureToSend) => ({
  observations: [
    {
      subject: 'ORDER',
      providerReference: order.providerReference,
      status: 'PAID',
      payable: brl('25.00'),
      paid: brl('10.00'),
    },
  ],
});

export function captureSamples({
  authorizedOrder,
}: Steps): Required<Pick<Subject['operations'], 'captureOrder' | 'queryOrder' | 'cancelOrder'>> {
  return {
    captureOrder: [
      {
        name: 'a capture of a part',
        prepare: async (context) => captureOf(await authorizedOrder(context), context),
        expected: captured,
        effect: 'captures',
        sends: ['amount_to_capture=1000'],
      },
      {
        name: 'a capture of all',
        prepare: async (context) => captureOf(await authorizedOrder(context), context, '25.00'),
        expected: () => ({ observations: [{ status: 'PAID', paid: brl('25.00') }] }),
        effect: 'captures',
        sends: ['amount_to_capture=2500'],
      },
    ],
    queryOrder: [
      {
        name: 'an authorised order',
        prepare: authorizedOrder,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'AUTHORIZED', authorized: brl('25.00') }],
        }),
        check(outcome, sentAt) {
          const [found] = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
          const until = found?.subject === 'ORDER' ? found.authorizedUntil : undefined;
          if (until === undefined || until <= sentAt) throw new Error(`it lapses at ${until}`);
        },
        sends: ['payment_intent.latest_charge'],
      },
      {
        name: 'an order of which a part was captured',
        prepare: async (context) => {
          const order = await authorizedOrder(context);
          await context.connection.captureOrder?.(captureOf(order, context), context.call);
          return order;
        },
        expected: () => ({ observations: [{ status: 'PAID', paid: brl('10.00') }] }),
      },
    ],
    cancelOrder: [
      {
        name: 'an authorised order',
        callName: 'cancelIntent',
        prepare: authorizedOrder,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'CANCELED' }],
        }),
        effect: 'canceled',
      },
    ],
  };
}

const refusedAs = (code: string) => () => ({
  refused: { code: 'REJECTED', providerCode: code },
  observations: [],
});

export const captureRefusals = ({ authorizedOrder, openOrder, paidOrder }: Steps): Refused[] => [
  {
    operation: 'captureOrder',
    name: 'a capture of more than is authorised',
    prepare: async (context) => captureOf(await authorizedOrder(context), context, '25.01'),
    expected: refusedAs('amount_too_large'),
  },
  {
    operation: 'captureOrder',
    name: 'a capture of an order that nobody has authorised',
    prepare: async (context) => captureOf(await openOrder(context), context),
    expected: refusedAs('unpaid'),
  },
  {
    operation: 'captureOrder',
    name: 'a capture of an order that is paid',
    prepare: async (context) => captureOf(await paidOrder(context), context),
    expected: refusedAs('payment_intent_unexpected_state'),
  },
  {
    operation: 'captureOrder',
    name: 'a capture whose number is in use',
    prepare: async (context) => {
      const toSend = captureOf(await authorizedOrder(context), context);
      await context.connection.captureOrder?.(toSend, context.call);
      return { ...toSend, amount: brl('11.00') };
    },
    expected: () => ({ ...refusedAs('idempotency_error')(), referenceTaken: 'PERHAPS' }),
  },
  {
    operation: 'cancelOrder',
    name: 'an authorisation that was captured',
    prepare: async (context) => {
      const order = await authorizedOrder(context);
      await context.connection.captureOrder?.(captureOf(order, context), context.call);
      return order;
    },
    expected: refusedAs('payment_intent_unexpected_state'),
  },
];

export const unfitCaptures: readonly Unfit[] = [
  {
    name: 'by PIX, to be captured later',
    kind: 'order',
    request: orderToSend({ capture: 'MANUAL' }),
    unable: 'cannot capture this PIX later',
  },
  {
    name: 'of a million',
    kind: 'capture',
    request: captureToSend({ amount: brl('1000000.00') }),
    path: 'amount.amount',
  },
];

/** The table of a PaymentIntent that is captured later, read through a query of an authorised order. */
export const intentCodes = (sample: number): Subject['codes'][number] => ({
  name: 'payment_intent.status',
  operation: 'queryOrder',
  sample,
  put: (body, code) =>
    body.replace(
      /("object":"payment_intent","status":)"[^"]*"/,
      `$1${JSON.stringify(code).replaceAll('$', '$$$$')}`,
    ),
  codes: {
    requires_capture: { is: { status: 'AUTHORIZED', authorized: brl('25.00') }, phase: 'OPEN' },
    processing: { is: { status: 'PROCESSING' }, phase: 'OPEN' },
    succeeded: { is: { status: 'PAID', paid: brl('0.00') } },
    canceled: { is: { status: 'CANCELED' }, phase: 'SETTLED' },
    requires_payment_method: {
      is: { status: 'FAILED', failure: { code: 'DECLINED' } },
      phase: 'SETTLED',
    },
  },
});
