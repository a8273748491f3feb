import type { Order } from '../../../domain/aggregates/aggregate.ts';
import { amountRank } from '../../../domain/order-money.ts';
import type { LinkRequest } from '../../../domain/payment-links/payment-link.ts';
import { encode } from '../../json.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';

/** What an earlier version has written, without what this version does (`entities/personal-data/data-version.ts`). */

const tables = ['orders', 'refunds', 'settlements', 'abnormal_payments', 'payment_links'] as const;
export type TableBefore = (typeof tables)[number];

const idsIn = (table: TableBefore) =>
  statement<{ limit: number }>()(({ db }, at) =>
    shared<TableBefore>(db)
      .selectFrom(table)
      .select('id')
      .where('data_version', 'is', null)
      .orderBy('id')
      .limit(at.limit),
  );

const ids = new Map(tables.map((table) => [table, idsIn(table)]));

/** The first of them, in the order of ids. */
export async function idsWrittenBefore(
  sql: Sql,
  table: TableBefore,
  limit: number,
): Promise<string[]> {
  const some = ids.get(table);
  return some === undefined ? [] : (await sql.all(some, { limit })).map(({ id }) => id);
}

const isDoneIn = (table: Exclude<TableBefore, 'orders' | 'payment_links'>) =>
  statement<{ id: string }>()(({ db }, at) =>
    shared<TableBefore>(db)
      .updateTable(table)
      .set({ data_version: 1 })
      .where('id', '=', at.id)
      .where('data_version', 'is', null),
  );

const done = {
  refunds: isDoneIn('refunds'),
  settlements: isDoneIn('settlements'),
  abnormal_payments: isDoneIn('abnormal_payments'),
};

/** False where another process has done it. */
export async function markDone(tx: Sql, table: keyof typeof done, id: string): Promise<boolean> {
  return (await tx.run(done[table], { id })) === 1;
}

interface SealedOrder {
  id: string;
  request: string;
  currency: string;
  rank: string;
  method: Order['request']['method']['type'];
}

const sealOrder = statement<SealedOrder>()(({ db }, at) =>
  db
    .updateTable('orders')
    .set({
      request: at.request,
      currency: at.currency,
      amount_rank: at.rank,
      method: at.method,
      data_version: 1,
    })
    .where('id', '=', at.id)
    .where('data_version', 'is', null),
);

/** Stores the request without its personal data. False where another process has done so. */
export async function replaceOrderRequest(
  tx: Sql,
  id: string,
  request: Order['request'],
): Promise<boolean> {
  const { amount, method } = request;
  const params = {
    id,
    request: encode(request),
    currency: amount.currency,
    rank: amountRank(amount),
    method: method.type,
  };
  return (await tx.run(sealOrder, params)) === 1;
}

const sealLink = statement<{ id: string; request: string }>()(({ db }, at) =>
  db
    .updateTable('payment_links')
    .set({ request: at.request, data_version: 1 })
    .where('id', '=', at.id)
    .where('data_version', 'is', null),
);

/** The same of a payment link. */
export async function replaceLinkRequest(
  tx: Sql,
  id: string,
  request: LinkRequest,
): Promise<boolean> {
  return (await tx.run(sealLink, { id, request: encode(request) })) === 1;
}
