import { failure } from '../../domain/evidence.ts';
import type { Failure } from '../../domain/observation.ts';
import { isOverdrawn } from '../../domain/order-money.ts';
import { abnormalPaymentById } from '../../store/queries/abnormal-payments.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { RefundRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import { present } from '../find.ts';

/** Why a refund is not to be sent any more that has waited, or is to be sent again; null where it is. */
export async function whyNotToRefund(tx: Tx, refund: RefundRecord): Promise<Failure | null> {
  if (refund.abnormalPaymentId !== null)
    return whyNotToReturn(tx, refund, refund.abnormalPaymentId);
  const order = await present(orderById(tx, refund.orderId));
  if (order.refundable === null) return nothingSent(`its order is ${order.status}`);
  return isOverdrawn(order)
    ? nothingSent('what was paid has been given back otherwise meanwhile')
    : null;
}

/** What was sent before may be why nothing is pending any more. */
async function whyNotToReturn(
  tx: Tx,
  { amount, submission }: RefundRecord,
  paymentId: string,
): Promise<Failure | null> {
  const { pending, status } = await present(abnormalPaymentById(tx, paymentId));
  const isEnough = pending.minor >= amount.minor;
  return isEnough || submission.firstSentAt !== null
    ? null
    : nothingSent(`its abnormal payment is ${status}`);
}

const nothingSent = (why: string): Failure => failure('OTHER', `It is not sent: ${why}.`);
