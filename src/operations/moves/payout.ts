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
  const same = encode([evidence, submission]) === encode([before.evidence, before.submission]);
  if (status === before.status && !change.checked && same) return null;
  const after: Payout = {
    ...before,
    evidence,
    submission,
    status,
    checks: checksAfter(before, status, change.checked),
    lastCheckAt: change.checked ? now : before.lastCheckAt,
  };
  const plan = planOf(deps, after, now);
  const planned = { ...after, ...replan(before, after, plan, change.checked) };
  return toldAs(before, planned) === null
    ? planned
    : { ...planned, version: before.version + 1, updatedAt: now };
}

/** What callers are told of a change, if anything. */
export function toldAs(
  before: PayoutRecord,
  after: PayoutRecord,
): 'STATUS_CHANGED' | 'UPDATED' | null {
  if (after.status !== before.status) return 'STATUS_CHANGED';
  return after.needsAttention === before.needsAttention ? null : 'UPDATED';
}

export function withPlan<Payout extends PayoutRecord>(
  deps: Deps,
  payout: Payout,
  now: number,
): Payout {
  return { ...payout, ...planOf(deps, payout, now) };
}

function planOf(deps: Deps, payout: PayoutRecord, now: number): CheckPlan {
  const { attention } = payout.evidence;
  const phase = payoutPhase(payout.status);
  const checked = { ...payout, phase, expiresAt: null, attention };
  return planCheck(now, checked, circumstancesOf(deps, payout));
}
