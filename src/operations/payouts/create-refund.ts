import { paymentIn } from '../../domain/aggregates/abnormal-payment.ts';
import type { Order, Refund, WholeOrder } from '../../domain/aggregates/aggregate.ts';
import { addRefund, newRefund } from '../../domain/aggregates/refund.ts';
import {
  allThatIsLeft,
  assertPending,
  assertRefundable,
  currencyIssues,
  isPending,
  refundedOrder,
} from '../../domain/aggregates/refund-rules.ts';
import {
  InvalidStateError,
  ProviderUnavailableError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import { readAbnormalPaymentRefundInput, readRefundInput } from '../../domain/input/refund.ts';
import type { CreateRefundInput, RefundAbnormalPaymentInput } from '../../domain/input/refund.ts';
import { rulesOf } from '../../domain/instructions/life-cycle.ts';
import type { Money } from '../../domain/money.ts';
import { orderById } from '../../store/queries/orders.ts';
import { refundsOfOrders } from '../../store/queries/refunds.ts';
import type { Deps } from '../deps.ts';
import { connectionTo, ownAbnormalPayment, ownOrder, present } from '../find.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import type { Intention } from '../instructions/create.ts';
import { orders } from '../instructions/orders.ts';
import { queryNow } from '../instructions/refresh.ts';
import { refunds } from '../instructions/refunds.ts';
import { keyUse } from '../key-use.ts';
import { askForLostRefund, reclaimRefund } from './reclaim-refund.ts';

export interface CreatedRefund {
  refund: Refund;
  /** True when the key had made it before: nothing was done again. */
  replayed: boolean;
}

/** Gives back what was paid, in whole or in part. Its amount is held from now on, until it is proven to have failed. */
export async function createRefund(
  deps: Deps,
  merchantId: string,
  input: CreateRefundInput,
): Promise<CreatedRefund> {
  const { amount, ...given } = readRefundInput(input);
  const use = keyUse(merchantId, 'createRefund', input, amount);
  const { record, replayed } = await createInstruction(deps, refunds, use, async () => {
    const own = await ownOrder(deps.read, merchantId, given.order);
    const { id: orderId, accountId } = own;
    const wanted = { accountId, orderId, abnormalPaymentId: null, amount };
    const madeBefore = await reclaimRefund(deps, use, wanted);
    if (madeBefore !== null) return { madeBefore };
    const order = await knownOrder(deps, own);
    const { module, config, connection } = await connectionTo(deps, order.accountId);
    if (connection.createRefund === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund');
    }
    const concurrent = module.concurrentRefunds(config);
    const request = { ...given, amount: amount ?? (await leftOf(deps, order, concurrent)) };
    const issues = [
      ...currencyIssues(request.amount, order),
      ...module.checkRefund(request, config, refundedOrder(order, deps.now())),
    ];
    if (issues.length > 0) throw new ValidationError(issues);
    const asked = { ...request, abnormalPaymentId: null };
    const refund = newRefund(order, asked, originOf(deps, 'rfd', use));
    return intention(refund, (whole) => {
      assertRefundable(whole, request.amount, concurrent);
      return refund;
    });
  });
  return { refund: record, replayed };
}

/** Gives back all that is pending of an abnormal payment, to where it came from. */
export async function refundAbnormalPayment(
  deps: Deps,
  merchantId: string,
  input: RefundAbnormalPaymentInput,
): Promise<CreatedRefund> {
  const given = readAbnormalPaymentRefundInput(input);
  const use = keyUse(merchantId, 'refundAbnormalPayment', input);
  const { record, replayed } = await createInstruction(deps, refunds, use, async () => {
    const payment = await ownAbnormalPayment(deps.read, merchantId, given.abnormalPayment);
    const { accountId, orderId: ofOrder, id: abnormalPaymentId, pending } = payment;
    const wanted = { accountId, orderId: ofOrder, abnormalPaymentId, amount: null };
    const madeBefore =
      (await reclaimRefund(deps, use, wanted)) ??
      (isPending(payment) ? null : await askForLostRefund(deps, use, payment, wanted));
    if (madeBefore !== null) return { madeBefore };
    const { module, connection } = await connectionTo(deps, accountId);
    if (connection.refundAbnormalPayment === undefined) {
      throw new UnsupportedOperationError(module.title, 'refund an abnormal payment');
    }
    const order = await present(orderById(deps.read, assertPending(payment)));
    const asked = { ...given, abnormalPaymentId, amount: pending, address: null };
    // Its own account: the order may have left it.
    const refund = newRefund({ ...order, accountId }, asked, originOf(deps, 'rfd', use));
    return intention(refund, (whole) => {
      const known = paymentIn(whole, abnormalPaymentId);
      assertPending(known);
      return { ...refund, amount: known.pending };
    });
  });
  return { refund: record, replayed };
}

/** `permitted`: the refund as it may be made of its order as it is when it is reserved; or throws. */
function intention(refund: Refund, permitted: (whole: WholeOrder) => Refund): Intention<'REFUND'> {
  const { orderId: id, createdAt: at } = refund;
  return {
    record: refund,
    at,
    keys: [{ kind: 'ORDER', id, whole: true }],
    add(set, source) {
      const whole = set.wholeOrder({ id });
      if (whole === null) throw new Error(`order ${id} is gone`);
      set.apply(addRefund(whole, permitted(whole), source));
    },
  };
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

async function leftOf(deps: Deps, order: Order, concurrent: boolean): Promise<Money> {
  const siblings = await refundsOfOrders(deps.read, [order.id]);
  return allThatIsLeft(
    { kind: 'ORDER', order, refunds: siblings, abnormalPayments: [] },
    concurrent,
  );
}
