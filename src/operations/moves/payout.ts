import { payoutPhase, payoutStatus } from '../../domain/payout.ts';
import type { PayoutEvidence, PayoutStatus } from '../../domain/payout.ts';
import type { RefundObservation, SettlementObservation } from '../../domain/observation.ts';
import { encode } from '../../store/json.ts';
import type { WorkRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import type { Learned, Lesson } from './learn.ts';
import { checksAfter } from './order.ts';
import { circumstancesOf, planCheck, replan } from './schedule.ts';
import type { Check, CheckPlan } from './schedule.ts';

export interface PayoutChange extends Lesson<RefundObservation | SettlementObservation> {
  checked?: Check;
}

type PayoutRecord = WorkRecord & { status: PayoutStatus; evidence: PayoutEvidence };

/** What a refund or settlement becomes by a change; null where there is nothing to write. */
export function derivePayout<Payout extends PayoutRecord>(
  deps: Deps,
  before: Payout,
  { evidence, submission }: Learned<PayoutEvidence>,
  change: PayoutChange,
  now: number,
): Payout | null {
  const status = payoutStatus(evidence, submission);
  const moved = status !== before.status;
  const same = encode([evidence, submission]) === encode([before.evidence, before.submission]);
  if (!moved && !change.checked && same) return null;
  const after: Payout = {
    ...before,
    evidence,
    submission,
    status,
    version: before.version + (moved ? 1 : 0),
    checks: checksAfter(before, status, change.checked),
    lastCheckAt: change.checked ? now : before.lastCheckAt,
    updatedAt: moved ? now : before.updatedAt,
  };
  return { ...after, ...replan(before, after, planOf(deps, after, now), change.checked) };
}

export function withPlan<Payout extends PayoutRecord>(
  deps: Deps,
  payout: Payout,
  now: number,
): Payout {
  return { ...payout, ...planOf(deps, payout, now) };
}

function planOf(deps: Deps, payout: PayoutRecord, now: number): CheckPlan {
  const checked = { ...payout, phase: payoutPhase(payout.status), expiresAt: null };
  return planCheck(now, checked, circumstancesOf(deps, payout));
}
