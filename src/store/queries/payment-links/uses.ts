import { PaymentLinkUseSchema } from '../../entities/payment-links/payment-link-use.ts';
import type { Owner, Sql } from '../../sql.ts';
import { newestOf } from '../../statements/lists.ts';
import { byIdOf } from '../../statements/owned.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Page } from '../pages.ts';

/** An order that a payment link has made. */
export interface PaymentLinkUse {
  /** The order's id. */
  id: string;
  merchantId: string;
  paymentLinkId: string;
  /** 1 for the first order of its link. */
  number: number;
  /** Epoch milliseconds. */
  createdAt: number;
}

// Two groups that use one link do so one after the other, and a link that is being disabled is waited for.
const lock = statement<{ id: string }>()(({ db, locked }, at) =>
  locked(db.selectFrom('payment_links').select('id').where('id', '=', at.id)),
);

/** Locks the link until the transaction ends. What is read of it from then on holds until then. */
export async function lockPaymentLink(tx: Sql, id: string): Promise<void> {
  await tx.get(lock, { id });
}

const last = statement<{ link: string }>()(({ db }, at) =>
  db
    .selectFrom('payment_link_uses')
    .select('number')
    .where('payment_link_id', '=', at.link)
    .orderBy('number', 'desc')
    .limit(1),
);

/** How many orders the link has made. */
export async function usesOfLink(sql: Sql, link: string): Promise<number> {
  return (await sql.get(last, { link }))?.number ?? 0;
}

const lastOfEach = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('payment_links')
    .select((eb) => [
      'payment_links.id',
      eb
        .selectFrom('payment_link_uses')
        .select('number')
        .whereRef('payment_link_id', '=', 'payment_links.id')
        .orderBy('number', 'desc')
        .limit(1)
        .as('uses'),
    ])
    .where('payment_links.id', isIn, listed(at.ids)),
);

/** How many orders each of these links has made. */
export async function usesOfLinks(
  sql: Sql,
  ids: readonly string[],
): Promise<{ id: string; uses: number }[]> {
  const rows = await sql.all(lastOfEach, { ids: JSON.stringify(ids) });
  return rows.map(({ id, uses }) => ({ id, uses: uses ?? 0 }));
}

const byNumber = statement<{ link: string; number: number }>()(({ db }, at) =>
  db
    .selectFrom('payment_link_uses')
    .select(['id', 'created_at'])
    .where('payment_link_id', '=', at.link)
    .where('number', '=', at.number),
);

/** Null where the link has not made so many. */
export async function useOfLink(
  sql: Sql,
  link: string,
  number: number,
): Promise<Pick<PaymentLinkUse, 'id' | 'createdAt'> | null> {
  const row = await sql.get(byNumber, { link, number });
  return row === undefined ? null : { id: row.id, createdAt: row.created_at };
}

const insert = insertInto('payment_link_uses', PaymentLinkUseSchema);

export async function insertLinkUse(tx: Sql, use: PaymentLinkUse): Promise<void> {
  const row = {
    id: use.id,
    merchant_id: use.merchantId,
    payment_link_id: use.paymentLinkId,
    number: use.number,
    created_at: use.createdAt,
  };
  await tx.runEach(insert, [row]);
}

const uses = byIdOf('payment_link_uses');

/** The links of those of these orders that a link has made. `id`: the order's. */
export async function linksOfOrders(
  sql: Sql,
  orderIds: readonly string[],
  owner?: Owner,
): Promise<{ id: string; paymentLinkId: string }[]> {
  const rows = await uses.byIds(sql, orderIds, owner);
  return rows.map(({ id, payment_link_id: paymentLinkId }) => ({ id, paymentLinkId }));
}

const some = newestOf('payment_link_uses', 'ord', [{ columns: ['payment_link_id'] }]);

/** The ids of the orders that the link has made, newest first: one more than requested where there are more. */
export async function orderIdsOfLink(sql: Sql, link: string, page: Page): Promise<string[]> {
  return (await some(sql, [{ payment_link_id: link }], page)).map(({ id }) => id);
}

const numbers = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('payment_link_uses')
    .select(({ fn }) => [
      'payment_link_id',
      fn.countAll<number | string>().as('uses'),
      fn.max<number | string>('number').as('last'),
    ])
    .where('payment_link_id', isIn, listed(at.ids))
    .groupBy('payment_link_id'),
);

/**
 * For operators: how many uses each link has, and the last number among them. It reads all of them.
 * PostgreSQL counts in bigints, which come as text.
 */
export async function numbersOfUses(
  sql: Sql,
  links: readonly string[],
): Promise<ReadonlyMap<string, { uses: number; last: number }>> {
  const rows = await sql.all(numbers, { ids: JSON.stringify(links) });
  return new Map(
    rows.map(({ payment_link_id: id, uses, last: most }) => [
      id,
      { uses: Number(uses), last: Number(most) },
    ]),
  );
}
