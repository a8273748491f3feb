import type { Order } from '../../domain/aggregates/aggregate.ts';
import { createOrder as create, newOrder } from '../../domain/aggregates/order.ts';
import { NoRouteError, ValidationError } from '../../domain/errors.ts';
import { readOrderInput } from '../../domain/input/order.ts';
import type { CreateOrderInput } from '../../domain/input/order.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import { route } from '../../domain/routing.ts';
import { accountsOfMerchant } from '../../store/queries/merchants.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { ownAccount } from '../find.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import { orders } from '../instructions/orders.ts';
import { keyUse } from '../key-use.ts';
import { clientTokenOf } from './checkout.ts';
import { expiryOf, sendOrder } from './send-order.ts';

export interface CreatedOrder {
  order: Order;
  /** True if the key had made it before. Nothing was done again. */
  replayed: boolean;
  /** For the payer's browser. */
  clientToken: string;
}

/**
 * Makes an order and sends it to the provider. A decline, an outage and an unknown outcome are not errors: the order's
 * status shows them.
 */
export async function createOrder(
  deps: Deps,
  merchantId: string,
  input: CreateOrderInput,
): Promise<CreatedOrder> {
  const { account: named, ...request } = readOrderInput(input);
  const use = keyUse(merchantId, 'createOrder', input, request.amount);
  const { record, replayed } = await createInstruction(deps, orders, use, async () => {
    const accounts = await findRoute(deps, merchantId, named, request);
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
      send: (stored) => sendOrder(deps, stored, accounts),
    };
  });
  return { order: record, replayed, clientToken: await clientTokenOf(deps, record) };
}

async function findRoute(
  deps: Deps,
  merchantId: string,
  named: string | null,
  request: Order['request'],
): Promise<readonly [AccountRecord, ...AccountRecord[]]> {
  const accounts =
    named === null
      ? await accountsOfMerchant(deps.read, merchantId)
      : [await ownAccount(deps.read, merchantId, named)];
  const found = route(
    accounts.map((account) => {
      const { module, config } = deps.connections.of(account);
      const fit = module.checkOrder(request, config);
      return { account, title: `${account.name} (${module.title})`, enabled: account.enabled, fit };
    }),
  );
  switch (found.kind) {
    case 'ROUTE':
      return found.accounts;
    case 'ISSUES':
      throw new ValidationError(found.issues);
    case 'NONE':
      throw new NoRouteError(found.reasons);
  }
}
