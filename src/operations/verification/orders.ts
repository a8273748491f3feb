import type { AbnormalPayment, Order } from '../../domain/aggregates/aggregate.ts';
import { refundSums } from '../../domain/aggregates/refund.ts';
import { orderHolding } from '../../domain/attention/holding.ts';
import { movedByOrder, movedByRefund } from '../../domain/movements/movement.ts';
import { orderPhase, orderStatuses } from '../../domain/order.ts';
import { refundableLimit } from '../../domain/order-money.ts';
import { orderFromRow } from '../../store/queries/orders.ts';
import { refundFromRow } from '../../store/queries/refunds.ts';
import { eventsOfOrders, pagesOf, paymentRowsOf } from '../../store/queries/operators/rows.ts';
import { refundRowsOf } from '../../store/queries/operators/rows.ts';
import type { EventRow } from '../../store/queries/operators/rows.ts';
import { checkAcceptance, checkPayment } from './abnormal-payments.ts';
import type { PaymentRow } from './abnormal-payments.ts';
import { attendingOf, checkItems, openReasonsOf } from './attention.ts';
import { checkEvents } from './events.ts';
import { checkInstruction, evidenceBySubject } from './instructions.ts';
import { checkMovements } from './movements.ts';
import { pageSize, readAll, readRow } from './verification.ts';
import type { Verification } from './verification.ts';

type Rows<Of> = Of extends (...args: never) => Promise<readonly (infer Row)[]> ? Row : never;
type RefundRow = Rows<typeof refundRowsOf>;

type OrderRow = Parameters<typeof orderFromRow>[0];

/** Checks each order with its refunds and abnormal payments. */
export async function verifyOrders(verification: Verification): Promise<void> {
  const { sql, count } = verification;
  for await (const rows of pagesOf(sql, 'orders', pageSize)) {
    count('orders', rows.length);
    const ids = rows.map(({ id }) => id);
    const evidence = await evidenceBySubject(sql, ids);
    const refunds = Map.groupBy(await refundRowsOf(sql, ids), ({ order_id: id }) => id);
    const payments = Map.groupBy(await paymentRowsOf(sql, ids), ({ order_id: id }) => id);
    const events = Map.groupBy(await eventsOfOrders(sql, ids), ({ subject_id: id }) => id);
    const attended: Pick<Order, 'id' | 'attention'>[] = [];
    for (const row of rows) {
      const { id } = row;
      const members = { refunds: refunds.get(id) ?? [], payments: payments.get(id) ?? [] };
      const order = readRow(verification, 'orders', row, orderFromRow);
      if (order !== null) {
        checkOrder(verification, row, order, evidence.get(id) ?? []);
        checkMovements(verification, 'orders', order, movedByOrder(order), events.get(id) ?? []);
        attended.push(order, ...checkMembers(verification, order, members, events));
      }
      checkEventsOf(verification, row, members, events);
    }
    await checkItems(verification, 'orders', openReasonsOf(attended));
  }
}

function checkEventsOf(
  verification: Verification,
  row: OrderRow,
  { refunds, payments }: Members,
  events: ReadonlyMap<string, readonly EventRow[]>,
): void {
  const owner = { order_id: row.id, settlement_id: null };
  checkEvents(verification, 'ORDER', { ...row, ...owner }, events.get(row.id) ?? []);
  for (const refund of refunds) {
    checkEvents(verification, 'REFUND', { ...refund, ...owner }, events.get(refund.id) ?? []);
  }
  for (const payment of payments) {
    const about = { ...payment, ...owner };
    checkEvents(verification, 'ABNORMAL_PAYMENT', about, events.get(payment.id) ?? []);
  }
}

function checkOrder(
  verification: Verification,
  row: OrderRow,
  order: Order,
  evidence: Parameters<typeof checkInstruction<'ORDER'>>[2]['evidence'],
): void {
  const { findings } = verification;
  const { id, status } = order;
  if (!orderStatuses.includes(status)) {
    findings.add('readable', 'orders', id, 'a known status', status);
    return;
  }
  const phase = orderPhase(status, order.evidence);
  const holding = orderHolding(order, attendingOf(order));
  checkInstruction(verification, 'ORDER', { record: order, evidence, phase, holding });
  if (order.checkAt === 0) return;
  findings.compare('columns', 'orders', id, order.evidence.providerOrderId, order.providerOrderId);
  const refundable = refundableLimit(order.evidence, status)?.minor.toString() ?? null;
  findings.compare('columns', 'orders', id, refundable, row.refundable);
}

interface Members {
  refunds: readonly RefundRow[];
  payments: readonly PaymentRow[];
}

/** Returns the abnormal payments. */
function checkMembers(
  verification: Verification,
  order: Order,
  members: Members,
  events: ReadonlyMap<string, readonly EventRow[]>,
): AbnormalPayment[] {
  const { findings } = verification;
  const refunds = readAll(verification, 'refunds', members.refunds, refundFromRow);
  if (refunds === null) return [];
  for (const refund of refunds) {
    const stated = events.get(refund.id) ?? [];
    checkMovements(verification, 'refunds', refund, movedByRefund(refund), stated);
  }
  const sums = refundSums(order, refunds);
  findings.compare('sums', 'orders', order.id, sums.refundsHeld, order.refundsHeld);
  findings.compare('sums', 'orders', order.id, sums.refunded, order.refunded);
  return members.payments.flatMap((row) => {
    const ofIt = refunds.filter(({ abnormalPaymentId }) => abnormalPaymentId === row.id);
    const payment = checkPayment(verification, row, ofIt);
    if (payment === null) return [];
    checkAcceptance(verification, order, payment);
    return [payment];
  });
}
