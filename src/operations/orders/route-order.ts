import type { Order } from '../../domain/aggregates/aggregate.ts';
import { NoRouteError, ValidationError } from '../../domain/errors.ts';
import type { OrderFit } from '../../domain/request.ts';
import { route } from '../../domain/routing.ts';
import type { Route } from '../../domain/routing.ts';
import { accountsOfMerchant } from '../../store/queries/merchants.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { ownAccount } from '../find.ts';

/** The accounts that can do the order. `named`: the only one to consider; null: all of the merchant. */
export async function routeOrder(
  deps: Deps,
  merchantId: string,
  named: string | null,
  request: Order['request'],
): Promise<Route<AccountRecord>> {
  const accounts =
    named === null
      ? await accountsOfMerchant(deps.read, merchantId)
      : [await ownAccount(deps.read, merchantId, named)];
  return route(
    accounts.map((account) => {
      const { enabled, mode } = account;
      const fit = fitOf(deps.connections.of(account), request);
      const { module } = deps.connections.of(account);
      return { account, title: `${account.name} (${module.title})`, enabled, mode, fit };
    }),
  );
}

function fitOf(
  { module, config, connection }: ReturnType<Deps['connections']['of']>,
  request: Order['request'],
): OrderFit {
  const { unable, issues } = module.checkOrder(request, config);
  // A module that knows nothing of captures would take the money at once.
  const isLater = request.capture === 'MANUAL' && connection.captureOrder === undefined;
  return { unable: isLater ? [...unable, 'cannot capture later.'] : unable, issues };
}

/** The same. Throws NoRouteError, or ValidationError where the input does not meet their requirements. */
export async function findRoute(
  ...order: Parameters<typeof routeOrder>
): Promise<readonly [AccountRecord, ...AccountRecord[]]> {
  const found = await routeOrder(...order);
  switch (found.kind) {
    case 'ROUTE':
      return found.accounts;
    case 'ISSUES':
      throw new ValidationError(found.issues);
    case 'NONE':
      throw new NoRouteError(found.reasons);
  }
}
