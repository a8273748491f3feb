import { insertSettlement, updateSettlement } from '../../store/queries/settlements.ts';
import type { SettlementRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { tell } from './context.ts';
import type { Motive, Told } from './context.ts';
import { derivePayout, withPlan } from './payout.ts';
import type { PayoutChange } from './payout.ts';

export async function addSettlement(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  settlement: SettlementRecord,
): Promise<SettlementRecord> {
  const created = { ...withPlan(settlement, motive.now), version: 1 };
  await insertSettlement(tx, created);
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
  const after = derivePayout(before, change, motive.now);
  if (after === null) return before;
  await updateSettlement(tx, after);
  if (after.status !== before.status) {
    const type = 'SETTLEMENT_STATUS_CHANGED';
    await tell(tx, deps, motive, { ...toldOf(after), type, from: before.status });
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
