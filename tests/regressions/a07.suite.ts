import { describeDeadDeliveries } from './a07-deliveries.ts';
import { describeMoneyOfA7 } from './a07-money.ts';
import { describeSending } from './a07-sending.ts';

export function describeA7(): void {
  describeSending();
  describeDeadDeliveries();
  describeMoneyOfA7();
}
