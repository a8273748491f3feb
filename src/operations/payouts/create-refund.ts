import { z } from 'zod';
import {
  InvalidStateError,
  ProviderUnavailableError,
  RefundExceedsRefundableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import { sameCurrency, toDecimal, zero } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { paidAt, remaining } from '../../domain/order-money.ts';
import { noPayoutEvidence, payoutPhase } from '../../domain/payout.ts';
import { countedIn } from '../../domain/request.ts';
import { sent, unsent } from '../../domain/submission.ts';
import type { RefundedOrder } from '../../providers/provider.ts';
import { orderById } from '../../store/queries/orders.ts';
import { refundById, refundsOfOrders } from '../../store/queries/refunds.ts';
import type { AbnormalPaymentRecord, OrderRecord, RefundRecord } from '../../store/records.ts';
import type { Sql, Tx } from '../../store/sql.ts';
import { askOrder } from '../ask.ts';
import { check, idempotencyKey, moneyInput, optionalText } from '../checks.ts';
import type { Deps } from '../deps.ts';
import { lineOf, ownAbnormalPayment, ownOrder, present } from '../find.ts';
import { keyUse, once, takeKey } from '../idempotency.ts';
import type { KeyUse } from '../idempotency.ts';
import type { CreateRefundInput, RefundAbnormalPaymentInput } from '../inputs.ts';
import { ownDoing } from '../moves/context.ts';
import { addRefund, fits } from '../moves/refund.ts';
import { freshWork } from '../moves/schedule.ts';
import { askForLostRefund, reclaimRefund } from './reclaim-refund.ts';
import { sendRefund } from './send-payout.ts';

export interface CreatedRefund {
  refund: RefundRecord;
  /** True when the key had made it before: nothing was done again. */
  replayed: boolean;
}

const schema = z.object({
  idempotencyKey,
  order: z.string(),
  amount: moneyInput.nullish(),
  address: optionalText(128),
  reference: optionalText(128),
  reason: optionalText(255),
});

/** Gives back what was paid, in whole or in part. Its amount is held from now on, until it is proven to have failed. */
export async function createRefund(
  deps: Deps,
  merchantId: string,
  input: CreateRefundInput,
): Promise<CreatedRefund> {
  const { idempotencyKey: key, amount, ...given } = check(schema, input);
  const canonical = amount ? { ...amount, minor: null, amount: toDecimal(amount) } : null;
  const use = keyUse(merchantId, 'createRefund', key, { ...given, amount: canonical });
  return once(deps, use, replay(deps), async () => {
    const own = await ownOrder(deps.read, merchantId, given.order);
    const before = await reclaimRefund(deps, use, {
      accountId: own.accountId,
      orderId: own.id,
      abnormalPaymentId: null,
      amount: amount ?? null,
    });
    if (before !== null) return { refund: before, replayed: true };
    const order = await knownOrder(deps, own);
    const { module, config, connection } = await lineOf(deps, order.accountId);
    if (connection.createRefund === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund');
    }
    const request = { ...given, amount: amount ?? (await allThatIsLeft(deps, order)) };
    const issues = [
      ...currencyIssues(request.amount, order),
      ...module.checkRefund(request, config, refundedOrder(order, deps.now())),
    ];
    if (issues.length > 0) throw new ValidationError(issues);
    const refund = newRefund(deps, use, order, request);
    return storeAndSend(deps, use, refund, async (tx) => {
      const known = await present(orderById(tx, order.id));
      await assertRefundable(tx, known, request.amount, module.concurrentRefunds(config));
      return refund;
    });
  });
}

const abnormalSchema = z.object({
  idempotencyKey,
  abnormalPayment: z.string(),
  reference: optionalText(128),
  reason: optionalText(255),
});

/** Gives back all that is pending of an abnormal payment, to where it came from. */
export async function refundAbnormalPayment(
  deps: Deps,
  merchantId: string,
  input: RefundAbnormalPaymentInput,
): Promise<CreatedRefund> {
  const { idempotencyKey: key, ...given } = check(abnormalSchema, input);
  const use = keyUse(merchantId, 'refundAbnormalPayment', key, given);
  return once(deps, use, replay(deps), async () => {
    const payment = await ownAbnormalPayment(deps.read, merchantId, given.abnormalPayment);
    const { accountId, orderId: ofOrder, id: abnormalPaymentId } = payment;
    const wanted = { accountId, orderId: ofOrder, abnormalPaymentId, amount: null };
    const before =
      (await reclaimRefund(deps, use, wanted)) ??
      (isPending(payment) ? null : await askForLostRefund(deps, use, payment, wanted));
    if (before !== null) return { refund: before, replayed: true };
    const { module, connection } = await lineOf(deps, payment.accountId);
    if (connection.refundAbnormalPayment === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund an abnormal payment');
    }
    const orderId = assertPending(payment);
    const order = await present(orderById(deps.read, orderId));
    const request = { ...given, amount: payment.pending, address: null };
    // Its own account: the order may have left it.
    const refund = { ...newRefund(deps, use, order, request), accountId, abnormalPaymentId };
    return storeAndSend(deps, use, refund, async (tx) => {
      const known = await ownAbnormalPayment(tx, merchantId, payment.id);
      assertPending(known);
      return { ...refund, amount: known.pending };
    });
  });
}

/** `permitted`: the refund as it may be made, judged in the transaction that reserves; or throws. */
function storeAndSend(
  deps: Deps,
  use: KeyUse,
  { id, createdAt }: RefundRecord,
  permitted: (tx: Tx) => Promise<RefundRecord>,
): Promise<CreatedRefund> {
  return deps.locks.run(id, async () => {
    const stored = await deps.queue.commit(async (tx) => {
      const refund = await permitted(tx);
      await takeKey(tx, use, id, createdAt);
      return addRefund(tx, deps, ownDoing(createdAt), refund);
    });
    return { refund: await sendRefund(deps, stored), replayed: false };
  });
}

function replay(deps: Deps) {
  return async (id: string): Promise<CreatedRefund> => ({
    refund: await present(refundById(deps.read, id)),
    replayed: true,
  });
}

/** Whether an order that may or may not be at the provider was paid is asked for first. */
async function knownOrder(deps: Deps, order: OrderRecord): Promise<OrderRecord> {
  if (order.status !== 'UNKNOWN') return order;
  const asked = await deps.locks.run(order.id, () => askOrder(deps, order));
  if (asked.believed) return asked.record;
  const { module } = await lineOf(deps, order.accountId);
  throw new InvalidStateError(order.status, new ProviderUnavailableError(module.title).message);
}

function refundedOrder(order: OrderRecord, now: number): RefundedOrder {
  const { evidence, refundable, refunded } = order;
  const sums =
    refundable === null
      ? {}
      : { sums: { refundable, refunded: { ...refundable, minor: refunded } } };
  return { paidAt: paidAt(evidence), now, ...sums };
}

async function allThatIsLeft(deps: Deps, order: OrderRecord): Promise<Money> {
  const limit = assertPaid(order);
  const { module, config } = await lineOf(deps, order.accountId);
  if (!module.concurrentRefunds(config)) await assertNoneUnderWay(deps.read, order);
  const left = remaining(limit, { ...limit, minor: order.refundsHeld });
  if (left.minor === 0n) throw new RefundExceedsRefundableError(left);
  return left;
}

function currencyIssues(amount: Money, order: OrderRecord) {
  const paid = countedIn(order.request);
  if (sameCurrency(amount, paid)) return [];
  const on = paid.network === null ? '' : ` on ${paid.network}`;
  return [
    { path: ['amount', 'currency'], message: `must be what was paid: ${paid.currency}${on}` },
  ];
}

function assertPaid(order: OrderRecord): Money {
  if (order.refundable !== null) return order.refundable;
  // By money that no refund of the order gives back: it was accepted of abnormal payments.
  if (order.status === 'PAID')
    throw new RefundExceedsRefundableError(zero(countedIn(order.request)));
  throw new InvalidStateError(
    order.status,
    `This order is ${order.status}: nothing of it is paid.`,
  );
}

async function assertNoneUnderWay(sql: Sql, order: OrderRecord): Promise<void> {
  const refunds = await refundsOfOrders(sql, [order.id]);
  const underWay = refunds.some(
    ({ abnormalPaymentId, status }) => abnormalPaymentId === null && payoutPhase(status) === 'OPEN',
  );
  if (!underWay) return;
  throw new InvalidStateError(order.status, 'A refund of this order is under way: one at a time.');
}

async function assertRefundable(
  tx: Tx,
  order: OrderRecord,
  amount: Money,
  concurrentRefunds: boolean,
): Promise<void> {
  const limit = assertPaid(order);
  if (!concurrentRefunds) await assertNoneUnderWay(tx, order);
  const held = { ...limit, minor: order.refundsHeld };
  if (!fits(amount, held, limit)) throw new RefundExceedsRefundableError(remaining(limit, held));
}

const isPending = ({ status, pending }: AbnormalPaymentRecord): boolean =>
  status === 'OPEN' && pending.minor > 0n;

/** The id of its order: without one the provider cannot be told where the money belongs. */
function assertPending(payment: AbnormalPaymentRecord): string {
  const { status, orderId } = payment;
  if (isPending(payment) && orderId !== null) return orderId;
  throw new InvalidStateError(status, `This abnormal payment is ${status}.`);
}

function newRefund(
  deps: Deps,
  use: KeyUse,
  order: OrderRecord,
  given: Pick<RefundRecord, 'amount' | 'address' | 'reason'> & { reference: string | null },
): RefundRecord {
  const id = deps.ids.make('rfd');
  const now = deps.now();
  return {
    ...freshWork(id),
    merchantId: order.merchantId,
    accountId: order.accountId,
    orderId: order.id,
    abnormalPaymentId: null,
    reference: given.reference ?? id,
    status: 'SUBMITTING',
    amount: given.amount,
    address: given.address,
    reason: given.reason,
    providerReference: deps.ids.providerReference(use),
    evidence: noPayoutEvidence,
    submission: sent(unsent, now),
  };
}
