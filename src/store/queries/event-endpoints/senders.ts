import type { EventEndpoint } from '../../../domain/event-endpoints/event-endpoint.ts';
import type { Sql } from '../../sql.ts';
import type { Dialect } from '../../statements/dialect.ts';
import { statement } from '../../statements/statement.ts';
import { shared } from '../../statements/tables.ts';
import { eventEndpointById } from './endpoints.ts';

/** Which process sends the events of an endpoint. Times are epoch milliseconds. */

interface Lease {
  sender: string;
  until: number;
}

const renew = statement<Lease>()(({ db }, at) =>
  db
    .insertInto('event_senders')
    .values({ id: at.sender, leased_until: at.until })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ leased_until: at.until })),
);

/** Begins the lease of a process, or makes it longer. What others have taken stays with them. */
export async function renewSender(tx: Sql, lease: Lease): Promise<void> {
  await tx.run(renew, lease);
}

const others = statement<{ sender: string }>()(({ db }, at) =>
  db.deleteFrom('event_senders').where('id', '<>', at.sender),
);

/** For a process that knows that it is alone: all other leases end. */
export async function endOtherSenders(tx: Sql, sender: string): Promise<void> {
  await tx.run(others, { sender });
}

interface Claimant {
  sender: string;
  now: number;
}

const leased = statement<Claimant>()(({ db }, at) =>
  db
    .selectFrom('event_senders')
    .select('id')
    .where('id', '<>', at.sender)
    .where('leased_until', '>', at.now),
);

/** The other processes whose leases are not over. */
export async function otherSenders(sql: Sql, params: Claimant): Promise<string[]> {
  return (await sql.all(leased, params)).map(({ id }) => id);
}

const some = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db.deleteFrom('event_senders').where('id', isIn, listed(at.ids)),
);

/** Ends the leases of these processes. */
export async function endSenders(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run(some, { ids: JSON.stringify(ids) });
}

const overdue = statement<{ before: number }>()(({ db }, at) =>
  db.deleteFrom('event_senders').where('leased_until', '<', at.before),
);

/** Forgets processes whose lease was over then. */
export async function forgetSenders(tx: Sql, before: number): Promise<void> {
  await tx.run(overdue, { before });
}

const living = ({ db }: Dialect, at: { now: never }) =>
  shared<'event_senders'>(db)
    .selectFrom('event_senders')
    .select('id')
    .where('leased_until', '>', at.now);

const claim = statement<Claimant & { id: string }>()((dialect, at) =>
  dialect.db
    .updateTable('event_endpoints')
    .set({ sender_id: at.sender })
    .where('id', '=', at.id)
    .where('status', '=', 'ACTIVE')
    .where('deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('sender_id', 'is', null),
        eb('sender_id', '=', at.sender),
        eb('sender_id', 'not in', living(dialect, at as never)),
      ]),
    ),
);

/** The endpoint, whose events this process sends from now on; null where it does not. */
export async function claimEndpoint(
  tx: Sql,
  params: Claimant & { id: string },
): Promise<EventEndpoint | null> {
  return (await tx.run(claim, params)) === 1 ? eventEndpointById(tx, params.id) : null;
}

const release = statement<{ id: string; sender: string }>()(({ db }, at) =>
  db
    .updateTable('event_endpoints')
    .set({ sender_id: null })
    .where('id', '=', at.id)
    .where('sender_id', '=', at.sender),
);

/** Gives an endpoint back of which nothing was sent. */
export async function releaseEndpoint(
  tx: Sql,
  params: { id: string; sender: string },
): Promise<void> {
  await tx.run(release, params);
}

interface Search extends Claimant {
  merchant: string;
  after: string;
  limit: number;
}

const unheld = (dialect: Dialect, at: { [Name in keyof Search]: never }) =>
  dialect.db
    .selectFrom('event_endpoints as endpoint')
    .innerJoin('merchants as merchant', 'merchant.id', 'endpoint.merchant_id')
    .select(['endpoint.id', 'merchant.last_seq as lastSeq'])
    .where('endpoint.status', '=', 'ACTIVE')
    .where('endpoint.deleted_at', 'is', null)
    .where((eb) =>
      eb.or([
        eb('endpoint.sender_id', 'is', null),
        eb('endpoint.sender_id', 'not in', living(dialect, at).where('id', '<>', at.sender)),
      ]),
    )
    .where((eb) =>
      eb.or([
        eb('merchant.last_seq', '>', eb.ref('endpoint.read_to')),
        eb('endpoint.due_at', '<=', at.now),
        // What a process leaves that ends without giving it back.
        eb.and([
          eb('endpoint.sender_id', 'is not', null),
          eb('endpoint.cursor', '<', eb.ref('endpoint.read_to')),
        ]),
      ]),
    )
    .where('endpoint.id', '>', at.after)
    .orderBy('endpoint.id')
    .limit(at.limit);

const ofAll = statement<Search>()((dialect, at) => unheld(dialect, at as never));
const ofMerchant = statement<Search>()((dialect, at) =>
  unheld(dialect, at as never).where('endpoint.merchant_id', '=', at.merchant),
);

interface WithWork {
  id: string;
  /** The number of the last event of its log. */
  lastSeq: number;
}

/**
 * Endpoints for which there is something to do and which no other living process has, in the order of their ids from
 * after `after`. `merchant`: null for all.
 */
export async function endpointsWithWork(
  sql: Sql,
  { merchant, ...params }: Claimant & { merchant: string | null; after: string },
  limit: number,
): Promise<WithWork[]> {
  const search = { ...params, merchant: merchant ?? '', limit };
  return sql.all(merchant === null ? ofAll : ofMerchant, search);
}

const merchants = statement()(({ db }) =>
  db
    .selectFrom('event_endpoints')
    .select(({ fn }) => ['merchant_id', fn.countAll<number | string>().as('count')])
    .where('status', '=', 'ACTIVE')
    .where('deleted_at', 'is', null)
    .groupBy('merchant_id'),
);

/** How many active endpoints each merchant has that has any. PostgreSQL counts in bigints, which come as text. */
export async function activeEndpoints(sql: Sql): Promise<ReadonlyMap<string, number>> {
  const rows = await sql.all(merchants, {});
  return new Map(rows.map(({ merchant_id: id, count }) => [id, Number(count)]));
}
