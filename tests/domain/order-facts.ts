import { money } from '../../src/domain/money.ts';
import type { OrderObservation, ReportedOrderStatus } from '../../src/domain/observation.ts';
import { foldOrder, noOrderEvidence } from '../../src/domain/order.ts';
import type { OrderEvidence } from '../../src/domain/order.ts';
import { unsent } from '../../src/domain/instructions/submission.ts';
import type { Submission } from '../../src/domain/instructions/submission.ts';

export const usdt = (amount: string) => money(amount, 'USDT', 'TRON');
export const answered: Submission = { ...unsent, state: 'ANSWERED' };

export const reportedOrderStatuses: readonly ReportedOrderStatus[] = [
  'AWAITING_PAYMENT',
  'PARTIALLY_PAID',
  'PROCESSING',
  'AUTHORIZED',
  'PAID',
  'EXPIRED',
  'CANCELED',
  'FAILED',
  'REVERSED',
];

export type Recorded = OrderObservation & { recordedAt: number };

/** An observation of one order, recorded at 5,000 unless `rest` states a time. */
export function observation(
  status: ReportedOrderStatus | null,
  rest: Partial<Recorded> = {},
): Recorded {
  const subject = { subject: 'ORDER', providerReference: 'R' } as const;
  return { ...subject, status, occurredAt: null, recordedAt: 5_000, ...rest };
}

export const add = (evidence: OrderEvidence, { recordedAt, ...facts }: Recorded): OrderEvidence =>
  foldOrder(evidence, facts, recordedAt);

/** The evidence after these observations, in their order. */
export const after = (...facts: Recorded[]): OrderEvidence => facts.reduce(add, noOrderEvidence);
