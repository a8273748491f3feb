import type { AbnormalPayment, Order, Refund } from '../../domain/aggregates/aggregate.ts';
import { paymentState } from '../../domain/aggregates/abnormal-payment.ts';
import { refundSums } from '../../domain/aggregates/refund.ts';
import { orderHolding, paymentHolding } from '../../domain/attention/holding.ts';
import { sameValue } from '../../domain/evidence.ts';
import { movedByOrder, movedByRefund } from '../../domain/movements/movement.ts';
import { orderPhase, orderStatuses } from '../../domain/order.ts';
import { refundableLimit } from '../../domain/order-money.ts';
import { abnormalPaymentFromRow } from '../../store/queries/abnormal-payments.ts';
import { orderFromRow } from '../../store/queries/orders.ts';
import { refundFromRow } from '../../store/queries/refunds.ts';
import { eventsOfOrders, pagesOf, paymentRowsOf } from '../../store/queries/operators/rows.ts';
import { eventsOfPayments, refundRowsOf } from '../../store/queries/operators/rows.ts';
import type { EventRow } from '../../store/queries/operators/rows.ts';
import { attendingOf, checkItems, checkReasons, openReasonsOf } from './attention.ts';
import { checkEvents } from './events.ts';
import { checkInstruction, evidenceBySubject } from './instructions.ts';
import { checkMovements } from './movements.ts';
import { pageSize, readAll, readRow } from './verification.ts';
import type { Verification } from './verification.ts';

type Rows<Of> = Of extends (...args: never) => Promise<readonly (infer Row)[]> ? Row : never;
type RefundRow = Rows<typeof refundRowsOf>;
type PaymentRow = Rows<typeof paymentRowsOf>;

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

/** Accepted money counts towards the order, and no other does. */
function checkAcceptance({ findings }: Verification, order: Order, payment: AbnormalPayment): void {
  const { kind, amount } = payment.evidence.resolution ?? {};
  const expected = kind === 'ACCEPT' ? amount : undefined;
  const stored = order.evidence.accepted.find((one) => one.abnormalPaymentId === payment.id);
  if (sameValue(expected, stored?.amount)) return;
  const accepted = `accepted of ${payment.id}: `;
  findings.add(
    'sums',
    'orders',
    order.id,
    accepted + String(expected?.minor),
    accepted + String(stored?.amount.minor),
  );
}

function checkPayment(
  verification: Verification,
  row: PaymentRow,
  refunds: readonly Refund[],
): AbnormalPayment | null {
  const { findings } = verification;
  const payment = readRow(verification, 'abnormal_payments', row, abnormalPaymentFromRow);
  if (payment === null) return null;
  const { id, evidence } = payment;
  const { isToBeQueried, ...state } = paymentState(evidence, refunds);
  for (const [expected, stored] of [
    [state.status, payment.status],
    [state.held, payment.held],
  ]) {
    findings.compare('sums', 'abnormal_payments', id, expected, stored);
  }
  if (!sameValue(state.pending, payment.pending)) {
    findings.add('sums', 'abnormal_payments', id, state.pending, payment.pending);
  }
  findings.compare('columns', 'abnormal_payments', id, evidence.type, row.type);
  const first = evidence.pendingAtFirst.minor.toString();
  findings.compare('columns', 'abnormal_payments', id, first, row.refundable);
  const due = isToBeQueried ? 'a time' : 'none';
  const stored = payment.checkAt === null ? 'none' : 'a time';
  findings.compare('due-work', 'abnormal_payments', id, due, stored);
  checkReasons(
    verification,
    'abnormal_payments',
    payment,
    paymentHolding(payment, attendingOf(payment)),
  );
  return payment;
}

/** Checks the abnormal payments whose order is not known. The others are checked with their order. */
export async function verifyPayments(verification: Verification): Promise<void> {
  const { sql, count } = verification;
  for await (const rows of pagesOf(sql, 'abnormal_payments', pageSize)) {
    count('abnormal_payments', rows.length);
    const alone = rows.filter(({ order_id: order }) => order === null);
    if (alone.length === 0) continue;
    const events = Map.groupBy(await eventsOfPayments(sql, alone), ({ subject_id: id }) => id);
    const payments = alone.flatMap((row) => checkPayment(verification, row, []) ?? []);
    await checkItems(verification, 'abnormal_payments', openReasonsOf(payments));
    for (const row of alone) {
      const about = { ...row, settlement_id: null };
      checkEvents(verification, 'ABNORMAL_PAYMENT', about, events.get(row.id) ?? []);
    }
  }
}
