import { NotFoundError } from '../domain/errors.ts';
import type { Connection, ProviderModule } from '../providers/provider.ts';
import { abnormalPaymentById } from '../store/queries/abnormal-payments.ts';
import { accountById } from '../store/queries/merchants.ts';
import { orderById } from '../store/queries/orders.ts';
import type { AbnormalPaymentRecord, AccountRecord, OrderRecord } from '../store/records.ts';
import type { Sql } from '../store/sql.ts';
import type { Deps } from './deps.ts';

/** Throws the same NotFoundError for a record that does not exist and for another merchant's. */
export function own<T>(what: string, found: T | null): T {
  if (found === null) throw new NotFoundError(what);
  return found;
}

export async function ownOrder(sql: Sql, merchantId: string, id: string): Promise<OrderRecord> {
  return own('order', await orderById(sql, id, merchantId));
}

export async function ownAbnormalPayment(
  sql: Sql,
  merchantId: string,
  id: string,
): Promise<AbnormalPaymentRecord> {
  return own('abnormal payment', await abnormalPaymentById(sql, id, merchantId));
}

export async function ownAccount(sql: Sql, merchantId: string, id: string): Promise<AccountRecord> {
  return own('account', await accountById(sql, id, merchantId));
}

export interface AccountConnection {
  account: AccountRecord;
  connection: Connection;
  module: ProviderModule;
  config: unknown;
}

/** An account with the connection to its provider. */
export async function connectionTo(deps: Deps, accountId: string): Promise<AccountConnection> {
  const account = await accountById(deps.read, accountId);
  if (account === null) throw new Error(`no account ${accountId}`);
  return { account, ...deps.connections.of(account) };
}

/** For a record that is known to be stored. Throws an Error if it is gone. */
export async function existing<T>(found: Promise<T | null>): Promise<T> {
  const record = await found;
  if (record === null) throw new Error('a stored record is gone');
  return record;
}
