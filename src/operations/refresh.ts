import { ProviderUnavailableError, UnsupportedOperationError } from '../domain/errors.ts';
import type { OrderRecord, RefundRecord, SettlementRecord } from '../store/records.ts';
import { askOrder, askRefund, askSettlement } from './ask.ts';
import type { Asked, Asking } from './ask.ts';
import type { Deps } from './deps.ts';
import { lineOf, ownOrder, ownRefund, ownSettlement } from './find.ts';

/** Asks the provider now; all who want to know of the same thing before the question leaves share its answer. */
function askNow<T extends { id: string }>(
  deps: Deps,
  subject: T,
  ask: (deps: Deps, subject: T, asking: Asking) => Promise<Asked<T>>,
): Promise<Asked<T>> {
  return deps.questions.run(subject.id, (leaving) =>
    deps.locks.run(subject.id, () => ask(deps, subject, { leaving })),
  );
}

export async function refreshOrder(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<OrderRecord> {
  const order = await ownOrder(deps.read, merchantId, id);
  return answered(deps, order, await askNow(deps, order, askOrder));
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
  return answered(deps, refund, await askNow(deps, refund, askRefund));
}

export async function refreshSettlement(
  deps: Deps,
  merchantId: string,
  id: string,
): Promise<SettlementRecord> {
  const settlement = await ownSettlement(deps.read, merchantId, id);
  return answered(deps, settlement, await askNow(deps, settlement, askSettlement));
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
