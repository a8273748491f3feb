import { money } from '@paygraph/provider-kit';
import type { OrderHandle, RefundHandle } from '@paygraph/provider-kit';
import type { Sample, SampleContext, Subject } from '@paygraph/provider-kit/conformance';
import type { StripeDouble } from '../../double/index.ts';
import { captureRefusals, captureSamples, laterPage } from './captures.ts';
import { refusal, refusals } from './refusals.ts';
import { brl, order, refundOf, stepsOf } from './steps.ts';
import type { Steps } from './steps.ts';

type Part = Pick<Subject, 'operations' | 'refusals' | 'duplicates' | 'unbelievable'>;

export function operationsOf(stripe: StripeDouble): Part {
  const steps = stepsOf(stripe);
  return {
    operations: {
      ...orderSamples(steps),
      ...refundSamples(steps),
      ...listSamples(steps),
      balances: [
        {
          name: 'what there is in each currency',
          prepare: steps.paidOrder,
          expected: () => ({}),
          check(outcome) {
            if (!('balances' in outcome)) throw new Error('no balances');
            const [first] = outcome.balances ?? [];
            if (first?.available.currency !== 'BRL') throw new Error('no balance in BRL');
          },
        },
      ],
    },
    refusals: [...refusals(steps), ...captureRefusals(steps)],
    duplicates: [
      { operation: 'createOrder', expected: () => ({ ended: 'ANSWERED', refused: null }) },
      { operation: 'createRefund', expected: () => ({ ended: 'ANSWERED', refused: null }) },
      { operation: 'captureOrder', expected: () => ({ ended: 'ANSWERED', refused: null }) },
    ],
    unbelievable: (
      ['createOrder', 'queryOrder', 'captureOrder', 'createRefund', 'queryRefund'] as const
    ).flatMap((operation) => [
      { operation, name: 'a success without an object', answer: { body: '' } },
      { operation, name: 'an object of another kind', answer: { body: '{"object":"customer"}' } },
      { operation, name: 'HTTP 408', answer: { status: 408, body: refusal('timeout') } },
    ]),
  };
}

const awaited = ({ providerReference }: { providerReference: string }) => ({
  observations: [
    {
      subject: 'ORDER',
      providerReference,
      status: 'AWAITING_PAYMENT',
      requested: brl('25.00'),
      payable: brl('25.00'),
    },
  ],
});

const createSamples: readonly Sample[] = [
  {
    name: 'a page',
    prepare: (context) => order(context),
    expected: awaited,
    check(outcome) {
      const [found] = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
      const url = found?.subject === 'ORDER' ? found.instructions?.checkoutUrl : undefined;
      if (url?.includes('/c/pay/cs_test_') !== true) throw new Error(`the page is ${url}`);
    },
    effect: 'sessions',
    sends: ['mode=payment', 'unit_amount%5D=2500', 'currency%5D=brl', 'types%5B0%5D=pix'],
    lacks: ['expires_at'],
  },
  {
    name: 'a page with a lifetime, in a currency without decimals',
    prepare: (context) =>
      order(context, {
        amount: money('1200', 'JPY'),
        method: { type: 'CONVENIENCE_STORE', chain: 'KONBINI' },
        createdAt: Math.floor(Date.now() / 1000) * 1000,
        expiresIn: 3_600,
      }),
    expected: () => ({
      observations: [{ status: 'AWAITING_PAYMENT', payable: money('1200', 'JPY') }],
    }),
    effect: 'sessions',
    sends: ['unit_amount%5D=1200', 'currency%5D=jpy', 'types%5B0%5D=konbini', 'expires_at='],
  },
  {
    name: 'a page with all methods of the account',
    prepare: (context) =>
      order(context, {
        amount: money('10.50', 'CHF'),
        method: { type: 'HOSTED_CHECKOUT', methods: [] },
      }),
    expected: () => ({ observations: [{ payable: money('10.50', 'CHF') }] }),
    effect: 'sessions',
    sends: ['unit_amount%5D=1050', 'currency%5D=chf'],
    lacks: ['payment_method_types'],
  },
  {
    name: 'a page with a choice of methods',
    prepare: (context) =>
      order(context, { method: { type: 'HOSTED_CHECKOUT', methods: ['card', 'pix'] } }),
    expected: () => ({ observations: [{ payable: brl('25.00') }] }),
    effect: 'sessions',
    sends: ['types%5B0%5D=card', 'types%5B1%5D=pix'],
  },
  {
    name: 'a page for a card',
    prepare: (context) => order(context, { method: { type: 'CARD', presentation: 'HOSTED_PAGE' } }),
    expected: () => ({ observations: [{ payable: brl('25.00') }] }),
    effect: 'sessions',
    sends: ['types%5B0%5D=card'],
  },
  {
    name: 'a page for a wallet',
    prepare: (context) =>
      order(context, {
        amount: money('9.90', 'EUR'),
        method: { type: 'E_WALLET', wallet: 'WECHAT_PAY' },
      }),
    expected: () => ({ observations: [{ payable: money('9.90', 'EUR') }] }),
    effect: 'sessions',
    sends: ['unit_amount%5D=990', 'wechat_pay%5D%5Bclient%5D=web'],
  },
];

function orderSamples(steps: Steps): Part['operations'] {
  const { openOrder, paidOrder, disputed } = steps;
  const captures = captureSamples(steps);
  return {
    captureOrder: captures.captureOrder,
    createOrder: [...createSamples, laterPage],
    queryOrder: [
      { name: 'an open order', prepare: openOrder, expected: awaited },
      {
        name: 'a paid order',
        prepare: paidOrder,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'PAID', paid: brl('25.00') }],
        }),
      },
      {
        name: 'an order whose number was lost',
        callName: 'listSessions',
        prepare: async (context) => ({
          ...(await openOrder(context)),
          providerOrderId: null,
          createdAt: Date.now(),
        }),
        expected: awaited,
        sends: ['created%5Bgte%5D='],
      },
      ...captures.queryOrder,
      {
        name: 'an order whose payment is disputed',
        callName: 'listDisputes',
        prepare: async (context) => (await disputed(context)).order,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [
            {
              providerReference,
              status: 'PAID',
              chargebacks: [{ status: 'OPEN', amount: brl('10.00') }],
            },
          ],
        }),
        sends: ['/v1/disputes?payment_intent=pi_'],
      },
    ],
    cancelOrder: [
      {
        name: 'an open order',
        prepare: openOrder,
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'CANCELED' }],
        }),
        effect: 'expired',
      },
      ...captures.cancelOrder,
    ],
  };
}

const reported = ({ providerReference, order }: RefundHandle) => ({
  observations: [
    {
      subject: 'REFUND',
      providerReference,
      orderProviderReference: order.providerReference,
      status: 'PROCESSING',
      amount: brl('10.00'),
    },
  ],
});

function refundSamples({ paidOrder, refunded, disputed }: Steps): Part['operations'] {
  return {
    createRefund: [
      {
        name: 'a refund of a part',
        prepare: async (context) => refundOf(await paidOrder(context), context),
        expected: reported,
        effect: 'refunds',
        sends: ['amount=1000', 'payment_intent=pi_'],
      },
    ],
    queryRefund: [
      { name: 'a refund under way', prepare: refunded, expected: reported },
      {
        name: 'a refund whose number was lost',
        callName: 'listRefunds',
        prepare: async (context) => ({ ...(await refunded(context)), providerRefundId: null }),
        expected: reported,
        sends: ['/v1/refunds?payment_intent=pi_'],
      },
    ],
    queryByNumber: [
      {
        name: 'a refund by its number',
        prepare: async (context): Promise<object> => {
          const { providerRefundId: providerId } = await refunded(context);
          return { about: 'REFUND', providerId };
        },
        expected: ({ providerId }: { providerId: string }) => ({
          observations: [{ subject: 'REFUND', providerRefundId: providerId, status: 'PROCESSING' }],
        }),
      },
      {
        name: 'a dispute by its number',
        callName: 'getDispute',
        prepare: async (context): Promise<object> => {
          const { order, number: providerId } = await disputed(context, 'under review', 'win');
          return { about: 'ORDER', providerId, order };
        },
        expected: ({ providerId, order }: { providerId: string; order: OrderHandle }) => ({
          observations: [
            {
              subject: 'ORDER',
              providerReference: order.providerReference,
              status: null,
              chargebacks: [
                { providerChargebackId: providerId, status: 'WON', amount: brl('10.00') },
              ],
            },
          ],
        }),
      },
    ],
  };
}

const listed = (subject: string): Omit<Sample, 'name' | 'prepare'> => ({
  expected: () => ({}),
  check(outcome) {
    const all = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
    if (!all.some((one) => one.subject === subject)) throw new Error(`no ${subject} is listed`);
  },
});

const rangeAfter =
  (make: (context: SampleContext) => Promise<unknown>) => async (context: SampleContext) => {
    await make(context);
    return { from: Date.now() - 60_000, to: Date.now() + 60_000, page: 1 };
  };

function listSamples({ openOrder, refunded }: Steps): Part['operations'] {
  return {
    listOrders: [{ name: 'what was made', prepare: rangeAfter(openOrder), ...listed('ORDER') }],
    listRefunds: [{ name: 'what was made', prepare: rangeAfter(refunded), ...listed('REFUND') }],
  };
}
