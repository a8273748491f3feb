import type { AbnormalPayment, Aggregate, Order } from '../../domain/aggregates/aggregate.ts';
import type { Refund, Settlement } from '../../domain/aggregates/aggregate.ts';
import type { WorkingSet } from '../../domain/aggregates/working-set.ts';
import { insertAbnormalPayments, updateAbnormalPayments } from '../queries/abnormal-payments.ts';
import { storeEvidence } from '../queries/evidence.ts';
import type { Changed } from '../queries/instructions.ts';
import { leaveAccounts } from '../queries/instructions/left-accounts.ts';
import { appendEvents } from '../queries/log/append.ts';
import { insertOrders, updateOrders } from '../queries/orders.ts';
import { insertRefunds, updateRefunds } from '../queries/refunds.ts';
import { insertSettlements, updateSettlements } from '../queries/settlements.ts';
import type { Tx } from '../sql.ts';
import { saveAttention } from './attention.ts';
import type { AscendingIds } from './ascending-ids.ts';
import type { Pause } from './steps.ts';

/**
 * Writes the aggregates of `set` that have changed since they were `loaded`, table by table. Each row is written once
 * and guarded by its revision. Then it writes what was recorded, and the log last, so that its numbers follow the order
 * of commits.
 */
export async function save(
  tx: Tx,
  ids: AscendingIds,
  loaded: ReadonlyMap<string, Aggregate>,
  set: WorkingSet,
  pause: Pause,
): Promise<void> {
  const { orders, refunds, settlements, payments } = changesOf(loaded, set);
  // First: when a refund is inserted, the database compares the order's `refunds_held` with what was paid.
  await insertOrders(tx, orders.inserted, pause);
  await updateOrders(tx, orders.updated, pause);
  // Next, because refunds refer to them.
  await insertAbnormalPayments(tx, payments.inserted, pause);
  await updateAbnormalPayments(tx, payments.updated, pause);
  await insertRefunds(tx, refunds.inserted, pause);
  await updateRefunds(tx, refunds.updated, pause);
  await insertSettlements(tx, settlements.inserted, pause);
  await updateSettlements(tx, settlements.updated, pause);
  await saveAttention(tx, [orders, refunds, settlements, payments]);

  const recorded = set.recorded;
  await leaveAccounts(
    tx,
    recorded.flatMap(({ leftAccounts }) => leftAccounts),
  );
  const evidence = recorded.flatMap((one) => one.evidence);
  await ids.follow(
    tx,
    evidence.map(({ subjectId }) => subjectId),
  );
  await storeEvidence(
    tx,
    evidence.map((one) => ({ ...one, id: ids.make('evi', one.recordedAt) })),
    pause,
  );
  const events = recorded.flatMap((one) => one.events);
  await appendEvents(
    tx,
    events.map((event) => ({ ...event, id: ids.make('evt', event.recordedAt) })),
    pause,
  );
}

/** Those without an order are locked by this, so they are written in one order by all. */
const inOrder = ({ inserted, updated }: Changes<AbnormalPayment>): Changes<AbnormalPayment> => ({
  inserted: inserted.toSorted((a, b) => compare(numberOf(a), numberOf(b))),
  updated: updated.toSorted((a, b) => compare(a.now.id, b.now.id)),
});

const compare = (a: string, b: string): number => Number(a > b) - Number(a < b);
const numberOf = ({ accountId, providerAbnormalPaymentId }: AbnormalPayment): string =>
  `${accountId} ${providerAbnormalPaymentId}`;

/** What is to be written to one table. */
interface Changes<Member> {
  inserted: Member[];
  updated: Changed<Member>[];
}

const none = <Member>(): Changes<Member> => ({ inserted: [], updated: [] });

function changesOf(loaded: ReadonlyMap<string, Aggregate>, set: WorkingSet) {
  const orders = none<Order>();
  const refunds = none<Refund>();
  const settlements = none<Settlement>();
  const payments = none<AbnormalPayment>();
  for (const [root, now] of set.aggregates()) {
    const before = loaded.get(root);
    if (before === now) continue;
    switch (now.kind) {
      case 'ORDER': {
        const known = before?.kind === 'ORDER' ? before : undefined;
        add(orders, now.order, known?.order);
        addAll(payments, now.abnormalPayments, known?.abnormalPayments);
        addAll(refunds, now.refunds, known?.refunds);
        break;
      }
      case 'SETTLEMENT':
        add(settlements, now.settlement, before?.kind === now.kind ? before.settlement : undefined);
        break;
      case 'ABNORMAL_PAYMENT':
        add(payments, now.payment, before?.kind === now.kind ? before.payment : undefined);
    }
  }
  return { orders, refunds, settlements, payments: inOrder(payments) };
}

function add<Member>(to: Changes<Member>, now: Member, before: Member | undefined): void {
  if (before === undefined) to.inserted.push(now);
  else if (before !== now) to.updated.push({ now, before });
}

function addAll<Member extends { id: string }>(
  to: Changes<Member>,
  now: readonly Member[] | null,
  before: readonly Member[] | null | undefined,
): void {
  if (now === null || now === before) return;
  const known = new Map(before?.map((member) => [member.id, member]));
  for (const member of now) add(to, member, known.get(member.id));
}
