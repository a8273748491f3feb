import type { ExportKind } from './kind.ts';
import { events, movements } from './log.ts';
import { abnormalPayments, orders, refunds, settlements } from './subjects.ts';

/** By their names in the path. */
export const exportKinds: Readonly<Record<string, ExportKind>> = {
  orders,
  refunds,
  settlements,
  'abnormal-payments': abnormalPayments,
  movements,
  events,
};
