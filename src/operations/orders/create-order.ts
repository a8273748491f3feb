import type { Order } from '../../domain/aggregates/aggregate.ts';
import { createOrder as create, newOrder } from '../../domain/aggregates/order.ts';
import { readOrderInput } from '../../domain/input/order.ts';
import type { CreateOrderInput } from '../../domain/input/order.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import { orders } from '../instructions/orders.ts';
import { keyUse } from '../key-use.ts';
import type { KeyUse } from '../key-use.ts';
import { clientTokenOf } from './checkout.ts';
import { findRoute } from './route-order.ts';
import { expiryOf, sendOrder } from './send-order.ts';

export interface CreatedOrder {
  order: Order;
  /** True if the key had made it before. Nothing was done again. */
  replayed: boolean;
  /** For the payer's browser. */
  clientToken: string;
}

/** An order to be made. `account`: the only one that may be tried; null: every one that can do it. */
export type OrderToMake = Order['request'] & { account: string | null };

/**
 * Makes an order and sends it to the provider. A decline, an outage and an unknown outcome are not errors: the order's
 * status shows them.
 */
export async function createOrder(
  deps: Deps,
  merchantId: string,
  input: CreateOrderInput,
): Promise<CreatedOrder> {
  const order = readOrderInput(input);
  return makeOrder(deps, keyUse(merchantId, 'createOrder', input, order.amount), order);
}

/** The payment link that makes an order. */
export interface MakingLink {
  id: string;
  /** Writes its use in the order's first transaction, in which the link is locked, or refuses the order. */
  use: (tx: Tx, order: Order) => Promise<void>;
}

/** The same for any key. */
export async function makeOrder(
  deps: Deps,
  use: KeyUse,
  { account: named, ...request }: OrderToMake,
  link?: MakingLink,
): Promise<CreatedOrder> {
  const { record, replayed } = await createInstruction(deps, orders, use, async () => {
    const accounts = await findRoute(deps, use.merchantId, named, request);
    assertReconciled(accounts);
    const [account] = accounts;
    const origin = originOf(deps, 'ord', use);
    const expiresAt = expiryOf(deps, account, request, origin.newId.at);
    const order = newOrder(account, request, expiresAt, origin);
    return {
      record: order,
      at: origin.now,
      keys: [],
      add: (set, source) => set.apply(create(order, source)),
      ...(link && { link: { id: link.id, use: (tx: Tx) => link.use(tx, order) } }),
      send: (stored) => sendOrder(deps, stored, accounts),
    };
  });
  return { order: record, replayed, clientToken: await clientTokenOf(deps, record) };
}
