import type { Order } from '../../domain/aggregates/aggregate.ts';
import { createOrder as create, newOrder } from '../../domain/aggregates/order.ts';
import { readOrderInput, withoutDefaults } from '../../domain/input/order.ts';
import type { CreateOrderInput } from '../../domain/input/order.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import type { Tx } from '../../store/sql.ts';
import type { Deps } from '../deps.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import type { Intention } from '../instructions/create.ts';
import { orders } from '../instructions/orders.ts';
import type { KeyUse } from '../key-use.ts';
import { personalKeyUse } from '../personal-data/personal-key-use.ts';
import { seal, withKeys } from '../personal-data/seal.ts';
import type { Sealed } from '../personal-data/seal.ts';
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
  const { customer, method, amount } = order;
  const request = { customer, methods: [method] };
  const asked = withoutDefaults(input);
  const use = await personalKeyUse(deps, merchantId, 'createOrder', asked, amount, request);
  return makeOrder(deps, use, order);
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
  const intend = async (): Promise<Intention<'ORDER'>> => {
    const accounts = await findRoute(deps, use.merchantId, named, request);
    assertReconciled(accounts);
    const [account] = accounts;
    const origin = originOf(deps, 'ord', use);
    const expiresAt = expiryOf(deps, account, request, origin.newId.at);
    const { stored, store } = await sealOrder(deps, use.merchantId, origin.newId.id, request);
    const order = newOrder(account, stored, expiresAt, origin);
    return {
      record: order,
      at: origin.now,
      keys: [],
      add: (set, source) => set.apply(create(order, source)),
      ...(link && { linkId: link.id }),
      async also(tx) {
        await store(tx);
        await link?.use(tx, order);
      },
      send: (made) => sendOrder(deps, made, accounts),
    };
  };
  const made = await withKeys(() => createInstruction(deps, orders, use, intend));
  const { record, replayed } = made;
  return { order: record, replayed, clientToken: await clientTokenOf(deps, record) };
}

/** The request as it is stored with the order. */
async function sealOrder(
  deps: Deps,
  merchantId: string,
  id: string,
  { customer, method, ...rest }: Order['request'],
): Promise<{ stored: Order['request']; store: Sealed['store'] }> {
  const sealed = await seal(deps, { id, merchantId }, { customer, methods: [method] });
  const { request, store } = sealed;
  const [stored = method] = request.methods;
  return { stored: { ...rest, customer: request.customer, method: stored }, store };
}
