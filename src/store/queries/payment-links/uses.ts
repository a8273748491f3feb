import type { PaymentLink } from '../../../domain/payment-links/payment-link.ts';
import { PaymentLinkUseSchema } from '../../entities/payment-links/payment-link-use.ts';
import type { Owner, Sql } from '../../sql.ts';
import { newestOf } from '../../statements/lists.ts';
import { byIdOf } from '../../statements/owned.ts';
import { insertInto } from '../../statements/rows.ts';
import { statement } from '../../statements/statement.ts';
import type { Page } from '../pages.ts';
import { paymentLinkFromRow } from './links.ts';

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
const lock = statement<{ ids: string }>()(({ db, isIn, listed, locked }, at) =>
  locked(db.selectFrom('payment_links').select('id').where('id', isIn, listed(at.ids))),
);

/** Locks the links until the transaction ends. What is read of them from then on holds until then. */
export async function lockPaymentLinks(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.all(lock, { ids: JSON.stringify([...new Set(ids)]) });
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

/** For `lockedRowsOf`: what changes with each use. */
export const versionsOfLinks = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('payment_links')
    .select((eb) => [
      'payment_links.id',
      eb
        .selectFrom('payment_link_uses')
        .select((of) => of.fn.coalesce(of.fn.max('number'), of.lit(0)).as('last'))
        .whereRef('payment_link_id', '=', 'payment_links.id')
        .as('version'),
    ])
    .where('payment_links.id', isIn, listed(at.ids))
    .$castTo<{ id: string; version: number }>(),
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

const toUse = statement<{ id: string; back: number }>()(({ db }, at) =>
  db
    .selectFrom('payment_links')
    .leftJoin(
      (eb) =>
        eb
          .selectFrom('payment_link_uses')
          .select(['payment_link_id', 'number'])
          .where('payment_link_id', '=', at.id)
          .orderBy('number', 'desc')
          .limit(1)
          .as('last'),
      (join) => join.onRef('last.payment_link_id', '=', 'payment_links.id'),
    )
    .leftJoin('payment_link_uses as earlier', (join) =>
      join
        .onRef('earlier.payment_link_id', '=', 'payment_links.id')
        .on('earlier.number', '=', (eb) => eb('last.number', '-', at.back)),
    )
    .selectAll('payment_links')
    .select(['last.number as uses', 'earlier.created_at as earlier_at'])
    .where('payment_links.id', '=', at.id),
);

export interface LinkToUse {
  link: PaymentLink;
  /** How many orders it has made. */
  uses: number;
  /** When it made the one `back` orders before the last, in epoch milliseconds. */
  earlierAt: number | null;
}

/** All that decides whether a link may be used, in one statement: while it is locked, others wait for it. */
export async function linkToUse(sql: Sql, id: string, back: number): Promise<LinkToUse | null> {
  const row = await sql.get(toUse, { id, back });
  if (row === undefined) return null;
  return { link: paymentLinkFromRow(row), uses: row.uses ?? 0, earlierAt: row.earlier_at };
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
