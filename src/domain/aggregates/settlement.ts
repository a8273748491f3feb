import { submitting } from '../instructions/instruction.ts';
import type { Origin, Sender } from '../instructions/instruction.ts';
import { payoutRules } from '../judgement.ts';
import { stateOfPayout } from '../movements/event-state.ts';
import { movedBySettlement, movementsBetween } from '../movements/movement.ts';
import { noPayoutEvidence } from '../payout.ts';
import type { SettlementRequest } from '../request.ts';
import type { Settlement, SettlementAggregate } from './aggregate.ts';
import { judgeFirst, judgeNew } from './new-statements.ts';
import { changeEvent, derivePayout, withPlan } from './payout.ts';
import type { PayoutChange } from './payout.ts';
import { Recorder } from './transition.ts';
import type { Decided, EventSubject, TransitionContext } from './transition.ts';

/** The settlement as it was requested, before it is sent. */
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
  const created = withPlan(settlement, settlement.request.amount, [], context);
  const { submission, request } = settlement;
  const judged = judgeFirst(payoutRules, request.amount, { submission }, context);
  recorder.addEvidence(created.id, judged.statements);
  recorder.event({ ...subjectOf(created, null), type: 'SETTLEMENT_CREATED', from: null }, null);
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
  const judged = judgeNew(payoutRules, before.request.amount, before, change, context);
  recorder.addEvidence(before.id, judged.statements);
  recorder.warnings.push(...judged.warnings);
  const settlement = derivePayout(before, before.request.amount, judged, change, context);
  const event = changeEvent(before, settlement);
  if (event !== null) {
    const type = `SETTLEMENT_${event}` as const;
    recorder.event(
      { ...subjectOf(settlement, before), type, from: before.status },
      judged.occurredAt,
    );
  }
  return recorder.decided(settlement === before ? aggregate : { ...aggregate, settlement });
}

function subjectOf(settlement: Settlement, before: Settlement | null): EventSubject {
  return {
    merchantId: settlement.merchantId,
    subjectId: settlement.id,
    orderId: null,
    settlementId: settlement.id,
    version: settlement.version,
    to: settlement.status,
    state: stateOfPayout(settlement),
    movements: movementsBetween(before && movedBySettlement(before), movedBySettlement(settlement)),
  };
}
