import { add, compare, sameCurrency, zero } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { payoutRules } from '../../domain/judgement.ts';
import type { RefundObservation } from '../../domain/observation.ts';
import { isGivenBack, payoutStatus } from '../../domain/payout.ts';
import { countedIn } from '../../domain/request.ts';
import { orderById } from '../../store/queries/orders.ts';
import { insertRefund, refundsOfOrders, updateRefund } from '../../store/queries/refunds.ts';
import type { RefundRecord } from '../../store/records.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { followRefundsOfAbnormalPayment } from './abnormal-payment.ts';
import { tell } from './context.ts';
import type { Motive, Told } from './context.ts';
import { keepPieces, learn, learnAtFirst } from './learn.ts';
import { moveOrderSums } from './order.ts';
import { derivePayout, toldAs, withPlan } from './payout.ts';
import type { PayoutChange } from './payout.ts';

/** `said`: what is known already of one that was made elsewhere. */
export async function addRefund(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  refund: RefundRecord,
  said: readonly RefundObservation[] = [],
): Promise<RefundRecord> {
  const lesson = { submission: refund.submission, said };
  const learned = learnAtFirst(deps, payoutRules, refund.amount, lesson, motive.now);
  const { evidence, submission, pieces } = learned;
  const status = payoutStatus(evidence, submission);
  const known = { ...refund, evidence, submission, status };
  const created = { ...withPlan(deps, known, motive.now), version: 1 };
  await insertRefund(tx, created);
  await keepPieces(tx, deps, motive, created.id, pieces);
  await tell(tx, deps, motive, { ...toldOf(created), type: 'REFUND_CREATED', from: null });
  await reserve(tx, deps, motive, created);
  return created;
}

/** The one place where a refund's status changes; its order's or abnormal payment's sums follow. */
export async function moveRefund(
  tx: Tx,
  deps: Deps,
  motive: Motive,
  before: RefundRecord,
  change: PayoutChange,
): Promise<RefundRecord> {
  const learned = learn(deps, payoutRules, before.amount, before, change, motive.now);
  await keepPieces(tx, deps, motive, before.id, learned.pieces);
  const after = derivePayout(deps, before, learned, change, motive.now);
  if (after === null) return before;
  await updateRefund(tx, after);
  const news = toldAs(before, after);
  if (news !== null) {
    const told = { ...toldOf(after), type: `REFUND_${news}` as const, from: before.status };
    await tell(tx, deps, { ...motive, occurredAt: learned.occurredAt }, told);
  }
  if (after.status !== before.status) await reserve(tx, deps, motive, after);
  return { ...after, revision: before.revision + 1 };
}

function toldOf(refund: RefundRecord): Omit<Told, 'type' | 'from'> {
  return {
    merchantId: refund.merchantId,
    subjectId: refund.id,
    orderId: refund.orderId,
    settlementId: null,
    version: refund.version,
    to: refund.status,
  };
}

/**
 * Brings the sums of what the refund takes from up to date with all of its refunds: as they are, for truth is not
 * refused. A new refund of our own that does not fit has been refused by the database when it was inserted.
 */
async function reserve(tx: Tx, deps: Deps, motive: Motive, refund: RefundRecord): Promise<void> {
  const siblings = (await refundsOfOrders(tx, [refund.orderId])).filter(
    ({ abnormalPaymentId }) => abnormalPaymentId === refund.abnormalPaymentId,
  );
  if (refund.abnormalPaymentId !== null) {
    await followRefundsOfAbnormalPayment(tx, deps, motive, refund.abnormalPaymentId, siblings);
    return;
  }
  const order = await orderById(tx, refund.orderId);
  if (order === null) throw new Error(`no order ${refund.orderId}`);
  const nothing = zero(countedIn(order.request));
  const held = sum(
    siblings.filter(({ status }) => !isGivenBack(status)),
    nothing,
  );
  const succeeded = sum(
    siblings.filter(({ status }) => status === 'SUCCEEDED'),
    nothing,
  );
  const sums = { refundsHeld: held.minor, refunded: succeeded.minor };
  await moveOrderSums(tx, deps, motive, order, sums);
}

/** What is in another currency takes nothing of this one. */
export function sum(refunds: readonly RefundRecord[], nothing: Money): Money {
  return refunds
    .map(({ amount }) => amount)
    .filter((amount) => sameCurrency(amount, nothing))
    .reduce(add, nothing);
}

/** Whether `amount` still fits beside what is held. */
export function fits(amount: Money, held: Money, limit: Money): boolean {
  return compare(add(held, amount), limit) <= 0;
}
