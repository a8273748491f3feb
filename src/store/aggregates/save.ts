import type { AbnormalPayment, Aggregate, Refund } from '../../domain/aggregates/aggregate.ts';
import type { WorkingSet } from '../../domain/aggregates/working-set.ts';
import type { MakeId } from '../ids.ts';
import { insertAbnormalPayment, updateAbnormalPayment } from '../queries/abnormal-payments.ts';
import { appendEvents } from '../queries/events.ts';
import { storeEvidence } from '../queries/evidence.ts';
import { insertOrder, leaveAccount, updateOrder } from '../queries/orders.ts';
import { insertRefund, updateRefund } from '../queries/refunds.ts';
import { insertSettlement, updateSettlement } from '../queries/settlements.ts';
import type { Tx } from '../sql.ts';
import { inSteps } from './steps.ts';
import type { Pause } from './steps.ts';

/**
 * Writes the aggregates of `set` that have changed since they were `loaded`. Each row is written once and guarded by
 * its revision. Then it writes what was recorded, and the log last, so that its numbers follow the order of commits.
 */
export async function save(
  tx: Tx,
  makeId: MakeId,
  loaded: ReadonlyMap<string, Aggregate>,
  set: WorkingSet,
  pause: Pause,
): Promise<void> {
  await inSteps(set.aggregates(), pause, ([root, now]) => {
    const before = loaded.get(root);
    return before === now ? undefined : saveAggregate(tx, before, now);
  });
  await inSteps(set.recorded, pause, async ({ leftAccounts, evidence }) => {
    for (const left of leftAccounts) await leaveAccount(tx, left);
    for (const one of evidence) {
      await storeEvidence(tx, { ...one, id: makeId('evi', one.recordedAt) });
    }
  });
  const events = set.recorded.flatMap((recorded) => recorded.events);
  await appendEvents(
    tx,
    events.map((event) => ({ ...event, id: makeId('evt', event.recordedAt) })),
  );
}

/**
 * The order is written first: when a refund is inserted, the database compares the order's `refunds_held` with what was
 * paid. Abnormal payments come next, because refunds refer to them.
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
