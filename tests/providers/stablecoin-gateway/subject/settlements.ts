import { money } from '../../../../src/domain/money.ts';
import type { Network } from '../../../../src/domain/money.ts';
import type { SettlementHandle, SettlementToSend } from '../../../../src/providers/provider.ts';
import type { Refused, Sample, Stage } from '../../conformance/subject.ts';
import { address, orderToSend, settlementToSend } from '../requests.ts';
import { notThere, range, rejected, tokens, usdt } from './shared.ts';
import type { Operations, World } from './shared.ts';

const bank = { type: 'REGISTERED_BANK_ACCOUNT', remitId: 'B1', fiat: 'USD' } as const;
const told = (status: string) => (handle: { providerReference: string }) => ({
  observations: [{ subject: 'SETTLEMENT', providerReference: handle.providerReference, status }],
});
const failed = (code: string) => (handle: { providerReference: string }) => ({
  ...rejected(code),
  ...told('FAILED')(handle),
});

function settlementKit({ name, provider }: World) {
  const written = (amount: string) =>
    name === 'W_CHECKOUT' ? `"amount":"${amount}"` : `"amount":${amount}`;
  const funded = async (
    stage: Stage,
    [, currency, network]: readonly [string, string, Network] = ['', 'USDT', 'ETHEREUM'],
  ): Promise<SettlementToSend> => {
    const { connection, call, fresh } = stage;
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
  const accepted = async (stage: Stage): Promise<SettlementHandle> => {
    const settlement = await funded(stage);
    await stage.connection.createSettlement?.(settlement, stage.call);
    const { providerReference } = settlement;
    return { providerReference, providerSettlementId: null };
  };
  return { written, funded, accepted };
}

export function settlementSamples(world: World): Operations {
  const { provider } = world;
  const { written, funded, accepted } = settlementKit(world);
  return {
    createSettlement: [
      ...tokens
        .filter(([token]) => token !== 'SOL_USDC')
        .map((token): Sample => ({
          name: `a settlement of ${token[0]}`,
          given: (stage) => funded(stage, token),
          expected: told('PENDING'),
          effect: 'settlementsCreated',
          sends: [written('100.25'), `"token":"${token[0]}"`],
        })),
      {
        name: 'a settlement to a registered bank account',
        given: async (stage) => {
          provider.enableFiatSettlement(true);
          return { ...(await funded(stage)), destination: bank };
        },
        expected: told('PENDING'),
        effect: 'settlementsCreated',
        sends: ['/checkout/settlement/create-fiat', '"remitId":"B1"', '"fiat":"USD"'],
      },
    ],
    querySettlement: [
      { name: 'a settlement under way', given: accepted, expected: told('PENDING') },
    ],
    cancelSettlement: [
      {
        name: 'that a pending settlement is canceled',
        given: accepted,
        expected: told('CANCELED'),
      },
    ],
    listSettlements: [
      {
        name: 'the settlements there are',
        given: async (stage) => {
          await accepted(stage);
          return range;
        },
        expected: () => ({ observations: [{ subject: 'SETTLEMENT', status: 'PENDING' }] }),
      },
    ],
  };
}

export function settlementRefusals(world: World): Refused[] {
  const { provider } = world;
  const { funded, accepted } = settlementKit(world);
  return [
    {
      operation: 'createSettlement',
      name: 'a settlement above the balance',
      given: async (stage) => ({ ...(await funded(stage)), amount: usdt('900000000') }),
      expected: failed('90423'),
    },
    {
      operation: 'createSettlement',
      name: 'a settlement to a bank, where that is not enabled,',
      given: async (stage) => {
        provider.enableFiatSettlement(false);
        return { ...(await funded(stage)), destination: bank };
      },
      expected: failed('90422'),
    },
    {
      operation: 'querySettlement',
      name: 'a settlement that is not there',
      given: ({ fresh }) => ({ providerReference: fresh('S'), providerSettlementId: null }),
      expected: notThere('SETTLEMENT'),
    },
    {
      operation: 'cancelSettlement',
      name: 'a settlement that has begun',
      given: async (stage) => {
        const settlement = await accepted(stage);
        provider.advanceSettlement(settlement.providerReference);
        return settlement;
      },
      expected: () => ({ ...rejected('90422'), observations: [] }),
    },
  ];
}
