import { money } from '../../../../src/domain/money.ts';
import type { Network } from '../../../../src/domain/money.ts';
import type { SettlementHandle, SettlementToSend } from '../../../../src/providers/provider.ts';
import type { Refused, Sample, SampleContext } from '../../conformance/subject.ts';
import { address, orderToSend, settlementToSend } from '../requests.ts';
import { notThere, range, rejected, tokens, usdt } from './shared.ts';
import type { Operations, Gateway } from './shared.ts';

const bank = { type: 'REGISTERED_BANK_ACCOUNT', remitId: 'B1', fiat: 'USD' } as const;
const settlementReported = (status: string) => (handle: { providerReference: string }) => ({
  observations: [{ subject: 'SETTLEMENT', providerReference: handle.providerReference, status }],
});
const failed = (code: string) => (handle: { providerReference: string }) => ({
  ...rejected(code),
  ...settlementReported('FAILED')(handle),
});

function settlementKit({ name, provider }: Gateway) {
  const written = (amount: string) =>
    name === 'W_CHECKOUT' ? `"amount":"${amount}"` : `"amount":${amount}`;
  const funded = async (
    context: SampleContext,
    [, currency, network]: readonly [string, string, Network] = ['', 'USDT', 'ETHEREUM'],
  ): Promise<SettlementToSend> => {
    const { connection, call, fresh } = context;
    const method = { type: 'STABLECOIN', currency, network } as const;
    const order = orderToSend({ providerReference: fresh('T'), method });
    await connection.createOrder(order, call);
    provider.pay(order.providerReference);
    return settlementToSend({
      providerReference: fresh('S'),
      amount: money('100.25', currency, network),
      destination: { type: 'ON_CHAIN', address: address[network] },
    });
  };
  const accepted = async (context: SampleContext): Promise<SettlementHandle> => {
    const settlement = await funded(context);
    await context.connection.createSettlement?.(settlement, context.call);
    const { providerReference } = settlement;
    return { providerReference, providerSettlementId: null };
  };
  return { written, funded, accepted };
}

export function settlementSamples(gateway: Gateway): Operations {
  const { provider } = gateway;
  const { written, funded, accepted } = settlementKit(gateway);
  return {
    createSettlement: [
      ...tokens
        .filter(([token]) => token !== 'SOL_USDC')
        .map((token): Sample => ({
          name: `a settlement of ${token[0]}`,
          prepare: (context) => funded(context, token),
          expected: settlementReported('PENDING'),
          effect: 'settlementsCreated',
          sends: [written('100.25'), `"token":"${token[0]}"`],
        })),
      {
        name: 'a settlement to a registered bank account',
        prepare: async (context) => {
          provider.enableFiatSettlement(true);
          return { ...(await funded(context)), destination: bank };
        },
        expected: settlementReported('PENDING'),
        effect: 'settlementsCreated',
        callName: 'createFiatSettlement',
        sends: ['/checkout/settlement/create-fiat', '"remitId":"B1"', '"fiat":"USD"'],
      },
    ],
    querySettlement: [
      {
        name: 'a settlement under way',
        prepare: accepted,
        expected: settlementReported('PENDING'),
      },
    ],
    cancelSettlement: [
      {
        name: 'that a pending settlement is canceled',
        prepare: accepted,
        expected: settlementReported('CANCELED'),
      },
    ],
    listSettlements: [
      {
        name: 'the settlements there are',
        prepare: async (context) => {
          await accepted(context);
          return range;
        },
        expected: () => ({ observations: [{ subject: 'SETTLEMENT', status: 'PENDING' }] }),
      },
    ],
  };
}

export function settlementRefusals(gateway: Gateway): Refused[] {
  const { provider } = gateway;
  const { funded, accepted } = settlementKit(gateway);
  return [
    {
      operation: 'createSettlement',
      name: 'a settlement above the balance',
      prepare: async (context) => ({ ...(await funded(context)), amount: usdt('900000000') }),
      expected: failed('90423'),
    },
    {
      operation: 'createSettlement',
      name: 'a settlement to a bank, where that is not enabled,',
      prepare: async (context) => {
        provider.enableFiatSettlement(false);
        return { ...(await funded(context)), destination: bank };
      },
      expected: failed('90422'),
    },
    {
      operation: 'querySettlement',
      name: 'a settlement that is not there',
      prepare: ({ fresh }) => ({ providerReference: fresh('S'), providerSettlementId: null }),
      expected: notThere('SETTLEMENT'),
    },
    {
      operation: 'cancelSettlement',
      name: 'a settlement that has begun',
      prepare: async (context) => {
        const settlement = await accepted(context);
        provider.advanceSettlement(settlement.providerReference);
        return settlement;
      },
      expected: () => ({ ...rejected('90422'), observations: [] }),
    },
  ];
}
