import type { Duplicate, Subject } from '../../conformance/subject.ts';
import { orderRefusals, orderSamples } from './orders.ts';
import { refundRefusals, refundSamples } from './refunds.ts';
import { settlementRefusals, settlementSamples } from './settlements.ts';
import { rejected } from './shared.ts';
import type { World } from './shared.ts';

export function gatewayOperations(
  world: World,
): Pick<Subject, 'operations' | 'refusals' | 'duplicates'> {
  const duplicated = [
    'createOrder',
    'createRefund',
    'refundAbnormalPayment',
    'createSettlement',
  ] as const;
  return {
    operations: { ...orderSamples(world), ...refundSamples(world), ...settlementSamples(world) },
    refusals: [...orderRefusals(world), ...refundRefusals(world), ...settlementRefusals(world)],
    duplicates: duplicated.map((operation): Duplicate => ({
      operation,
      expected: () => rejected('90409'),
    })),
  };
}
