import { sameCurrency } from '../../domain/money.ts';
import type { RefundObservation } from '../../domain/observation.ts';
import { noPayoutEvidence } from '../../domain/payout.ts';
import { countedIn } from '../../domain/request.ts';
import { unsent } from '../../domain/submission.ts';
import { abnormalPaymentByProviderId } from '../../store/queries/abnormal-payments.ts';
import { orderByProviderReference } from '../../store/queries/orders.ts';
import type { RefundRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import type { Motive } from '../moves/context.ts';
import { moveOrder } from '../moves/order.ts';
import { addRefund } from '../moves/refund.ts';
import { freshWork } from '../moves/schedule.ts';

/**
 * A refund made in the provider's own portal is a refund like others (ANSWERS 27); of other money than it could
 * give back it is told of the order, and somebody has to look. Null while its order, or the abnormal payment that it
 * gives back, is not known here.
 */
export async function takeOverRefund(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  { accountId, merchantId }: { accountId: string; merchantId: string },
  news: RefundObservation,
): Promise<'CHANGED' | 'TOLD_OF_ORDER' | null> {
  const { orderProviderReference, providerAbnormalPaymentId, amount } = news;
  if (orderProviderReference === undefined || amount === undefined) return null;
  const order = await orderByProviderReference(tx, accountId, orderProviderReference);
  if (order === null) return null;
  let abnormalPaymentId: string | null = null;
  let givenBack = countedIn(order.request);
  if (providerAbnormalPaymentId !== undefined) {
    const payment = await abnormalPaymentByProviderId(tx, accountId, providerAbnormalPaymentId);
    if (payment === null) return null;
    abnormalPaymentId = payment.id;
    givenBack = payment.pending;
  }
  if (!sameCurrency(amount, givenBack)) {
    await moveOrder(tx, deps, motive, order, { said: [news] });
    return 'TOLD_OF_ORDER';
  }
  const id = deps.ids.make('rfd');
  const refund: RefundRecord = {
    ...freshWork(id),
    merchantId,
    accountId,
    orderId: order.id,
    abnormalPaymentId,
    reference: id,
    status: 'UNKNOWN',
    amount,
    address: null,
    reason: null,
    providerReference: news.providerReference,
    evidence: noPayoutEvidence,
    submission: { ...unsent, state: 'ANSWERED' },
  };
  await addRefund(tx, deps, motive, refund, [news]);
  return 'CHANGED';
}
