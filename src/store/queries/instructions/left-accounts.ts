import type { LeftAccount } from '../../../domain/aggregates/transition.ts';
import { LeftAccountSchema } from '../../entities/merchants/left-account.ts';
import type { Sql } from '../../sql.ts';
import { doNothing, insertInto } from '../../statements/rows.ts';

const leave = insertInto('left_accounts', LeftAccountSchema, { conflict: doNothing });

/** Stores accounts that orders have left, so that the accounts' later reports still find the orders. */
export async function leaveAccounts(tx: Sql, left: readonly LeftAccount[]): Promise<void> {
  const rows = left.map(({ accountId, providerReference, orderId }) => ({
    account_id: accountId,
    provider_reference: providerReference,
    order_id: orderId,
  }));
  await tx.runEach(leave, rows);
}
