import type { EventRecord } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
import { firstWithDelivery } from '../event-endpoints/deliveries.ts';
import { eventFromRow } from '../events.ts';

const nextMerchant = statement<{ after: string }>()(({ db }, at) =>
  db
    .selectFrom('merchants')
    .select(['id', 'timeline', 'archived_seq as archivedSeq'])
    .where('id', '>', at.after)
    .orderBy('id')
    .limit(1),
);

/** The merchant with the next id, and how much of its log is archived. */
export const merchantAfter = (sql: Sql, after: string) => sql.get(nextMerchant, { after });

interface Stretch {
  merchant: string;
  after: number;
  limit: number;
}

const oldest = statement<Stretch>()(({ db }, at) =>
  db
    .selectFrom('events')
    .leftJoin('event_states', (join) =>
      join
        .onRef('event_states.subject_id', '=', 'events.subject_id')
        .onRef('event_states.seq', '=', 'events.seq'),
    )
    .selectAll('events')
    .select(['event_states.state', 'event_states.movements'])
    .where('events.merchant_id', '=', at.merchant)
    .where('events.seq', '>', at.after)
    .orderBy('events.seq')
    .limit(at.limit),
);

/** An event with its state and its movements, as JSON. */
export interface WholeEvent {
  event: EventRecord;
  state: string | null;
  movements: string | null;
}

/** The events after the number `after`, oldest first. */
export async function wholeEvents(sql: Sql, stretch: Stretch): Promise<WholeEvent[]> {
  const rows = await sql.all(oldest, stretch);
  return rows.map((row) => ({
    event: eventFromRow(row),
    state: row.state,
    movements: row.movements,
  }));
}

const readers = statement<{ merchant: string }>()(({ db }, at) =>
  db
    .selectFrom('event_endpoints')
    .select(['id', 'cursor', 'deleted_at as deletedAt'])
    .where('merchant_id', '=', at.merchant),
);
const lockedReaders = statement<{ merchant: string }>()(({ db, locked }, at) =>
  locked(
    db
      .selectFrom('event_endpoints')
      .select(['id', 'cursor', 'deleted_at as deletedAt'])
      .where('merchant_id', '=', at.merchant),
  ),
);

/**
 * The number up to which no endpoint of the merchant needs an event any more, whatever its status: it was delivered or
 * given up, and its delivery is not listed any more. `isLocked`: no endpoint is set back until the transaction ends.
 */
export async function passedByAll(sql: Sql, merchant: string, isLocked = false): Promise<number> {
  const rows = await sql.all(isLocked ? lockedReaders : readers, { merchant });
  let passed = Infinity;
  for (const { id, cursor, deletedAt } of rows) {
    if (deletedAt !== null) continue;
    const listed = (await firstWithDelivery(sql, id)) ?? Infinity;
    passed = Math.min(passed, cursor, listed - 1);
  }
  return passed;
}

const lockMerchant = statement<{ merchant: string }>()(({ db, locked }, at) =>
  locked(db.selectFrom('merchants').select(['id', 'archived_seq']).where('id', '=', at.merchant)),
);

/** The number up to which the log is archived. It stays the same until the transaction ends. */
export async function lockArchived(tx: Sql, merchant: string): Promise<number> {
  const row = await tx.get(lockMerchant, { merchant });
  if (row === undefined) throw new Error(`no merchant ${merchant}`);
  return row.archived_seq;
}

interface Archived {
  merchant: string;
  after: number;
  until: number;
}

const advance = statement<Archived>()(({ db }, at) =>
  db.updateTable('merchants').set({ archived_seq: at.until }).where('id', '=', at.merchant),
);

/**
 * The events after `after` up to `until` are no longer part of the log. False, and they are, where another process has
 * archived them, or an endpoint was set back to before them meanwhile.
 */
export async function storeArchived(tx: Sql, archived: Archived): Promise<boolean> {
  const { merchant, after, until } = archived;
  if ((await lockArchived(tx, merchant)) !== after) return false;
  if ((await passedByAll(tx, merchant, true)) < until) return false;
  await tx.run(advance, archived);
  return true;
}

const oldestNumbers = statement<{ merchant: string; until: number; limit: number }>()(
  ({ db }, at) =>
    db
      .selectFrom('events')
      .select('seq')
      .where('merchant_id', '=', at.merchant)
      .where('seq', '<=', at.until)
      .orderBy('seq')
      .limit(at.limit),
);

/** The number of the last of the `limit` oldest events up to `until`; null where there are none. */
export async function lastOfOldest(
  sql: Sql,
  archived: { merchant: string; until: number; limit: number },
): Promise<number | null> {
  return (await sql.all(oldestNumbers, archived)).at(-1)?.seq ?? null;
}

interface Removed {
  merchant: string;
  until: number;
}

const removeStates = statement<Removed>()(({ db }, at) =>
  db
    .deleteFrom('event_states')
    .where((eb) =>
      eb(
        eb.refTuple('subject_id', 'seq'),
        'in',
        eb
          .selectFrom('events')
          .select(['subject_id', 'seq'])
          .where('merchant_id', '=', at.merchant)
          .where('seq', '<=', at.until)
          .$asTuple('subject_id', 'seq'),
      ),
    ),
);

const removeEvents = statement<Removed>()(({ db }, at) =>
  db.deleteFrom('events').where('merchant_id', '=', at.merchant).where('seq', '<=', at.until),
);

/** Removes events that are archived, up to `until`. */
export async function removeArchived(tx: Sql, removed: Removed): Promise<void> {
  await tx.run(removeStates, removed);
  await tx.run(removeEvents, removed);
}
