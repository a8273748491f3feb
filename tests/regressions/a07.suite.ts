import { describeDeadDeliveries } from './a07-deliveries.ts';

export function describeA7(): void {
  describeDeadDeliveries();
}
