import { submitting } from '../instructions/instruction.ts';
import type { Origin, Sender } from '../instructions/instruction.ts';
import { payoutRules } from '../judgement.ts';
import { noPayoutEvidence } from '../payout.ts';
import type { SettlementRequest } from '../request.ts';
import type { Settlement, SettlementAggregate } from './aggregate.ts';
import { learn, learnAtFirst } from './learn.ts';
import { changeTold, derivePayout, withPlan } from './payout.ts';
import type { PayoutChange } from './payout.ts';
import { Recorder } from './transition.ts';
import type { Decided, EventSubject, TransitionContext } from './transition.ts';

/** As it is asked for, before it is sent. */
export const newSettlement = (
  account: Sender & Pick<Settlement, 'provider'>,
  request: SettlementRequest,
  orderIds: readonly string[],
  origin: Origin,
): Settlement => ({
  ...submitting(account, request.reference, origin),
  provider: account.provider,
  request,
  orderIds,
  evidence: noPayoutEvidence,
});

export function createSettlement(
  settlement: Settlement,
  context: TransitionContext,
): Decided<SettlementAggregate> {
  const recorder = new Recorder(context);
  const created = withPlan(settlement, context);
  const { submission, request } = settlement;
  const learned = learnAtFirst(payoutRules, request.amount, { submission }, context);
  recorder.learned(created.id, learned.pieces);
  recorder.event({ ...subjectOf(created), type: 'SETTLEMENT_CREATED', from: null }, null);
  return recorder.decided({ kind: 'SETTLEMENT', settlement: created });
}

/** The one place where a settlement's status changes. */
export function changeSettlement(
  aggregate: SettlementAggregate,
  change: PayoutChange,
  context: TransitionContext,
): Decided<SettlementAggregate> {
  const recorder = new Recorder(context);
  const before = aggregate.settlement;
  const learned = learn(payoutRules, before.request.amount, before, change, context);
  recorder.learned(before.id, learned.pieces);
  recorder.warnings.push(...learned.warnings);
  const settlement = derivePayout(before, learned, change, context);
  const told = changeTold(before, settlement);
  if (told !== null) {
    const type = `SETTLEMENT_${told}` as const;
    recorder.event({ ...subjectOf(settlement), type, from: before.status }, learned.occurredAt);
  }
  return recorder.decided(settlement === before ? aggregate : { ...aggregate, settlement });
}

function subjectOf(settlement: Settlement): EventSubject {
  return {
    merchantId: settlement.merchantId,
    subjectId: settlement.id,
    orderId: null,
    settlementId: settlement.id,
    version: settlement.version,
    to: settlement.status,
  };
}
