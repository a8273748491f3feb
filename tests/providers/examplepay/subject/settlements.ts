import { money } from '../../../../src/domain/money.ts';
import type { SettlementDestination } from '../../../../src/domain/request.ts';
import type { SettlementHandle, SettlementToSend } from '../../../../src/providers/provider.ts';
import type { Refused, Sample, Stage } from '../../conformance/subject.ts';
import { settlementToSend } from '../requests.ts';
import { failed, inr, notThere } from './shared.ts';
import type { Operations } from './shared.ts';

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

const accepted = async (stage: Stage): Promise<SettlementHandle> => {
  const sent = settlement(stage);
  await stage.connection.createSettlement?.(sent, stage.call);
  return { providerReference: sent.providerReference, providerSettlementId: null };
};

export function settlementSamples(): Operations {
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

export function settlementRefusals(): Refused[] {
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
