import { strongest } from '../evidence.ts';
import type { ReportedOrderStatus, ReportedPayoutStatus } from '../observation.ts';
import { reportedStatus } from '../order.ts';
import type { OrderEvidence, OrderStatus } from '../order.ts';
import { payoutRanking } from '../payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../payout.ts';
import { isDisproved } from './decision.ts';
import type { Decidable, UnknownDecision } from './decision.ts';

/** The statuses that agree with each decision. */
type Agreeing<Status> = Readonly<Record<UnknownDecision, readonly Status[]>>;

const ofOrders: Agreeing<ReportedOrderStatus> = {
  HAPPENED: ['PAID', 'REVERSED'],
  NEVER_HAPPENED: ['FAILED', 'EXPIRED', 'CANCELED'],
};
const ofPayouts: Agreeing<ReportedPayoutStatus> = {
  HAPPENED: ['SUCCEEDED', 'REVERSED'],
  NEVER_HAPPENED: ['FAILED', 'REJECTED', 'CANCELED'],
};

/** Whether the provider reports of an order what a person has decided otherwise. `expiresAt`: as for `orderStatus`. */
export const contradictsOrder = (evidence: OrderEvidence, expiresAt: number | null): boolean =>
  contradicts(evidence, reportedStatus(evidence, expiresAt), ofOrders);

/** Whether the provider reports of a refund or settlement what a person has decided otherwise. */
export const contradictsPayout = (evidence: PayoutEvidence): boolean =>
  contradicts(evidence, strongest(evidence.seen, payoutRanking), ofPayouts);

function contradicts<Status>(
  { seen, decision }: Decidable,
  reported: Status | null,
  agreeing: Agreeing<Status>,
): boolean {
  if (decision === null) return false;
  return reported === null
    ? isDisproved(decision, seen)
    : !agreeing[decision.kind].includes(reported);
}

/**
 * What a person decided is left again to wherever the provider's report leads. FAILED has its transitions anyway
 * (docs/rules.md#a-persons-decision).
 */
export const transitionsOfDecided: Readonly<{
  PAID: readonly OrderStatus[];
  SUCCEEDED: readonly PayoutStatus[];
}> = {
  PAID: [
    'AWAITING_PAYMENT',
    'PARTIALLY_PAID',
    'PROCESSING',
    'AUTHORIZED',
    'EXPIRED',
    'CANCELED',
    'FAILED',
    'REVERSED',
  ],
  SUCCEEDED: ['PENDING', 'PROCESSING', 'FAILED', 'REJECTED', 'CANCELED', 'REVERSED'],
};
