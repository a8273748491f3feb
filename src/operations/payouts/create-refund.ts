import { z } from 'zod';
import { paymentIn } from '../../domain/aggregates/abnormal-payment.ts';
import type { Order, Refund, WholeOrder } from '../../domain/aggregates/aggregate.ts';
import { instructionIn } from '../../domain/instructions/subject.ts';
import { addRefund } from '../../domain/aggregates/refund.ts';
import {
  allThatIsLeft,
  assertPending,
  assertRefundable,
  isPending,
} from '../../domain/aggregates/refund-rules.ts';
import {
  InvalidStateError,
  ProviderUnavailableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import { rulesOf } from '../../domain/instructions/life-cycle.ts';
import { freshInstruction } from '../../domain/instructions/instruction.ts';
import { sameCurrency, toDecimal } from '../../domain/money.ts';
import type { Money } from '../../domain/money.ts';
import { paidAt } from '../../domain/order-money.ts';
import { noPayoutEvidence } from '../../domain/payout.ts';
import { countedIn } from '../../domain/request.ts';
import { sent, unsent } from '../../domain/instructions/submission.ts';
import type { RefundedOrder } from '../../providers/provider.ts';
import { orderById } from '../../store/queries/orders.ts';
import { refundById, refundsOfOrders } from '../../store/queries/refunds.ts';
import { check, idempotencyKey, moneyInput, optionalText } from '../checks.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, ownAbnormalPayment, ownOrder, present } from '../find.ts';
import { keyUse } from '../key-use.ts';
import { keyTaken, once } from '../idempotency.ts';
import type { KeyUse } from '../key-use.ts';
import type { CreateRefundInput, RefundAbnormalPaymentInput } from '../inputs.ts';
import { newId, sourceOf } from '../instructions/change.ts';
import { orders } from '../instructions/orders.ts';
import { queryNow } from '../instructions/refresh.ts';
import { refunds } from '../instructions/refunds.ts';
import { sendInstruction } from '../instructions/send.ts';
import { askForLostRefund, reclaimRefund } from './reclaim-refund.ts';

export interface CreatedRefund {
  refund: Refund;
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
    const { module, config, connection } = await connectionTo(deps, order.accountId);
    if (connection.createRefund === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund');
    }
    const request = { ...given, amount: amount ?? (await leftOf(deps, order)) };
    const issues = [
      ...currencyIssues(request.amount, order),
      ...module.checkRefund(request, config, refundedOrder(order, deps.now())),
    ];
    if (issues.length > 0) throw new ValidationError(issues);
    const refund = newRefund(deps, use, order, request);
    return storeAndSend(deps, use, refund, (whole) => {
      assertRefundable(whole, request.amount, module.concurrentRefunds(config));
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
    const { module, connection } = await connectionTo(deps, payment.accountId);
    if (connection.refundAbnormalPayment === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund an abnormal payment');
    }
    const orderId = assertPending(payment);
    const order = await present(orderById(deps.read, orderId));
    const request = { ...given, amount: payment.pending, address: null };
    // Its own account: the order may have left it.
    const refund = { ...newRefund(deps, use, order, request), accountId, abnormalPaymentId };
    return storeAndSend(deps, use, refund, (whole) => {
      const known = paymentIn(whole, payment.id);
      assertPending(known);
      return { ...refund, amount: known.pending };
    });
  });
}

/** `permitted`: the refund as it may be made of its order as it is when it is reserved; or throws. */
function storeAndSend(
  deps: Deps,
  use: KeyUse,
  { id, createdAt, orderId, merchantId, accountId }: Refund,
  permitted: (whole: WholeOrder) => Refund,
): Promise<CreatedRefund> {
  return deps.locks.run(id, async () => {
    const stored = await deps.queue.change({
      claim: { key: keyTaken(use, id, createdAt) },
      keys: [{ kind: 'ORDER', id: orderId, whole: true }],
      decide(set) {
        const whole = set.wholeOrder({ id: orderId });
        if (whole === null) throw new Error(`order ${orderId} is gone`);
        const from = { merchantId, accountId };
        const source = { ...sourceOf(deps, from, 'MUTATION'), now: createdAt };
        set.apply(addRefund(whole, permitted(whole), source));
        return { result: instructionIn(set, { kind: 'REFUND', id }) };
      },
    });
    return { refund: await sendInstruction(deps, refunds, stored, false), replayed: false };
  });
}

function replay(deps: Deps) {
  return async (id: string): Promise<CreatedRefund> => ({
    refund: await present(refundById(deps.read, id)),
    replayed: true,
  });
}

/** An order that may have been paid, for all we know, is asked for first: what refuses the refund may be outdated. */
async function knownOrder(deps: Deps, order: Order): Promise<Order> {
  const { status, refundable } = order;
  const isOpen = rulesOf('ORDER').phase(order) === 'OPEN' && status !== 'SUBMITTING';
  if (refundable !== null || !isOpen) return order;
  const queried = await queryNow(deps, orders, order);
  if (queried.believed || status !== 'UNKNOWN') return queried.record;
  const { module } = await connectionTo(deps, order.accountId);
  throw new InvalidStateError(status, new ProviderUnavailableError(module.title).message);
}

function refundedOrder(order: Order, now: number): RefundedOrder {
  const { evidence, refundable, refunded } = order;
  const sums =
    refundable === null
      ? {}
      : { sums: { refundable, refunded: { ...refundable, minor: refunded } } };
  return { paidAt: paidAt(evidence), now, ...sums };
}

async function leftOf(deps: Deps, order: Order): Promise<Money> {
  const { module, config } = await connectionTo(deps, order.accountId);
  const siblings = await refundsOfOrders(deps.read, [order.id]);
  const whole = { kind: 'ORDER', order, refunds: siblings, abnormalPayments: [] } as const;
  return allThatIsLeft(whole, module.concurrentRefunds(config));
}

function currencyIssues(amount: Money, order: Order) {
  const paid = countedIn(order.request);
  if (sameCurrency(amount, paid)) return [];
  const on = paid.network === null ? '' : ` on ${paid.network}`;
  return [
    { path: ['amount', 'currency'], message: `must be what was paid: ${paid.currency}${on}` },
  ];
}

function newRefund(
  deps: Deps,
  use: KeyUse,
  order: Order,
  given: Pick<Refund, 'amount' | 'address' | 'reason'> & { reference: string | null },
): Refund {
  const fresh = newId(deps, 'rfd');
  const { id } = fresh;
  const now = deps.now();
  return {
    ...freshInstruction(fresh),
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
