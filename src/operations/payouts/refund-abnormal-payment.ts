import { paymentIn } from '../../domain/aggregates/abnormal-payment.ts';
import { newRefund } from '../../domain/aggregates/refund.ts';
import { assertPending, isPending } from '../../domain/aggregates/refund-rules.ts';
import { UnsupportedOperationError } from '../../domain/errors.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import { readAbnormalPaymentRefundInput } from '../../domain/input/refund.ts';
import type { RefundAbnormalPaymentInput } from '../../domain/input/refund.ts';
import { orderById } from '../../store/queries/orders.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, ownAbnormalPayment, existing } from '../find.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import { refunds } from '../instructions/refunds.ts';
import { keyUse } from '../key-use.ts';
import { queryLostRefund, refundMadeBefore } from './refund-made-before.ts';
import { intentionOf } from './refund-intention.ts';
import type { CreatedRefund } from './create-refund.ts';

/** Gives all that is pending of an abnormal payment back to its sender. */
export async function refundAbnormalPayment(
  deps: Deps,
  merchantId: string,
  input: RefundAbnormalPaymentInput,
): Promise<CreatedRefund> {
  const checked = readAbnormalPaymentRefundInput(input);
  const use = keyUse(merchantId, 'refundAbnormalPayment', input);
  const { record, replayed } = await createInstruction(deps, refunds, use, async () => {
    const payment = await ownAbnormalPayment(deps.read, merchantId, checked.abnormalPayment);
    const { accountId, orderId: ofOrder, id: abnormalPaymentId, pending } = payment;
    const wanted = { accountId, orderId: ofOrder, abnormalPaymentId, amount: null };
    const madeBefore =
      (await refundMadeBefore(deps, use, wanted)) ??
      (isPending(payment) ? null : await queryLostRefund(deps, use, payment, wanted));
    if (madeBefore !== null) return { madeBefore };
    const { account, module, connection } = await connectionTo(deps, accountId);
    assertReconciled([account]);
    if (connection.refundAbnormalPayment === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund an abnormal payment');
    }
    const order = await existing(orderById(deps.read, assertPending(payment)));
    const requested = { ...checked, abnormalPaymentId, amount: pending, address: null };
    // The payment's own account: the order may have switched to another one.
    const refund = newRefund({ ...order, accountId }, requested, originOf(deps, 'rfd', use));
    return intentionOf(refund, (whole) => {
      const known = paymentIn(whole, abnormalPaymentId);
      assertPending(known);
      return { ...refund, amount: known.pending };
    });
  });
  return { refund: record, replayed };
}
