import { describeDeadDeliveries } from './a07-deliveries.ts';
import { describeSending } from './a07-sending.ts';

export function describeA7(): void {
  describeSending();
  describeDeadDeliveries();
}
