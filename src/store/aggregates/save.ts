import type { AbnormalPayment, Aggregate, Refund } from '../../domain/aggregates/aggregate.ts';
import type { NewEvidence } from '../../domain/aggregates/transition.ts';
import type { WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { NewEvent } from '../../domain/event.ts';
import type { MakeId } from '../ids.ts';
import { insertAbnormalPayment, updateAbnormalPayment } from '../queries/abnormal-payments.ts';
import { appendEvents } from '../queries/events.ts';
import { keepEvidence, newestEvidenceId } from '../queries/evidence.ts';
import { insertOrder, leaveAccount, updateOrder } from '../queries/orders.ts';
import { timeOfId } from '../queries/pages.ts';
import { insertRefund, updateRefund } from '../queries/refunds.ts';
import { insertSettlement, updateSettlement } from '../queries/settlements.ts';
import type { Tx } from '../sql.ts';

/**
 * Writes what became of the aggregates of `set` since they were `loaded`, each row once and guarded by its revision;
 * then what was recorded, and the log last: its numbers follow the order of commits.
 */
export async function save(
  tx: Tx,
  makeId: MakeId,
  loaded: ReadonlyMap<string, Aggregate>,
  set: WorkingSet,
  breathe: () => Promise<void> | undefined,
): Promise<void> {
  for (const [root, now] of set.aggregates()) {
    const before = loaded.get(root);
    if (before !== now) await saveAggregate(tx, before, now);
    await breathe();
  }
  const events: NewEvent[] = [];
  // Of what is new, and of what has a piece of this group, none is newer than the next id.
  const known = new Set<string>();
  for (const recorded of set.recorded) {
    for (const { from, subjectId } of recorded.events) if (from === null) known.add(subjectId);
    for (const left of recorded.leftAccounts) await leaveAccount(tx, left);
    for (const piece of recorded.evidence) {
      await keepEvidence(tx, { ...piece, id: await evidenceId(tx, makeId, piece, known) });
    }
    events.push(...recorded.events);
    await breathe();
  }
  await appendEvents(
    tx,
    events.map((event) => ({ ...event, id: makeId('evt', event.recordedAt) })),
  );
}

/**
 * Evidence is judged in the order of its ids, and so they ascend with it, also where the clock is behind: it was set
 * back while no process ran, or another process has written within the same millisecond.
 */
async function evidenceId(
  tx: Tx,
  makeId: MakeId,
  { subjectId, heardAt }: NewEvidence,
  known: Set<string>,
): Promise<string> {
  const id = makeId('evi', heardAt);
  if (known.has(subjectId)) return id;
  known.add(subjectId);
  const newest = await newestEvidenceId(tx, subjectId);
  return newest === null || newest < id ? id : makeId('evi', timeOfId(newest) + 1);
}

/**
 * The order first: the database holds what it keeps of its refunds against what was paid when a refund is inserted;
 * then abnormal payments, which refunds refer to.
 */
async function saveAggregate(tx: Tx, before: Aggregate | undefined, now: Aggregate): Promise<void> {
  switch (now.kind) {
    case 'ORDER': {
      const known = before?.kind === 'ORDER' ? before : undefined;
      if (known === undefined) await insertOrder(tx, now.order);
      else if (known.order !== now.order) await updateOrder(tx, now.order, known.order);
      await saveMembers(tx, known?.abnormalPayments, now.abnormalPayments, payments);
      return saveMembers(tx, known?.refunds, now.refunds, refunds);
    }
    case 'SETTLEMENT':
      if (before?.kind === now.kind) await updateSettlement(tx, now.settlement, before.settlement);
      else await insertSettlement(tx, now.settlement);
      return;
    case 'ABNORMAL_PAYMENT':
      if (before?.kind === now.kind) await updateAbnormalPayment(tx, now.payment, before.payment);
      else await insertAbnormalPayment(tx, now.payment);
  }
}

const payments: Table<AbnormalPayment> = {
  insert: insertAbnormalPayment,
  update: updateAbnormalPayment,
};
const refunds: Table<Refund> = { insert: insertRefund, update: updateRefund };

interface Table<Member> {
  insert(tx: Tx, member: Member): Promise<unknown>;
  update(tx: Tx, member: Member, before: Member): Promise<unknown>;
}

async function saveMembers<Member extends { id: string }>(
  tx: Tx,
  before: readonly Member[] | null | undefined,
  now: readonly Member[] | null,
  table: Table<Member>,
): Promise<void> {
  if (now === null || now === before) return;
  const known = new Map(before?.map((member) => [member.id, member]));
  for (const member of now) {
    const was = known.get(member.id);
    if (was === undefined) await table.insert(tx, member);
    else if (was !== member) await table.update(tx, member, was);
  }
}
