import { describeMoneyOfA7 } from './a07-money.ts';

export function describeA7(): void {
  describeMoneyOfA7();
}
