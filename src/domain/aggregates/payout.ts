import { sameValue } from '../evidence.ts';
import type { Instruction } from '../instructions/instruction.ts';
import type { RefundObservation, SettlementObservation } from '../observation.ts';
import { payoutAttention, payoutPhase, payoutStatus } from '../payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../payout.ts';
import { checksAfter, planCheck, replan } from '../instructions/schedule.ts';
import type { Check, CheckPlan } from '../instructions/schedule.ts';
import type { Judged, NewStatements } from './new-statements.ts';
import type { TransitionContext } from './transition.ts';

/** What refunds and settlements share. */
export type Payout = Instruction & {
  provider?: string;
  status: PayoutStatus;
  evidence: PayoutEvidence;
};

export interface PayoutChange extends NewStatements<RefundObservation | SettlementObservation> {
  checked?: Check;
}

/** The refund or settlement after a change; the same object where nothing changes. */
export function derivePayout<Of extends Payout>(
  before: Of,
  { evidence, submission }: Judged<PayoutEvidence>,
  { checked }: PayoutChange,
  context: TransitionContext,
): Of {
  const status = payoutStatus(evidence, submission);
  const isSame = sameValue(evidence, before.evidence) && sameValue(submission, before.submission);
  if (status === before.status && !checked && isSame) return before;
  const after: Of = {
    ...before,
    evidence,
    submission,
    status,
    checks: checksAfter(before, status, checked),
    lastCheckAt: checked ? context.now : before.lastCheckAt,
  };
  const planned: Of = { ...after, ...replan(before, after, planOf(after, context), checked) };
  return changeEvent(before, planned) === null
    ? planned
    : { ...planned, version: before.version + 1, updatedAt: context.now };
}

/** The event type of a change; null where callers see no difference. */
export function changeEvent(before: Payout, after: Payout): 'STATUS_CHANGED' | 'UPDATED' | null {
  if (after.status !== before.status) return 'STATUS_CHANGED';
  const isSame =
    after.needsAttention === before.needsAttention &&
    sameValue(after.evidence.fee, before.evidence.fee);
  return isSame ? null : 'UPDATED';
}

export function withPlan<Of extends Payout>(payout: Of, context: TransitionContext): Of {
  return { ...payout, ...planOf(payout, context), version: 1 };
}

function planOf(payout: Payout, context: TransitionContext): CheckPlan {
  const attention = payoutAttention(payout.evidence, payout.status);
  const phase = payoutPhase(payout.status);
  const checked = { ...payout, phase, expiresAt: null, attention };
  const { eager: _ofOrders, ...circumstances } = context.pollingOf(payout);
  return planCheck(context.now, checked, circumstances);
}
