import { payoutRules } from '../../domain/judgement.ts';
import { insertSettlement, updateSettlement } from '../../store/queries/settlements.ts';
import type { SettlementRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { tell } from './context.ts';
import type { Motive, Told } from './context.ts';
import { keepPieces, learn, learnAtFirst } from './learn.ts';
import { derivePayout, toldAs, withPlan } from './payout.ts';
import type { PayoutChange } from './payout.ts';

export async function addSettlement(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  settlement: SettlementRecord,
): Promise<SettlementRecord> {
  const created = { ...withPlan(deps, settlement, motive.now), version: 1 };
  const { submission, request } = settlement;
  const { pieces } = learnAtFirst(deps, payoutRules, request.amount, { submission }, motive.now);
  await insertSettlement(tx, created);
  await keepPieces(tx, deps, motive, created.id, pieces);
  await tell(tx, deps, motive, { ...toldOf(created), type: 'SETTLEMENT_CREATED', from: null });
  return created;
}

/** The one place where a settlement's status changes. */
export async function moveSettlement(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  before: SettlementRecord,
  change: PayoutChange,
): Promise<SettlementRecord> {
  const learned = learn(deps, payoutRules, before.request.amount, before, change, motive.now);
  await keepPieces(tx, deps, motive, before.id, learned.pieces);
  const after = derivePayout(deps, before, learned, change, motive.now);
  if (after === null) return before;
  await updateSettlement(tx, after);
  const news = toldAs(before, after);
  if (news !== null) {
    const told = { ...toldOf(after), type: `SETTLEMENT_${news}` as const, from: before.status };
    await tell(tx, deps, { ...motive, occurredAt: learned.occurredAt }, told);
  }
  return { ...after, revision: before.revision + 1 };
}

function toldOf(settlement: SettlementRecord): Omit<Told, 'type' | 'from'> {
  return {
    merchantId: settlement.merchantId,
    subjectId: settlement.id,
    orderId: null,
    settlementId: settlement.id,
    version: settlement.version,
    to: settlement.status,
  };
}
