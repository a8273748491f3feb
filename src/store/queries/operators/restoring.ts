import type { Sql } from '../../sql.ts';
import { statement } from '../../statements/statement.ts';

const newTimeline = statement<{ id: string; timeline: string }>()(({ db }, at) =>
  db.updateTable('merchants').set({ timeline: at.timeline }).where('id', '=', at.id),
);

/** Cursors of the timeline before are answered with RESET from now on. */
export async function replaceTimeline(tx: Sql, id: string, timeline: string): Promise<void> {
  await tx.run(newTimeline, { id, timeline });
}

const hold = statement<{ id: string; from: number; until: number; due: number }>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({ lost_from: at.from, lost_until: at.until, reconcile_at: at.due })
    .where('id', '=', at.id),
);

/** Nothing is sent with the account before what was done from `from` to `until` is reconciled, which is due at once. */
export async function holdAccount(
  tx: Sql,
  id: string,
  { from, until, now }: { from: number; until: number; now: number },
): Promise<void> {
  await tx.run(hold, { id, from, until, due: now });
}

const release = statement<{ id: string }>()(({ db }, at) =>
  db
    .updateTable('provider_accounts')
    .set({ lost_from: null })
    .where('id', '=', at.id)
    .where('lost_from', 'is not', null),
);

/** False where the account is not held. */
export async function releaseAccount(tx: Sql, id: string): Promise<boolean> {
  return (await tx.run(release, { id })) === 1;
}
