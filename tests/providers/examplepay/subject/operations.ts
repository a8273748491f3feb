import { money } from '../../../../src/domain/money.ts';
import type { PaymentMethod, SettlementDestination } from '../../../../src/domain/request.ts';
import type {
  OrderHandle,
  OrderToSend,
  RefundHandle,
  RefundToSend,
  SettlementHandle,
  SettlementToSend,
} from '../../../../src/providers/provider.ts';
import type { ExamplepayProvider } from '../../../../src/sandbox/examplepay/provider.ts';
import type { Refused, Sample, Stage, Subject } from '../../conformance/subject.ts';
import { orderToSend, refundToSend, settlementToSend, underWay } from '../requests.ts';

const brl = (amount: string) => money(amount, 'BRL');
const inr = (amount: string) => money(amount, 'INR');
const code = (providerCode: string, ours = 'REJECTED') => ({
  refused: { code: ours, providerCode },
});

type Part = Pick<Subject, 'operations' | 'refusals' | 'duplicates' | 'unbelievable'>;

export function examplepayOperations(provider: ExamplepayProvider, isAll: boolean): Part {
  return {
    operations: {
      ...orderSamples(provider, isAll),
      ...refundSamples(provider, isAll),
      ...settlementSamples(),
    },
    refusals: [
      ...orderRefusals(provider, isAll),
      ...refundRefusals(provider, isAll),
      ...settlementRefusals(),
    ],
    // A duplicate is what an earlier send of ours has made (B6).
    duplicates: [
      { operation: 'createOrder', expected: told('ORDER', null) },
      { operation: 'createRefund', expected: told('REFUND', 'PENDING') },
      { operation: 'createSettlement', expected: told('SETTLEMENT', 'PENDING') },
    ],
    unbelievable: [
      {
        operation: 'createOrder',
        name: 'an unsigned no',
        answer: { body: '{"code":"Common.InvalidParameter","errorMessage":"no","data":null}' },
      },
      {
        operation: 'queryOrder',
        name: 'an unsigned "not found"',
        answer: { body: '{"code":"Common.OrderNotFound","errorMessage":"no","data":null}' },
      },
      { operation: 'queryOrder', name: 'HTTP 429', answer: { status: 429, body: '{}' } },
    ],
  };
}

const told =
  (subject: string, status: string | null) => (handle: { providerReference: string }) => ({
    refused: null,
    observations: [{ subject, providerReference: handle.providerReference, status }],
  });
const notThere = (of: string) => (handle: { providerReference: string }) => ({
  ...code('Common.OrderNotFound'),
  observations: [{ subject: 'ABSENCE', of, providerReference: handle.providerReference }],
});
const failed =
  (providerCode: string, ours = 'REJECTED') =>
  (handle: { providerReference: string }) => ({
    ...code(providerCode, ours),
    observations: [
      { providerReference: handle.providerReference, status: 'FAILED', failure: { code: ours } },
    ],
  });

function order({ fresh, notifyUrl }: Stage, changes: Partial<OrderToSend> = {}): OrderToSend {
  return orderToSend({
    providerReference: fresh('T'),
    amount: brl('100.50'),
    notifyUrl: notifyUrl('orders'),
    ...changes,
  });
}

async function openOrder(stage: Stage): Promise<OrderHandle> {
  const sent = order(stage);
  const { observations } = await stage.connection.createOrder(sent, stage.call);
  const [made] = observations;
  const providerOrderId = made?.subject === 'ORDER' ? (made.providerOrderId ?? null) : null;
  return { providerReference: sent.providerReference, providerOrderId };
}

async function paidOrder(stage: Stage, provider: ExamplepayProvider): Promise<OrderHandle> {
  const handle = await openOrder(stage);
  provider.pay(handle.providerReference);
  return handle;
}

const methods: readonly (readonly [PaymentMethod, type: string, currency: 'INR' | 'BRL'])[] = [
  [{ type: 'PIX', presentation: 'HOSTED_PAGE' }, 'PIX', 'BRL'],
  [{ type: 'PIX', presentation: 'QR_CODE' }, 'PIX_QRCODE', 'BRL'],
  [{ type: 'UPI', flow: 'HOSTED_PAGE', vpa: null }, 'UPI', 'INR'],
  [{ type: 'UPI', flow: 'COLLECT', vpa: 'asha@bank' }, 'UPI_COLLECT', 'INR'],
  [{ type: 'UPI', flow: 'INTENT', vpa: null }, 'UPI_INTENT', 'INR'],
];

function orderSamples(provider: ExamplepayProvider, isAll: boolean): Part['operations'] {
  return {
    createOrder: methods.map(([method, type, currency]): Sample => ({
      name: `an order by ${type}`,
      given: (stage) => order(stage, { method, amount: money('100.50', currency) }),
      expected: ({ providerReference, amount }: OrderToSend) => ({
        observations: [
          { subject: 'ORDER', providerReference, status: 'AWAITING_PAYMENT', payable: amount },
        ],
      }),
      effect: 'ordersCreated',
      sends: ['"amount":"100.50"', `"currency":"${currency}"`, `"payMethod":{"type":"${type}"`],
    })),
    queryOrder: [
      {
        name: 'an open order',
        given: openOrder,
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
        given: (stage) => paidOrder(stage, provider),
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
              given: openOrder,
              expected: told('ORDER', 'CANCELED'),
            },
          ],
        }
      : {}),
  };
}

function orderRefusals(provider: ExamplepayProvider, isAll: boolean): Refused[] {
  const canceled: Refused[] = [
    {
      operation: 'cancelOrder',
      name: 'a close of a paid order',
      given: (stage) => paidOrder(stage, provider),
      expected: () => ({ ...code('Payment.Common.NotClosable'), observations: [] }),
    },
  ];
  const unsigned = [401, 403, 404, 405, 415].map((status): Refused => ({
    operation: 'createOrder',
    name: `an order, with HTTP ${status},`,
    given: (stage) => {
      const body = '{"code":"Common.Whatever","errorMessage":"no","data":null}';
      stage.answerNext({ status, body });
      return order(stage);
    },
    expected: failed('Common.Whatever', status === 401 ? 'PROVIDER_AUTHENTICATION' : 'REJECTED'),
  }));
  return [
    ...unsigned,
    ...(isAll ? canceled : []),
    {
      operation: 'createOrder',
      name: 'an order that the bank declines',
      given: (stage) => order(stage, { amount: brl('100.01') }),
      expected: failed('Payment.Common.Rejected', 'DECLINED'),
    },
    {
      operation: 'createOrder',
      name: 'UPI in BRL',
      given: (stage) => order(stage, { method: { type: 'UPI', flow: 'INTENT', vpa: null } }),
      expected: failed('Common.UnsupportedMethod'),
    },
    {
      operation: 'createOrder',
      name: 'an amount of nothing',
      given: (stage) => order(stage, { amount: brl('0.00') }),
      expected: failed('Common.InvalidParameter'),
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      given: ({ fresh }) => ({ providerReference: fresh('T'), providerOrderId: null }),
      expected: notThere('ORDER'),
    },
  ];
}

const refundOf = (of: OrderHandle, { fresh, notifyUrl }: Stage, amount = '40.50'): RefundToSend =>
  refundToSend({
    providerReference: fresh('R'),
    order: of,
    amount: brl(amount),
    notifyUrl: notifyUrl('refunds'),
  });

function refundSamples(provider: ExamplepayProvider, isAll: boolean): Part['operations'] {
  const accepted = async (stage: Stage): Promise<RefundHandle> => {
    const refund = refundOf(await paidOrder(stage, provider), stage);
    await stage.connection.createRefund?.(refund, stage.call);
    const { providerReference, order: of } = refund;
    // All that the order has, so that the payment's word tells how it ended.
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
        given: async (stage) => refundOf(await paidOrder(stage, provider), stage),
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
        given: accepted,
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

function refundRefusals(provider: ExamplepayProvider, isAll: boolean): Refused[] {
  return [
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not paid',
      given: async (stage) => refundOf(await openOrder(stage), stage),
      expected: failed('Refund.Common.NotPaid'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of more than was paid',
      given: async (stage) => refundOf(await paidOrder(stage, provider), stage, '100.51'),
      expected: failed('Refund.Common.ExceedAmount'),
    },
    {
      operation: 'createRefund',
      name: 'a refund of an order that is not there',
      given: (stage) =>
        refundOf({ providerReference: stage.fresh('T'), providerOrderId: 'P1' }, stage),
      expected: failed('Common.OrderNotFound'),
    },
    {
      operation: 'queryRefund',
      name: 'a refund that is not there',
      given: ({ fresh }) => ({
        providerReference: fresh('R'),
        providerRefundId: null,
        order: { providerReference: fresh('T'), providerOrderId: null },
      }),
      // A payment that is not found says nothing of its refund.
      expected: isAll
        ? notThere('REFUND')
        : () => ({ ...code('Common.OrderNotFound'), observations: [] }),
    },
  ];
}

export const destinations: readonly (readonly [SettlementDestination, 'INR' | 'BRL'])[] = [
  [{ type: 'UPI', vpa: 'asha@bank', holderName: 'Asha Rao' }, 'INR'],
  [
    {
      type: 'PIX',
      keyType: 'EVP',
      key: '123e4567-e12b-12d3-a456-426655440000',
      holderName: 'Ana',
      document: '12345678900',
    },
    'BRL',
  ],
  [
    {
      type: 'BANK_ACCOUNT',
      bankCode: 'HDFC0000001',
      bankName: 'HDFC',
      accountNumber: '50100000001',
      holderName: 'Asha Rao',
      phone: '+919800000001',
      email: 'asha@example.com',
    },
    'INR',
  ],
  [{ type: 'WALLET', walletCode: 'PAYTM', accountNumber: '9800000001', holderName: 'Asha' }, 'INR'],
];

const settlement = (
  { fresh, notifyUrl }: Stage,
  changes: Partial<SettlementToSend> = {},
): SettlementToSend =>
  settlementToSend({
    providerReference: fresh('S'),
    amount: inr('250.00'),
    notifyUrl: notifyUrl('settlements'),
    ...changes,
  });

function settlementSamples(): Part['operations'] {
  const accepted = async (stage: Stage): Promise<SettlementHandle> => {
    const sent = settlement(stage);
    await stage.connection.createSettlement?.(sent, stage.call);
    return { providerReference: sent.providerReference, providerSettlementId: null };
  };
  return {
    createSettlement: destinations.map(([destination, currency]): Sample => ({
      name: `a payout to ${destination.type}`,
      given: (stage) => settlement(stage, { destination, amount: money('250.00', currency) }),
      expected: ({ providerReference, amount }: SettlementToSend) => ({
        observations: [{ subject: 'SETTLEMENT', providerReference, status: 'PENDING', amount }],
      }),
      effect: 'settlementsCreated',
      sends: ['"amount":"250.00"', `"payoutMethod":{"type":"${destination.type}"`],
    })),
    querySettlement: [
      {
        name: 'a payout under way',
        given: accepted,
        expected: ({ providerReference }: SettlementHandle) => ({
          observations: [
            {
              subject: 'SETTLEMENT',
              providerReference,
              status: 'PENDING',
              amount: inr('250'),
              fee: inr('2.50'),
            },
          ],
        }),
      },
    ],
    balances: [
      {
        name: 'what there is in each currency',
        given: () => undefined,
        expected: () => ({
          balances: [
            { available: { currency: 'INR', network: null }, frozen: { currency: 'INR' } },
            { available: { currency: 'BRL', network: null }, frozen: { currency: 'BRL' } },
          ],
        }),
        sends: ['"currencies":["INR","BRL"]'],
      },
    ],
  };
}

function settlementRefusals(): Refused[] {
  return [
    {
      operation: 'createSettlement',
      name: 'a payout above the balance',
      given: (stage) => settlement(stage, { amount: inr('99999999.00') }),
      expected: failed('Payout.Common.InsufficientBalance'),
    },
    {
      operation: 'createSettlement',
      name: 'a payout that the bank declines',
      given: (stage) => settlement(stage, { amount: inr('250.01') }),
      expected: failed('Payout.Common.Rejected', 'DECLINED'),
    },
    {
      operation: 'querySettlement',
      name: 'a payout that is not there',
      given: ({ fresh }) => ({ providerReference: fresh('S'), providerSettlementId: null }),
      expected: notThere('SETTLEMENT'),
    },
  ];
}
