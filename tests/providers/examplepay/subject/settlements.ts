import { money } from '../../../../src/domain/money.ts';
import type { SettlementDestination } from '../../../../src/domain/request.ts';
import type { SettlementHandle, SettlementToSend } from '../../../../src/providers/provider.ts';
import type { Refused, Sample, SampleContext } from '../../conformance/subject.ts';
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
  { fresh, notifyUrl }: SampleContext,
  changes: Partial<SettlementToSend> = {},
): SettlementToSend =>
  settlementToSend({
    providerReference: fresh('S'),
    amount: inr('250.00'),
    notifyUrl: notifyUrl('settlements'),
    ...changes,
  });

const accepted = async (context: SampleContext): Promise<SettlementHandle> => {
  const sent = settlement(context);
  await context.connection.createSettlement?.(sent, context.call);
  return { providerReference: sent.providerReference, providerSettlementId: null };
};

export function settlementSamples(): Operations {
  return {
    createSettlement: destinations.map(([destination, currency]): Sample => ({
      name: `a payout to ${destination.type}`,
      prepare: (context) => settlement(context, { destination, amount: money('250.00', currency) }),
      expected: ({ providerReference, amount }: SettlementToSend) => ({
        observations: [{ subject: 'SETTLEMENT', providerReference, status: 'PENDING', amount }],
      }),
      effect: 'settlementsCreated',
      sends: ['"amount":"250.00"', `"payoutMethod":{"type":"${destination.type}"`],
    })),
    querySettlement: [
      {
        name: 'a payout under way',
        prepare: accepted,
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
        prepare: () => undefined,
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
      prepare: (context) => settlement(context, { amount: inr('99999999.00') }),
      expected: failed('Payout.Common.InsufficientBalance'),
    },
    {
      operation: 'createSettlement',
      name: 'a payout that the bank declines',
      prepare: (context) => settlement(context, { amount: inr('250.01') }),
      expected: failed('Payout.Common.Rejected', 'DECLINED'),
    },
    {
      operation: 'querySettlement',
      name: 'a payout that is not there',
      prepare: ({ fresh }) => ({ providerReference: fresh('S'), providerSettlementId: null }),
      expected: notThere('SETTLEMENT'),
    },
  ];
}
