import { ProviderUnavailableError, UnsupportedOperationError } from '../domain/errors.ts';
import type { OrderRecord, RefundRecord, SettlementRecord } from '../store/records.ts';
import { askOrder, askRefund, askSettlement } from './ask.ts';
import type { Asked } from './ask.ts';
import type { Deps } from './deps.ts';
import { lineOf, ownOrder, ownRefund, ownSettlement } from './find.ts';

/** Asks the provider now. */
export async function refreshOrder(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<OrderRecord> {
  const order = await ownOrder(deps.read, merchantId, id);
  return answered(deps, order, await deps.locks.run(id, () => askOrder(deps, order)));
}

export async function refreshRefund(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<RefundRecord> {
  const refund = await ownRefund(deps.read, merchantId, id);
  const { connection, module } = await lineOf(deps, refund.accountId);
  if (connection.queryRefund === undefined) {
    throw new UnsupportedOperationError(module.title, 'ask for a refund');
  }
  return answered(deps, refund, await deps.locks.run(id, () => askRefund(deps, refund)));
}

export async function refreshSettlement(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<SettlementRecord> {
  const settlement = await ownSettlement(deps.read, merchantId, id);
  return answered(
    deps,
    settlement,
    await deps.locks.run(id, () => askSettlement(deps, settlement)),
  );
}

async function answered<T extends { accountId: string }>(
  deps: Deps,
  { accountId }: { accountId: string },
  asked: Asked<T>,
): Promise<T> {
  if (asked.believed) return asked.record;
  const { module } = await lineOf(deps, accountId);
  throw new ProviderUnavailableError(module.title);
}
