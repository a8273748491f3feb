import type { Order } from '../../domain/aggregates/aggregate.ts';
import { allThatIsLeft } from '../../domain/aggregates/refund-rules.ts';
import { InvalidStateError, ProviderUnavailableError } from '../../domain/errors.ts';
import { rulesOf } from '../../domain/instructions/life-cycle.ts';
import type { Money } from '../../domain/money.ts';
import { refundsOfOrders } from '../../store/queries/refunds.ts';
import type { Deps } from '../deps.ts';
import { connectionTo } from '../find.ts';
import { orders } from '../instructions/orders.ts';
import { queryNow } from '../instructions/refresh.ts';

/** Queries an order that may have been paid without our knowing: an outdated state must not refuse the refund. */
export async function knownOrder(deps: Deps, order: Order): Promise<Order> {
  const { status, refundable } = order;
  const isOpen = rulesOf('ORDER').phase(order) === 'OPEN' && status !== 'SUBMITTING';
  if (refundable !== null || !isOpen) return order;
  const queried = await queryNow(deps, orders, order);
  if (queried.answered || status !== 'UNKNOWN') return queried.record;
  const { module } = await connectionTo(deps, order.accountId);
  throw new InvalidStateError(status, new ProviderUnavailableError(module.title).message);
}

/** The amount of a refund whose request names none. */
export async function leftOf(deps: Deps, order: Order, concurrent: boolean): Promise<Money> {
  const siblings = await refundsOfOrders(deps.read, [order.id]);
  return allThatIsLeft(
    { kind: 'ORDER', order, refunds: siblings, abnormalPayments: [] },
    concurrent,
  );
}
