import { strictEqual } from 'node:assert/strict';
import { money } from '../../../../src/domain/money.ts';
import type {
  OrderHandle,
  OrderToSend,
  SettlementHandle,
  SettlementToSend,
} from '../../../../src/providers/provider.ts';
import type { VexoraProvider } from '../../../../sandbox/vexora/provider.ts';
import type { Outcome } from '../../conformance/bench.ts';
import type { Refused, Sample, Stage, Subject } from '../../conformance/subject.ts';
import { orderToSend, settlementToSend } from '../requests.ts';
import type { RegionFacts } from './region-facts.ts';

export interface World {
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
  { fresh, notifyUrl }: Stage,
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

export function vexoraOperations(world: World): Part {
  const { region } = world;
  return {
    operations: { ...orderSamples(world), ...(region.payout === null ? {} : payoutSamples(world)) },
    refusals: [...orderRefusals(world), ...(region.payout === null ? [] : payoutRefusals(world))],
    duplicates: (['createOrder', 'createSettlement'] as const)
      .filter((operation) => operation === 'createOrder' || region.payout !== null)
      .map((operation) => ({ operation, expected: () => code('REJECTED', '8000') })),
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

async function openOrder(stage: Stage, region: RegionFacts): Promise<OrderHandle> {
  const sent = order(stage, region);
  await stage.connection.createOrder(sent, stage.call);
  return { providerReference: sent.providerReference, providerOrderId: null };
}

function livesFor(seconds: number) {
  return (outcome: Outcome, sentAt: number): void => {
    const [told] = outcome.ended === 'ANSWERED' ? (outcome.observations ?? []) : [];
    const expiresAt = told?.subject === 'ORDER' ? (told.expiresAt ?? 0) : 0;
    strictEqual(expiresAt - sentAt, seconds * 1000);
  };
}

function orderSamples({ provider, region }: World): Part['operations'] {
  const amount = money(region.amount, region.currency);
  return {
    createOrder: region.orders.map(({ method, sends, lifetime }): Sample => ({
      name: `an order by ${JSON.stringify(Object.values(method))}`,
      given: (stage) => order(stage, region, { method }),
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
        given: (stage) => openOrder(stage, region),
        expected: ({ providerReference }: OrderHandle) => ({
          observations: [{ providerReference, status: 'AWAITING_PAYMENT', payable: amount }],
        }),
      },
      {
        name: 'a paid order, and when it was paid',
        given: async (stage) => {
          const handle = await openOrder(stage, region);
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
        given: () => undefined,
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

function orderRefusals({ provider, region, merchantNo }: World): Refused[] {
  return [
    {
      operation: 'createOrder',
      name: 'a wallet that is not enabled',
      given: (stage) => order(stage, region, { method: { type: 'E_WALLET', wallet: 'MOON' } }),
      expected: refused,
    },
    {
      operation: 'createOrder',
      name: 'an order that is declined at once',
      given: (stage) => {
        provider.declineNext(merchantNo);
        return order(stage, region);
      },
      expected: ({ providerReference }: OrderToSend) => ({
        ...code('DECLINED', '00029'),
        observations: [{ providerReference, status: 'FAILED', failedOrExpired: true }],
      }),
      effect: 'ordersCreated',
    },
    {
      operation: 'queryOrder',
      name: 'an order that is not there',
      given: ({ fresh }) => ({ providerReference: fresh('T'), providerOrderId: null }),
      expected: notThere('ORDER'),
    },
  ];
}

function payout({ fresh, notifyUrl }: Stage, { currency, payout: facts }: RegionFacts) {
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

function payoutSamples({ region }: World): Part['operations'] {
  return {
    createSettlement: [
      {
        name: 'a payout',
        given: (stage) => payout(stage, region),
        expected: underWay,
        effect: 'settlementsCreated',
        sends: region.payout?.sends ?? [],
      },
    ],
    querySettlement: [
      {
        name: 'a payout under way',
        given: async (stage): Promise<SettlementHandle> => {
          const sent = payout(stage, region);
          await stage.connection.createSettlement?.(sent, stage.call);
          return { providerReference: sent.providerReference, providerSettlementId: null };
        },
        expected: underWay,
      },
    ],
  };
}

function payoutRefusals({ region }: World): Refused[] {
  return [
    {
      operation: 'createSettlement',
      name: 'a payout above the balance',
      given: (stage): SettlementToSend => ({
        ...payout(stage, region),
        amount: money('900000000', region.currency),
      }),
      expected: refused,
    },
    {
      operation: 'querySettlement',
      name: 'a payout that is not there',
      given: ({ fresh }) => ({ providerReference: fresh('S'), providerSettlementId: null }),
      expected: notThere('SETTLEMENT'),
    },
  ];
}
