import { strictEqual } from 'node:assert/strict';
import { money } from '../../../../src/domain/money.ts';
import type {
  OrderHandle,
  OrderToSend,
  SettlementHandle,
  SettlementToSend,
} from '../../../../src/providers/provider.ts';
import type { VexoraProvider } from '../../../../sandbox/vexora/provider.ts';
import type { Outcome } from '../../conformance/harness.ts';
import type { Refused, Sample, SampleContext, Subject } from '../../conformance/subject.ts';
import { orderToSend, settlementToSend } from '../requests.ts';
import type { RegionFacts } from './region-facts.ts';

export interface Account {
  provider: VexoraProvider;
  region: RegionFacts;
  merchantNo: string;
}

type Part = Pick<Subject, 'operations' | 'refusals' | 'duplicates' | 'unbelievable'>;

const code = (ours: string, providerCode: string) => ({ refused: { code: ours, providerCode } });
const refused = (handle: { providerReference: string }) => ({
  ...code('REJECTED', '8000'),
  observations: [{ providerReference: handle.providerReference, status: 'FAILED' }],
});
const notThere = (of: string) => (handle: { providerReference: string }) => ({
  ...code('REJECTED', '8000'),
  observations: [{ subject: 'ABSENCE', of, providerReference: handle.providerReference }],
});

export function order(
  { fresh, notifyUrl }: SampleContext,
  { currency, amount, orders, customer }: RegionFacts,
  changes: Partial<OrderToSend> = {},
): OrderToSend {
  const [first] = orders;
  return orderToSend({
    providerReference: fresh('T'),
    amount: money(amount, currency),
    customer,
    ...(first === undefined ? {} : { method: first.method }),
    notifyUrl: notifyUrl('orders'),
    ...changes,
  });
}

export function vexoraOperations(account: Account): Part {
  const { region } = account;
  return {
    operations: {
      ...orderSamples(account),
      ...(region.payout === null ? {} : payoutSamples(account)),
    },
    refusals: [
      ...orderRefusals(account),
      ...(region.payout === null ? [] : payoutRefusals(account)),
    ],
    duplicates: (['createOrder', 'createSettlement'] as const)
      .filter((operation) => operation === 'createOrder' || region.payout !== null)
      .map((operation) => ({
        operation,
        // The code has several meanings, one of which is a number in use.
        expected: () => ({ ...code('REJECTED', '8000'), referenceTaken: 'PERHAPS' }),
      })),
    unbelievable: (['createOrder', 'queryOrder', 'balances'] as const).flatMap((operation) => [
      { operation, name: 'code 5000', answer: { body: '{"code":"5000","msg":"","data":null}' } },
      { operation, name: 'code 7777', answer: { body: '{"code":"7777","msg":"","data":null}' } },
      {
        operation,
        name: 'code 0000 without success',
        answer: { body: '{"code":"0000","msg":"","success":false,"data":{}}' },
      },
      {
        operation,
        name: 'a no under HTTP 400',
        answer: { status: 400, body: '{"code":"8000","msg":"no","data":null}' },
      },
    ]),
  };
}

async function openOrder(context: SampleContext, region: RegionFacts): Promise<OrderHandle> {
  const sent = order(context, region);
  await context.connection.createOrder(sent, context.call);
  return { providerReference: sent.providerReference, providerOrderId: null };
}

function livesFor(seconds: number) {
  return (outcome: Outcome, sentAt: number): void => {
    const [observation] = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
    const expiresAt = observation?.subject === 'ORDER' ? (observation.expiresAt ?? 0) : 0;
    strictEqual(expiresAt - sentAt, seconds * 1000);
  };
}

function orderSamples({ provider, region }: Account): Part['operations'] {
  const amount = money(region.amount, region.currency);
  return {
    createOrder: region.orders.map(({ method, sends, lifetime }): Sample => ({
      name: `an order by ${JSON.stringify(Object.values(method))}`,
      prepare: (context) => order(context, region, { method }),
      expected: ({ providerReference }: OrderToSend) => ({
        observations: [
          { subject: 'ORDER', providerReference, status: 'AWAITING_PAYMENT', payable: amount },
        ],
      }),
      check: livesFor(lifetime),
      effect: 'ordersCreated',
      sends: [`"amount":"${region.amount}"`, ...sends, ...region.always],
    })),
    queryOrder: [
      {
        name: 'an open order',
        prepare: (context) => openOrder(context, region),
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'AWAITING_PAYMENT', payable: amount }],
        }),
      },
      {
        name: 'a paid order, and when it was paid',
        prepare: async (context) => {
          const handle = await openOrder(context, region);
          provider.pay(handle.providerReference);
          return handle;
        },
        expected: ({ providerReference }: OrderHandle) => {
          const { succeededAt } = provider.order(providerReference);
          const occurredAt = Math.floor((succeededAt ?? 0) / 1000) * 1000;
          return {
            observations: [{ providerReference, status: 'PAID', paid: amount, occurredAt }],
          };
        },
      },
    ],
    balances: [
      {
        name: 'what there is',
        prepare: () => undefined,
        expected: () => ({
          balances: [
            {
              available: { currency: region.currency },
              frozen: { currency: region.currency },
              unsettled: { currency: region.currency },
            },
          ],
        }),
      },
    ],
  };
}

function orderRefusals({ provider, region, merchantNo }: Account): Refused[] {
  return [
    {
      operation: 'createOrder',
      name: 'a wallet that is not enabled',
      prepare: (context) =>
        order(context, region, { method: { type: 'E_WALLET', wallet: 'MOON' } }),
      expected: refused,
    },
    {
      operation: 'createOrder',
      name: 'an order that is declined at once',
      prepare: (context) => {
        provider.declineNext(merchantNo);
        return order(context, region);
      },
      expected: ({ providerReference }: OrderToSend) => ({
        ...code('DECLINED', '00029'),
        observations: [{ providerReference, status: 'FAILED', failedOrExpired: true }],
      }),
      effect: 'ordersCreated',
    },
    {
      operation: 'createOrder',
      name: 'an order, for a reason that is given,',
      prepare: (context) => {
        context.answerNext({ body: '{"code":"8000","msg":"for a reason","data":null}' });
        return order(context, region);
      },
      expected: (sent: OrderToSend) => ({
        ...refused(sent),
        refused: { code: 'REJECTED', providerCode: '8000', providerMessage: 'for a reason' },
      }),
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      prepare: ({ fresh }) => ({ providerReference: fresh('T'), providerOrderId: null }),
      expected: notThere('ORDER'),
    },
  ];
}

function payout({ fresh, notifyUrl }: SampleContext, { currency, payout: facts }: RegionFacts) {
  return settlementToSend(
    {
      providerReference: fresh('S'),
      amount: money(facts?.amount ?? '0', currency),
      description: '000000',
      notifyUrl: notifyUrl('settlements'),
    },
    facts?.payee,
  );
}

const underWay = (handle: { providerReference: string }) => ({
  observations: [
    {
      subject: 'SETTLEMENT',
      providerReference: handle.providerReference,
      status: 'PROCESSING',
    },
  ],
});

function payoutSamples({ region }: Account): Part['operations'] {
  return {
    createSettlement: [
      {
        name: 'a payout',
        prepare: (context) => payout(context, region),
        expected: underWay,
        effect: 'settlementsCreated',
        sends: region.payout?.sends ?? [],
      },
    ],
    querySettlement: [
      {
        name: 'a payout under way',
        prepare: async (context): Promise<SettlementHandle> => {
          const sent = payout(context, region);
          await context.connection.createSettlement?.(sent, context.call);
          return { providerReference: sent.providerReference, providerSettlementId: null };
        },
        expected: underWay,
      },
    ],
  };
}

function payoutRefusals({ region }: Account): Refused[] {
  return [
    {
      operation: 'createSettlement',
      name: 'a payout above the balance',
      prepare: (context): SettlementToSend => ({
        ...payout(context, region),
        amount: money('900000000', region.currency),
      }),
      expected: refused,
    },
    {
      operation: 'querySettlement',
      name: 'a payout that is not there',
      prepare: ({ fresh }) => ({ providerReference: fresh('S'), providerSettlementId: null }),
      expected: notThere('SETTLEMENT'),
    },
  ];
}
