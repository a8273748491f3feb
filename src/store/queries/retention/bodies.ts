import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

/** Ids between two others, of which the first is left out and the second is not reached. */
export interface IdRange {
  after: string;
  below: string;
  limit: number;
}

const deliveries = statement<IdRange>()(({ db }, at) =>
  db
    .selectFrom('webhook_deliveries')
    .select(['id', 'check_at as checkAt'])
    .where('id', '>', at.after)
    .where('id', '<', at.below)
    .orderBy('id')
    .limit(at.limit),
);

/** Deliveries by their ids, with the time of the next attempt; null where there is none. */
export const deliveriesWithin = (
  sql: Sql,
  range: IdRange,
): Promise<{ id: string; checkAt: number | null }[]> => sql.all(deliveries, range);

const emptyDelivery = statement<{ id: string; none: Uint8Array }>()(({ db }, at) =>
  db
    .updateTable('webhook_deliveries')
    .set({ headers: '{}', body: at.none, sealed_with: null })
    .where('id', '=', at.id)
    .where('check_at', 'is', null),
);

const noBytes = Buffer.alloc(0);

/** Removes the bodies and headers of deliveries. Their identities stay, so that a repetition is recognised. */
export async function emptyDeliveries(tx: Sql, ids: readonly string[]): Promise<void> {
  for (const id of ids) await tx.run(emptyDelivery, { id, none: noBytes });
}

const calls = statement<IdRange>()(({ db }, at) =>
  db
    .selectFrom('provider_calls')
    .select('id')
    .where('id', '>', at.after)
    .where('id', '<', at.below)
    .orderBy('id')
    .limit(at.limit),
);

export const callsWithin = async (sql: Sql, range: IdRange): Promise<string[]> =>
  (await sql.all(calls, range)).map(({ id }) => id);

const emptyCalls = statement<{ ids: string }>()(({ db, isIn, listed }, at) =>
  db
    .updateTable('provider_calls')
    .set({ request: '', response: null })
    .where('id', isIn, listed(at.ids)),
);

/** Removes what these calls sent and got. */
export async function emptyTexts(tx: Sql, ids: readonly string[]): Promise<void> {
  await tx.run(emptyCalls, { ids: JSON.stringify(ids) });
}
