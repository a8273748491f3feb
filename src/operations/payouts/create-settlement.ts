import type { Order, Settlement } from '../../domain/aggregates/aggregate.ts';
import { createSettlement as create, newSettlement } from '../../domain/aggregates/settlement.ts';
import {
  InvalidStateError,
  UnsupportedOperationError,
  ValidationError,
} from '../../domain/errors.ts';
import type { ValidationIssue } from '../../domain/errors.ts';
import { assertReconciled } from '../../domain/reconciliation/lost-time.ts';
import { readSettlementInput } from '../../domain/input/settlement.ts';
import type { CreateSettlementInput } from '../../domain/input/settlement.ts';
import type { SettlementRequest } from '../../domain/request.ts';
import type { AccountRecord } from '../../store/records.ts';
import type { Deps } from '../deps.ts';
import { ownAccount, ownOrder } from '../find.ts';
import { createInstruction, originOf } from '../instructions/create.ts';
import { settlements } from '../instructions/settlements.ts';
import { keyUse } from '../key-use.ts';

export interface CreatedSettlement {
  settlement: Settlement;
  /** True if the key had made it before. Nothing was done again. */
  replayed: boolean;
}

/** Pays collected money out of the provider account. */
export async function createSettlement(
  deps: Deps,
  merchantId: string,
  input: CreateSettlementInput,
): Promise<CreatedSettlement> {
  const { account: accountId, orders: orderIds, ...request } = readSettlementInput(input);
  const use = keyUse(merchantId, 'createSettlement', input, request.amount);
  const { record, replayed } = await createInstruction(deps, settlements, use, async () => {
    const account = await ownAccount(deps.read, merchantId, accountId);
    const orders = await ownOrders(deps, merchantId, orderIds);
    assertPossible(deps, account, request, orders);
    assertReconciled([account]);
    const settlement = newSettlement(account, request, orderIds, originOf(deps, 'stl', use));
    return {
      record: settlement,
      at: settlement.createdAt,
      keys: [],
      add: (set, source) => set.apply(create(settlement, source)),
    };
  });
  return { settlement: record, replayed };
}

async function ownOrders(deps: Deps, merchantId: string, ids: readonly string[]): Promise<Order[]> {
  const found: Order[] = [];
  for (const id of ids) found.push(await ownOrder(deps.read, merchantId, id));
  return found;
}

function assertPossible(
  deps: Deps,
  account: AccountRecord,
  request: SettlementRequest,
  orders: readonly Order[],
): void {
  if (!account.enabled) {
    throw new InvalidStateError('DISABLED', 'The account is disabled.');
  }
  const { connection, module, config } = deps.connections.of(account);
  const { type } = request.destination;
  const isSupported =
    connection.createSettlement !== undefined && module.settlementDestinations.includes(type);
  if (!isSupported) throw new UnsupportedOperationError(module.title, `pay out to ${type}`);
  const issues = [...module.checkSettlement(request, config), ...foreignOrders(account, orders)];
  if (issues.length > 0) throw new ValidationError(issues);
}

/** Issues for orders that were made with another account: its provider does not know them. */
function foreignOrders(account: AccountRecord, orders: readonly Order[]): ValidationIssue[] {
  const message = 'was made with another account';
  return orders.flatMap(({ accountId }, at) =>
    accountId === account.id ? [] : [{ path: ['orders', String(at)], message }],
  );
}
