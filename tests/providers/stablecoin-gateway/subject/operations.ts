import type { Duplicate, Subject } from '../../conformance/subject.ts';
import { orderRefusals, orderSamples } from './orders.ts';
import { refundRefusals, refundSamples } from './refunds.ts';
import { settlementRefusals, settlementSamples } from './settlements.ts';
import { rejected } from './shared.ts';
import type { Gateway } from './shared.ts';

export function gatewayOperations(
  gateway: Gateway,
): Pick<Subject, 'operations' | 'refusals' | 'duplicates'> {
  const duplicated = [
    'createOrder',
    'createRefund',
    'refundAbnormalPayment',
    'createSettlement',
  ] as const;
  return {
    operations: {
      ...orderSamples(gateway),
      ...refundSamples(gateway),
      ...settlementSamples(gateway),
    },
    refusals: [
      ...orderRefusals(gateway),
      ...refundRefusals(gateway),
      ...settlementRefusals(gateway),
    ],
    duplicates: duplicated.map((operation): Duplicate => ({
      operation,
      // Codes are not documented, so that any may mean that the number is in use.
      expected: () => ({ ...rejected('90409'), referenceTaken: 'PERHAPS' }),
    })),
  };
}
