import type { Interleaved } from '../run.ts';
import { canceled, failover, late, lost, restarted, untimely } from './orders.ts';
import { refunds, surplus, presumedLost } from './refunds.ts';

export const scenarios: readonly Interleaved[] = [
  failover,
  refunds,
  canceled,
  lost,
  late,
  surplus,
  untimely,
  restarted,
  presumedLost,
];
