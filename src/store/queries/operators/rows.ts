import type { Sql } from '../../sql.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { statement } from '../../statements/statement.ts';
import type { Statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';
import type { Row } from '../../statements/tables.ts';

/** Tables whose rows are read one page after the other, in the order of their ids. */
export type Paged =
  | 'merchants'
  | 'provider_accounts'
  | 'payment_links'
  | 'data_keys'
  | 'orders'
  | 'refunds'
  | 'settlements'
  | 'abnormal_payments'
  | 'webhook_deliveries'
  | 'event_endpoints';

interface After {
  after: string;
  limit: number;
}

const pageOf = (table: Paged) =>
  statement<After>()(({ db }, at) =>
    shared<Paged>(db)
      .selectFrom(table)
      .selectAll()
      .where('id', '>', at.after)
      .orderBy('id')
      .limit(at.limit),
  );

const pages: Readonly<Record<Paged, Statement<After, unknown>>> = {
  merchants: pageOf('merchants'),
  provider_accounts: pageOf('provider_accounts'),
  payment_links: pageOf('payment_links'),
  data_keys: pageOf('data_keys'),
  orders: pageOf('orders'),
  refunds: pageOf('refunds'),
  settlements: pageOf('settlements'),
  abnormal_payments: pageOf('abnormal_payments'),
  webhook_deliveries: pageOf('webhook_deliveries'),
  event_endpoints: pageOf('event_endpoints'),
};

/** All rows of a table, in pages. */
export async function* pagesOf<Table extends Paged>(
  sql: Sql,
  table: Table,
  limit: number,
): AsyncGenerator<readonly Row<Table>[]> {
  for (let after = ''; ;) {
    const rows = (await sql.all(pages[table], { after, limit })) as Row<Table>[];
    if (rows.length > 0) yield rows;
    after = (rows.at(-1) as { id: string } | undefined)?.id ?? after;
    if (rows.length < limit) return;
  }
}

const ofOrders = statement<{ orders: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('refunds')
    .selectAll()
    .where('order_id', isIn, listed<string>(at.orders))
    .orderBy('id'),
);

export const refundRowsOf = (sql: Sql, orders: readonly string[]): Promise<Row<'refunds'>[]> =>
  sql.all(ofOrders, { orders: JSON.stringify(orders) });

const paymentsOfOrders = statement<{ orders: string }>()(({ db, isIn, listed }, at) =>
  db
    .selectFrom('abnormal_payments')
    .selectAll()
    .where('order_id', isIn, listed<string>(at.orders))
    .orderBy('id'),
);

export const paymentRowsOf = (
  sql: Sql,
  orders: readonly string[],
): Promise<Row<'abnormal_payments'>[]> =>
  sql.all(paymentsOfOrders, { orders: JSON.stringify(orders) });

/** With what exports show of it. `state` is null only where its row is missing. */
export type EventRow = Row<'events'> & Record<'state' | 'movements', string | null>;

const eventsWithStates = (db: Dialect['db']) =>
  db
    .selectFrom('events')
    .leftJoin('event_states', (join) =>
      join
        .onRef('event_states.subject_id', '=', 'events.subject_id')
        .onRef('event_states.seq', '=', 'events.seq'),
    )
    .selectAll('events')
    .select(['event_states.state', 'event_states.movements'])
    .orderBy('events.seq');

const eventsOf = (owner: 'order_id' | 'settlement_id') =>
  statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
    eventsWithStates(db).where(owner, isIn, listed<string>(at.ids)),
  );

const ofOrder = eventsOf('order_id');
const ofSettlement = eventsOf('settlement_id');

/** With those of their refunds and abnormal payments, in the order of each log. */
export const eventsOfOrders = (sql: Sql, ids: readonly string[]): Promise<EventRow[]> =>
  sql.all(ofOrder, { ids: JSON.stringify(ids) });

export const eventsOfSettlements = (sql: Sql, ids: readonly string[]): Promise<EventRow[]> =>
  sql.all(ofSettlement, { ids: JSON.stringify(ids) });

const ofPayments = statement<{ merchants: string; ids: string }>()(({ db, isIn, listed }, at) =>
  eventsWithStates(db)
    .where('merchant_id', isIn, listed<string>(at.merchants))
    .where('type', 'in', ['ABNORMAL_PAYMENT_RECEIVED', 'ABNORMAL_PAYMENT_STATUS_CHANGED'])
    .where('events.subject_id', isIn, listed<string>(at.ids)),
);

/** Of abnormal payments whose order is not known. */
export const eventsOfPayments = (
  sql: Sql,
  payments: readonly Pick<Row<'abnormal_payments'>, 'id' | 'merchant_id'>[],
): Promise<EventRow[]> =>
  sql.all(ofPayments, {
    merchants: JSON.stringify([...new Set(payments.map(({ merchant_id: id }) => id))]),
    ids: JSON.stringify(payments.map(({ id }) => id)),
  });

interface Numbers {
  merchant: string;
  after: number;
  limit: number;
}

const numbers = statement<Numbers>()(({ db }, at) =>
  db
    .selectFrom('events')
    .select('seq')
    .where('merchant_id', '=', at.merchant)
    .where('seq', '>', at.after)
    .orderBy('seq')
    .limit(at.limit),
);

/** The numbers of a merchant's log, in pages. */
export async function* numbersOf(
  sql: Sql,
  merchant: string,
  limit: number,
): AsyncGenerator<readonly number[]> {
  for (let after = Number.MIN_SAFE_INTEGER; ;) {
    const rows = await sql.all(numbers, { merchant, after, limit });
    if (rows.length > 0) yield rows.map(({ seq }) => seq);
    after = rows.at(-1)?.seq ?? after;
    if (rows.length < limit) return;
  }
}
