import { acknowledged, attentionAfter, openReasons } from '../attention/attention.ts';
import type { AttentionChange } from '../attention/attention.ts';
import { payoutHolding } from '../attention/holding.ts';
import { namedIn } from '../attention/named.ts';
import { sameValue } from '../evidence.ts';
import type { Instruction } from '../instructions/instruction.ts';
import type { PayoutFact } from '../judgement.ts';
import type { Money } from '../money.ts';
import { payoutPhase, payoutStatus } from '../payout.ts';
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

export interface PayoutChange extends NewStatements<PayoutFact>, AttentionChange {
  checked?: Check;
}

/** The refund or settlement after a change; the same object where nothing changes. `requested`: its amount. */
export function derivePayout<Of extends Payout>(
  before: Of,
  requested: Money,
  { evidence, submission, statements }: Judged<PayoutEvidence>,
  change: PayoutChange,
  context: TransitionContext,
): Of {
  const { checked } = change;
  const status = payoutStatus(evidence, submission);
  const isSame = sameValue(evidence, before.evidence) && sameValue(submission, before.submission);
  const changed: Of = {
    ...before,
    evidence,
    submission,
    status,
    checks: checksAfter(before, status, checked),
    lastCheckAt: checked ? context.now : before.lastCheckAt,
  };
  const attention = attentionOf(changed, requested, change, statements, context);
  const isUnmoved = status === before.status && attention === before.attention;
  if (isUnmoved && !checked && isSame) return before;
  const after: Of = { ...changed, attention };
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

/** A new refund or settlement. `statements`: its first ones; `requested`: its amount. */
export function withPlan<Of extends Payout>(
  payout: Of,
  requested: Money,
  statements: Judged<PayoutEvidence>['statements'],
  context: TransitionContext,
): Of {
  const attention = attentionOf(payout, requested, {}, statements, context);
  const attended: Of = { ...payout, attention };
  return { ...attended, ...planOf(attended, context), version: 1 };
}

/** Why the refund or settlement needs a person after a change. `payout`: with what held before. */
function attentionOf(
  payout: Payout,
  requested: Money,
  { acknowledge, difference, since }: AttentionChange,
  statements: Parameters<typeof namedIn>[0],
  { now }: TransitionContext,
): Payout['attention'] {
  const { attention: before } = payout;
  const named = namedIn(statements);
  const holding = payoutHolding(payout, requested, { before, named, difference });
  const after = attentionAfter(before, holding, since ?? now);
  return acknowledge === undefined ? after : acknowledged(after, acknowledge);
}

function planOf(payout: Payout, context: TransitionContext): CheckPlan {
  const attention = openReasons(payout.attention);
  const phase = payoutPhase(payout.status);
  const checked = { ...payout, phase, expiresAt: null, attention };
  const { eager: _ofOrders, ...circumstances } = context.pollingOf(payout);
  return planCheck(context.now, checked, circumstances);
}
