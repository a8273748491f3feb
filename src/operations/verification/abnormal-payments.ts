import { paymentState } from '../../domain/aggregates/abnormal-payment.ts';
import type { AbnormalPayment, Order, Refund } from '../../domain/aggregates/aggregate.ts';
import { paymentHolding } from '../../domain/attention/holding.ts';
import { sameValue } from '../../domain/evidence.ts';
import { abnormalPaymentFromRow } from '../../store/queries/abnormal-payments.ts';
import { eventsOfPayments, pagesOf } from '../../store/queries/operators/rows.ts';
import type { paymentRowsOf } from '../../store/queries/operators/rows.ts';
import { attendingOf, checkItems, checkReasons, openReasonsOf } from './attention.ts';
import { checkEvents } from './events.ts';
import { pageSize, readRow } from './verification.ts';
import type { Verification } from './verification.ts';

export type PaymentRow = Awaited<ReturnType<typeof paymentRowsOf>>[number];

/** Accepted money counts towards the order, and no other does. */
export function checkAcceptance(
  { findings }: Verification,
  order: Order,
  payment: AbnormalPayment,
): void {
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

/** `refunds`: those of it. Null where it cannot be read. */
export function checkPayment(
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
