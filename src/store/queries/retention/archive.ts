import type { EventRecord } from '../../records.ts';
import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';
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

interface Removed {
  merchant: string;
  after: number;
  until: number;
}

const advance = statement<Removed>()(({ db }, at) =>
  db
    .updateTable('merchants')
    .set({ archived_seq: at.until })
    .where('id', '=', at.merchant)
    .where('archived_seq', '=', at.after),
);

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
          .where('seq', '>', at.after)
          .where('seq', '<=', at.until)
          .$asTuple('subject_id', 'seq'),
      ),
    ),
);

const removeEvents = statement<Removed>()(({ db }, at) =>
  db
    .deleteFrom('events')
    .where('merchant_id', '=', at.merchant)
    .where('seq', '>', at.after)
    .where('seq', '<=', at.until),
);

/** Removes the events after `after` up to `until`. False where another process has done so: then nothing is removed. */
export async function removeArchived(tx: Sql, removed: Removed): Promise<boolean> {
  if ((await tx.run(advance, removed)) === 0) return false;
  await tx.run(removeStates, removed);
  await tx.run(removeEvents, removed);
  return true;
}

/**
 * The number up to which everybody who must get every event of a merchant's log has it. Nothing behind it is archived.
 * Subscribers resume within the days that the log is kept, so only those count to whom we send by ourselves.
 */
export const passedByAll = async (_sql: Sql, _merchant: string): Promise<number> => Infinity;
